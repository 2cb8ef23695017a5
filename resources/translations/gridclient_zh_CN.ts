<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Account</name>
    <message>
        <source>Your records were opened again with the help of the office</source>
        <translation>办公室帮忙，你的资料又打开了</translation>
    </message>
    <message>
        <source>This PC was registered anew with the centre</source>
        <translation>本机在中心重新登记了</translation>
    </message>
    <message>
        <source>Nothing is lost: your work of the last 90 days is sent once more, none of it twice.</source>
        <translation>什么都没丢：近 90 天的记录再传一遍，不会重复。</translation>
    </message>
    <message>
        <source>Password changed, at the centre and on this PC</source>
        <translation>密码改好了，中心和本机都用新的</translation>
    </message>
    <message>
        <source>The office has switched your account off. Your records stay on this PC, locked</source>
        <translation>办公室停用了你的账号。资料锁在本机，都还在</translation>
    </message>
    <message>
        <source>The office has withdrawn this PC. The records on it were deleted</source>
        <translation>办公室收回了这台电脑，上面的资料已清除</translation>
    </message>
    <message>
        <source>The office has withdrawn records on this PC; not all could be deleted. Close other programs, then start again</source>
        <translation>办公室收回了本机上的资料，还有文件没删干净。关掉其他程序，再开一次本程序</translation>
    </message>
</context>
<context>
    <name>AccountCard</name>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>改密码</translation>
    </message>
    <message>
        <source>{post} · {centre}</source>
        <translation>{post}·{centre}</translation>
    </message>
    <message>
        <source>The records open with your password and this PC&apos;s key</source>
        <translation>资料库：你的密码加这台电脑的钥匙</translation>
    </message>
    <message>
        <source>Both are needed; a disk taken out shows nothing</source>
        <translation>两样都在才打得开，硬盘拆走也看不到</translation>
    </message>
    <message>
        <source>The key that signs is only on this PC</source>
        <translation>签名的钥匙：只在这台电脑</translation>
    </message>
    <message>
        <source>It was made at sign-in and never leaves it</source>
        <translation>登记时生成，不出本机</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>现在同步</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>帮助和按键</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>下一区</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>上一区</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Finish this form</source>
        <translation>完成这张表</translation>
    </message>
    <message>
        <source>Save now</source>
        <translation>现在保存</translation>
    </message>
    <message>
        <source>Edit in place</source>
        <translation>就地修改</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回到列表</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>改密码</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Language: Chinese</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：English</translation>
    </message>
    <message>
        <source>Theme: same as the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Text size: standard</source>
        <translation>字号：标准</translation>
    </message>
    <message>
        <source>Text size: large</source>
        <translation>字号：大</translation>
    </message>
    <message>
        <source>Text size: extra large</source>
        <translation>字号：特大</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Go to Today</source>
        <translation>去今日</translation>
    </message>
    <message>
        <source>Go to Tasks</source>
        <translation>去任务</translation>
    </message>
    <message>
        <source>Go to Households</source>
        <translation>去住户</translation>
    </message>
    <message>
        <source>Go to Places</source>
        <translation>去场所</translation>
    </message>
    <message>
        <source>Go to Inspections</source>
        <translation>去检查</translation>
    </message>
    <message>
        <source>Go to Events</source>
        <translation>去上报</translation>
    </message>
    <message>
        <source>Go to Services</source>
        <translation>去服务</translation>
    </message>
    <message>
        <source>Go to Map</source>
        <translation>去地图</translation>
    </message>
    <message>
        <source>Go to Insight</source>
        <translation>去研判</translation>
    </message>
    <message>
        <source>Go to Orders</source>
        <translation>去指令</translation>
    </message>
    <message>
        <source>Go to Sync</source>
        <translation>去同步</translation>
    </message>
</context>
<context>
    <name>AddLine</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add: {name}</source>
        <translation>添加{name}</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>添加一行</translation>
    </message>
</context>
<context>
    <name>Author</name>
    <message>
        <source>Version {version} is published already</source>
        <translation>{version} 版已经发布过</translation>
    </message>
    <message>
        <source>{sheet} · row {row}, col {letters} {column}</source>
        <translation>{sheet} · 第 {row} 行 {letters} 列 {column}</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Other type</source>
        <translation>换题型</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>换位置</translation>
    </message>
    <message>
        <source>Reworded</source>
        <translation>改字</translation>
    </message>
    <message>
        <source>Other severity or limit</source>
        <translation>改等级期限</translation>
    </message>
    <message>
        <source>Other condition</source>
        <translation>改条件</translation>
    </message>
    <message>
        <source>First version of this checklist</source>
        <translation>这张检查表的第一版</translation>
    </message>
    <message>
        <source>Nothing, compared with version {version}</source>
        <translation>和 {version} 版一样</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>新增 {n} 项</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>去掉 {n} 项</translation>
    </message>
    <message>
        <source>{n} of another type</source>
        <translation>换题型 {n} 项</translation>
    </message>
    <message>
        <source>{n} moved</source>
        <translation>换位置 {n} 项</translation>
    </message>
    <message>
        <source>{n} reworded</source>
        <translation>改字 {n} 项</translation>
    </message>
    <message>
        <source>{n} with another severity or limit</source>
        <translation>改等级期限 {n} 项</translation>
    </message>
    <message>
        <source>{n} with another condition</source>
        <translation>改条件 {n} 项</translation>
    </message>
    <message>
        <source>none removed</source>
        <translation>没有去掉的</translation>
    </message>
    <message>
        <source>{sheet} {n}</source>
        <translation>{sheet} {n} 行</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>什么也没有</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>{version} 版</translation>
    </message>
    <message>
        <source>{n} questions</source>
        <translation>{n} 项</translation>
    </message>
</context>
<context>
    <name>AuthorLanding</name>
    <message>
        <source>Open a sheet</source>
        <translation>选表格文件</translation>
    </message>
    <message>
        <source>Open an .xlsx, .xls or .csv. It is checked here and again each time it is saved; nothing goes out yet.</source>
        <translation>选 .xlsx、.xls 或 .csv。选好就查，每次保存自动重查；这时还没有发出去。</translation>
    </message>
    <message>
        <source>Published: {n}</source>
        <translation>已发布 {n} 份</translation>
    </message>
    <message>
        <source>Nothing is published yet.</source>
        <translation>还没有发布过。</translation>
    </message>
    <message>
        <source>Published checklists</source>
        <translation>已发布的检查表</translation>
    </message>
    <message>
        <source>{code} · version {version}</source>
        <translation>{code} · {version} 版</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>在用</translation>
    </message>
</context>
<context>
    <name>AuthorTable</name>
    <message>
        <source>What to look at</source>
        <translation>看什么</translation>
    </message>
    <message>
        <source>A checklist is written in a spreadsheet, checked here and published for all</source>
        <translation>检查表在电子表格里写，在这里查错、发布</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Errors left: {n}</source>
        <translation>还有 {n} 处错</translation>
    </message>
    <message>
        <source>Checklist author</source>
        <translation>检查表编制</translation>
    </message>
    <message>
        <source>Export expanded sheet</source>
        <translation>导出展开后的表</translation>
    </message>
    <message>
        <source>Other file</source>
        <translation>换个文件</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>查出的问题</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>和上一版比</translation>
    </message>
    <message>
        <source>File</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>查错</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试填</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>和上一版比</translation>
    </message>
    <message>
        <source>Only without errors</source>
        <translation>没有错才能发布</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Backup on a stick</source>
        <translation>备份到 U 盘</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>现在备份</translation>
    </message>
    <message>
        <source>Stop backups</source>
        <translation>停止备份</translation>
    </message>
    <message>
        <source>That is the disk of the records: if it breaks, both are lost. A stick is safer.</source>
        <translation>这里和资料在同一块磁盘上，盘坏了两份都没了；插 U 盘更稳妥。</translation>
    </message>
    <message>
        <source>If this PC breaks, any office hands the file in; twice doubles nothing.</source>
        <translation>电脑坏了，把盘交给任何一个办公室就能送上去，送两遍也不会重。</translation>
    </message>
    <message>
        <source>Another place</source>
        <translation>换个地方备</translation>
    </message>
    <message>
        <source>Choose a folder or stick</source>
        <translation>选文件夹或 U 盘</translation>
    </message>
    <message>
        <source>Not switched on</source>
        <translation>还没开启</translation>
    </message>
    <message>
        <source>After each quiet minute, what has not arrived is kept on a second disk, sealed.</source>
        <translation>停手一分钟，没送到中心的就加密备份到另一个盘。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>未开启</translation>
    </message>
    <message>
        <source>Not written</source>
        <translation>没写成</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>快到备份时间</translation>
    </message>
    <message>
        <source>Not whole</source>
        <translation>没备全</translation>
    </message>
    <message>
        <source>All safe</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>{n} changes have not arrived; no backup yet.</source>
        <translation>{n} 项没送到中心，还没备份过。</translation>
    </message>
    <message>
        <source>Last backup {time}, {n} changes; the last {kept} are kept.</source>
        <translation>上次备份：{time}，{n} 项；留最近 {kept} 份。</translation>
    </message>
    <message>
        <source>{n} changes or photos could not be put in.</source>
        <translation>还有 {n} 项改动或照片没能备进去。</translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
    <message>
        <source>That folder is not there. Plug the stick in, or choose another.</source>
        <translation>没找到那个文件夹。插上 U 盘，或者另选一个。</translation>
    </message>
    <message>
        <source>That folder belongs to this program and would break with it. Choose another disk.</source>
        <translation>那是程序自己的文件夹，电脑坏了会一起坏。选别的盘。</translation>
    </message>
    <message>
        <source>The folder or stick is not there. Plug it in, or choose another; work goes on.</source>
        <translation>没找到文件夹或 U 盘。插上，或者另选一个；不耽误记录。</translation>
    </message>
    <message>
        <source>There is no room left there. Free some, or choose another place; work goes on.</source>
        <translation>那里空间满了。腾点地方，或者另选一个；不耽误记录。</translation>
    </message>
    <message>
        <source>That place may not be written to. Choose another; work goes on.</source>
        <translation>那里不能写入。另选一个；不耽误记录。</translation>
    </message>
</context>
<context>
    <name>Badges</name>
    <message>
        <source>1 overdue</source>
        <translation>1 件逾期</translation>
    </message>
    <message>
        <source>{n} overdue</source>
        <translation>{n} 件逾期</translation>
    </message>
    <message>
        <source>{n} to decide, {m} set aside</source>
        <translation>{n} 处要选，{m} 项搁置</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>CalmCard</name>
    <message>
        <source>No conflicts</source>
        <translation>没有冲突</translation>
    </message>
    <message>
        <source>When both sides change the same field, you choose here; nothing is lost.</source>
        <translation>两边改了同一处，就在这里选；没选的也不会丢。</translation>
    </message>
</context>
<context>
    <name>CaseDesk</name>
    <message>
        <source>{step}: kept on this PC, sent when connected</source>
        <translation>{step}，已存本机，联网后自动传</translation>
    </message>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
    <message>
        <source>Taken back; nothing of it was sent</source>
        <translation>已撤回，没有传出去</translation>
    </message>
</context>
<context>
    <name>CasePane</name>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>only added to</source>
        <translation>只增不改</translation>
    </message>
    <message>
        <source>Parts of the record</source>
        <translation>这条记录的各部分</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Who changed what (F3)</source>
        <translation>谁改过（F3）</translation>
    </message>
    <message>
        <source>extension no. {n}</source>
        <translation>第 {n} 次延期</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>能做的</translation>
    </message>
</context>
<context>
    <name>CategoryPicker</name>
    <message>
        <source>Characters or pinyin</source>
        <translation>汉字或拼音</translation>
    </message>
    <message>
        <source>Find a category</source>
        <translation>找类别</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>All {n} categories</source>
        <translation>全部 {n} 类</translation>
    </message>
    <message>
        <source>Sub-category</source>
        <translation>小类</translation>
    </message>
</context>
<context>
    <name>ChangePassword</name>
    <message>
        <source>Change the password</source>
        <translation>改密码</translation>
    </message>
    <message>
        <source>Online only. It then holds for the centre and for this PC. 8 characters at least.</source>
        <translation>要联网。改好后中心和本机都用新的。最少 8 位。</translation>
    </message>
    <message>
        <source>Password now</source>
        <translation>现在的密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>新密码再输一遍</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>改密码</translation>
    </message>
    <message>
        <source>The centre knows another password of yours. The office can give you a new one</source>
        <translation>中心那边是另一个密码。可以找办公室重设</translation>
    </message>
    <message>
        <source>No answer of the centre. Change it once more with the same two passwords</source>
        <translation>中心没有回音。用同样的两个密码再改一次</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <source>Nothing differs from the version published now.</source>
        <translation>和现在用的一版没有差别。</translation>
    </message>
    <message>
        <source>{n} more are not shown</source>
        <translation>还有 {n} 项没列出</translation>
    </message>
</context>
<context>
    <name>ChecklistCheck</name>
    <message>
        <source>There is no such file, or it cannot be read</source>
        <translation>没有这个文件，或者读不了</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>The file is damaged; open it, save it anew and check again</source>
        <translation>文件已损坏，请打开后重新保存，再检查一次</translation>
    </message>
    <message>
        <source>The file has a password; save it without one</source>
        <translation>文件设有密码，请去掉密码后另存</translation>
    </message>
    <message>
        <source>This is no spreadsheet; save it as .xlsx</source>
        <translation>这不是电子表格，请另存为 .xlsx</translation>
    </message>
    <message>
        <source>The file is too large; delete what is far from the table and save it</source>
        <translation>文件太大，请删掉表格以外的内容后再保存</translation>
    </message>
    <message>
        <source>The ending of {found} does not fit what the file is; other tools refuse it</source>
        <translation>{found} 的扩展名与文件内容不符，其他工具会拒收</translation>
    </message>
    <message>
        <source>There is no worksheet with questions; name it survey, or {items} for items</source>
        <translation>没有题目工作表，请命名为 survey，检查项则命名为 {items}</translation>
    </message>
    <message>
        <source>The worksheet {sheet} is missing or has no rows</source>
        <translation>工作表 {sheet} 缺失，或者没有内容</translation>
    </message>
    <message>
        <source>There is no worksheet settings with form_id and version</source>
        <translation>没有 settings 工作表，应写明 form_id 和 version</translation>
    </message>
    <message>
        <source>The worksheet {found} is not looked at under this name</source>
        <translation>工作表用 {found} 这个名称时不会被读取</translation>
    </message>
    <message>
        <source>The converter refuses the sheet; it says: {said}</source>
        <translation>转换程序拒收这张表，原文是：{said}</translation>
    </message>
    <message>
        <source>The form made of the sheet cannot be opened ({reason})</source>
        <translation>由这张表生成的表单打不开（{reason}）</translation>
    </message>
    <message>
        <source>The names of the columns stand in row {row}; put them into the first row</source>
        <translation>列名在第 {row} 行，应放到第 1 行</translation>
    </message>
    <message>
        <source>The column {column} is missing</source>
        <translation>缺少 {column} 列</translation>
    </message>
    <message>
        <source>Two columns mean the same: {found}; delete one</source>
        <translation>有两列是同一个意思：{found}，请删掉一列</translation>
    </message>
    <message>
        <source>This column has no name, so what stands in it is not looked at</source>
        <translation>这一列没有列名，里面的内容不会被读取</translation>
    </message>
    <message>
        <source>No reader knows the column {found}</source>
        <translation>没有工具认识 {found} 这一列</translation>
    </message>
    <message>
        <source>The column {found} has to have the name all readers know</source>
        <translation>{found} 这一列要用标准列名</translation>
    </message>
    <message>
        <source>The name of this column has to be English</source>
        <translation>这一列的列名要用英文</translation>
    </message>
    <message>
        <source>{found} has full-width signs; colons have to be half-width</source>
        <translation>{found} 里有全角符号，冒号要用半角</translation>
    </message>
    <message>
        <source>Between column and language stand two colons</source>
        <translation>列名和语言之间要用两个冒号</translation>
    </message>
    <message>
        <source>This language is written in another way elsewhere</source>
        <translation>这种语言在别处的写法不一样</translation>
    </message>
    <message>
        <source>This text has no column for {language}</source>
        <translation>这项文字没有 {language} 的列</translation>
    </message>
    <message>
        <source>The text for {language} is missing</source>
        <translation>缺少 {language} 的文字</translation>
    </message>
    <message>
        <source>No column has the language {found}</source>
        <translation>没有哪一列是 {found}</translation>
    </message>
    <message>
        <source>The settings stand below each other; names go into row 1, values into row 2</source>
        <translation>设置竖着写了，应当第 1 行写名称，第 2 行写值</translation>
    </message>
    <message>
        <source>Only the first row of settings counts</source>
        <translation>设置只有第一行有效</translation>
    </message>
    <message>
        <source>The form has no form_id</source>
        <translation>表单没有 form_id</translation>
    </message>
    <message>
        <source>The form has no version</source>
        <translation>表单没有 version（版本）</translation>
    </message>
    <message>
        <source>The form_id has a space</source>
        <translation>form_id 里有空格</translation>
    </message>
    <message>
        <source>There is no type {found}</source>
        <translation>没有 {found} 这种题型</translation>
    </message>
    <message>
        <source>The type has to be an English word</source>
        <translation>题型要用英文</translation>
    </message>
    <message>
        <source>The row has a name or label and no type</source>
        <translation>这一行有名称或题目，却没有题型</translation>
    </message>
    <message>
        <source>This program cannot ask questions of type {found} yet; it leaves them out</source>
        <translation>本程序暂不支持 {found} 题型，会略过这类题目</translation>
    </message>
    <message>
        <source>Behind the type the list of choices is missing</source>
        <translation>题型后面缺少选项组</translation>
    </message>
    <message>
        <source>The name of a list has no spaces</source>
        <translation>选项组的名称不能有空格</translation>
    </message>
    <message>
        <source>The worksheet choices has no list {list}</source>
        <translation>choices 工作表里没有选项组 {list}</translation>
    </message>
    <message>
        <source>The file {file} needs its ending: .csv, .xml or .geojson</source>
        <translation>文件 {file} 要写扩展名：.csv、.xml 或 .geojson</translation>
    </message>
    <message>
        <source>The list {file} cannot be read; save it as CSV in UTF-8</source>
        <translation>清单文件 {file} 读不了，请另存为 UTF-8 编码的 CSV</translation>
    </message>
    <message>
        <source>The list {file} is too large to be published</source>
        <translation>清单文件 {file} 太大，不能发布</translation>
    </message>
    <message>
        <source>The list {file} is not beside the sheet; put it there, or nothing can be chosen</source>
        <translation>表格旁边没有清单文件 {file}，请放过来，否则没有选项可选</translation>
    </message>
    <message>
        <source>No reader knows the medium {word}; there are image, audio, video</source>
        <translation>没有名为 {word} 的媒体列，只能用 image、audio、video</translation>
    </message>
    <message>
        <source>The prefix {word} is not declared in the column namespaces of settings</source>
        <translation>前缀 {word} 没有在 settings 工作表的 namespaces 列中声明</translation>
    </message>
    <message>
        <source>{found} cannot be the name of a column: a letter, then letters, digits, _ - .</source>
        <translation>“{found}”不能作列名：须以文字开头，其后只能是文字、数字和 _ - .</translation>
    </message>
    <message>
        <source>select_one_external needs a worksheet external_choices; write select_one</source>
        <translation>select_one_external 需要 external_choices 工作表，请改用 select_one</translation>
    </message>
    <message>
        <source>There is no worksheet entities, so nothing can be saved to {found}</source>
        <translation>没有 entities 工作表，无法保存到 {found}</translation>
    </message>
    <message>
        <source>In a group of appearance table-list no choices are filtered</source>
        <translation>外观为 table-list 的分组里，选项不能筛选</translation>
    </message>
    <message>
        <source>In a group of appearance table-list all questions have one list, here {list}</source>
        <translation>外观为 table-list 的分组里，各题须用同一个选项列表，此处为 {list}</translation>
    </message>
    <message>
        <source>The list {file} has no column {title}</source>
        <translation>清单文件 {file} 里没有 {title} 这一列</translation>
    </message>
    <message>
        <source>The file {file} is not beside the sheet; give it when publishing</source>
        <translation>表格旁边没有文件 {file}，发布时请一并提供</translation>
    </message>
    <message>
        <source>or_other and choice_filter do not go together; use a choice of your own</source>
        <translation>or_other 不能和 choice_filter 同用，请自己加一个选项</translation>
    </message>
    <message>
        <source>This {kind} is not closed; add a row end_{kind}</source>
        <translation>这个 {kind} 没有结束，请加一行 end_{kind}</translation>
    </message>
    <message>
        <source>Nothing is open that could end here; delete this row</source>
        <translation>这里没有可以结束的组，请删掉这一行</translation>
    </message>
    <message>
        <source>What is open here is the {kind} of row {row}</source>
        <translation>这里要结束的是第 {row} 行的 {kind}</translation>
    </message>
    <message>
        <source>This {kind} holds no question</source>
        <translation>这个 {kind} 里没有题目</translation>
    </message>
    <message>
        <source>The worksheet {items} has no section {section}</source>
        <translation>{items} 工作表里没有 {section} 部分</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>缺少名称</translation>
    </message>
    <message>
        <source>{found} is no name: letters, digits, _ and - only, a letter first</source>
        <translation>{found} 不能作名称：只能用文字、数字、_ 和 -，并以文字开头</translation>
    </message>
    <message>
        <source>The name {found} stands in row {row} already</source>
        <translation>名称 {found} 在第 {row} 行已经用过</translation>
    </message>
    <message>
        <source>{found} and {other} differ by capitals only</source>
        <translation>{found} 与 {other} 只有大小写不同</translation>
    </message>
    <message>
        <source>The program keeps the name {found} for itself</source>
        <translation>{found} 是程序保留的名称</translation>
    </message>
    <message>
        <source>{word} stands more than once, so nobody knows which is meant; rename one</source>
        <translation>{word} 出现了不止一次，无法确定指哪一个，请给其中一个改名</translation>
    </message>
    <message>
        <source>The question has no label</source>
        <translation>题目没有文字</translation>
    </message>
    <message>
        <source>A character that cannot be seen stands here, from copying</source>
        <translation>这里有看不见的字符，多半是复制时带来的</translation>
    </message>
    <message>
        <source>The spreadsheet made a date of this; format the cell as text and type it again</source>
        <translation>表格程序把它变成了日期，请把单元格设为文本后重新输入</translation>
    </message>
    <message>
        <source>The spreadsheet could not work out this cell; type its value</source>
        <translation>表格程序没能算出这个单元格，请直接填值</translation>
    </message>
    <message>
        <source>Full-width signs; they have to be half-width</source>
        <translation>这里有全角符号，要用半角</translation>
    </message>
    <message>
        <source>Curled quotes stand here; straight ones are safer</source>
        <translation>这里用了弯引号，用直引号更稳妥</translation>
    </message>
    <message>
        <source>Equal is written with one =</source>
        <translation>等于只写一个 =</translation>
    </message>
    <message>
        <source>And is written and</source>
        <translation>“并且”写作 and</translation>
    </message>
    <message>
        <source>Or is written or</source>
        <translation>“或者”写作 or</translation>
    </message>
    <message>
        <source>Not equal is written !=</source>
        <translation>不等于写作 !=</translation>
    </message>
    <message>
        <source>The signs stand the wrong way round: &gt;= and &lt;=</source>
        <translation>符号的顺序写反了，应为 &gt;= 或 &lt;=</translation>
    </message>
    <message>
        <source>{word} has to be written in small letters</source>
        <translation>{word} 要用小写</translation>
    </message>
    <message>
        <source>Between conditions stands and or or, in English</source>
        <translation>条件之间要用英文的 and 或 or</translation>
    </message>
    <message>
        <source>The remainder of a division is written mod</source>
        <translation>求余数写作 mod</translation>
    </message>
    <message>
        <source>Division is written div</source>
        <translation>除法写作 div</translation>
    </message>
    <message>
        <source>Arguments are divided by commas</source>
        <translation>参数之间用逗号隔开</translation>
    </message>
    <message>
        <source>No equals sign stands at the beginning</source>
        <translation>开头不要写等号</translation>
    </message>
    <message>
        <source>A question is named as in ${{name}}</source>
        <translation>引用题目要写成 ${{name}} 的样子</translation>
    </message>
    <message>
        <source>A quote is not closed</source>
        <translation>引号没有成对</translation>
    </message>
    <message>
        <source>A bracket has no partner</source>
        <translation>括号没有成对</translation>
    </message>
    <message>
        <source>Behind and or or the question has to be named again</source>
        <translation>and 或 or 后面要把题目再写一遍</translation>
    </message>
    <message>
        <source>A constraint begins with a dot, which is the answer</source>
        <translation>约束条件以点号开头，点号代表本题的答案</translation>
    </message>
    <message>
        <source>This cannot be read as an expression, from: {word}</source>
        <translation>从这里起看不懂：{word}</translation>
    </message>
    <message>
        <source>Too many brackets within each other; divide it into several calculations</source>
        <translation>括号套得太多，请拆成几个计算</translation>
    </message>
    <message>
        <source>The expression is too long; divide it into several calculations</source>
        <translation>算式太长，请拆成几个计算</translation>
    </message>
    <message>
        <source>{found} is not understood here; it has to be yes or no</source>
        <translation>这里看不懂 {found}，要写 yes 或 no</translation>
    </message>
    <message>
        <source>There is no question {word}</source>
        <translation>没有叫 {word} 的题目</translation>
    </message>
    <message>
        <source>There is no function {word}</source>
        <translation>没有 {word} 这个函数</translation>
    </message>
    <message>
        <source>The function {word} has too many or too few arguments</source>
        <translation>函数 {word} 的参数个数不对</translation>
    </message>
    <message>
        <source>The function {word} is about questions: write ${{name}} or a path in it</source>
        <translation>函数 {word} 的括号里要写题目：${{name}} 或路径</translation>
    </message>
    <message>
        <source>The text {word} needs quotes</source>
        <translation>文字 {word} 要加引号</translation>
    </message>
    <message>
        <source>The question {word} is named as in ${{name}}</source>
        <translation>引用题目 {word} 要写成 ${{name}} 的样子</translation>
    </message>
    <message>
        <source>The function {word} needs its brackets</source>
        <translation>函数 {word} 后面要有括号</translation>
    </message>
    <message>
        <source>Empty is written as two quotes</source>
        <translation>空值写作一对引号</translation>
    </message>
    <message>
        <source>The list has no value {word}</source>
        <translation>选项组里没有 {word} 这个值</translation>
    </message>
    <message>
        <source>The list has no value {word}, so this never applies</source>
        <translation>选项组里没有 {word} 这个值，所以永远不成立</translation>
    </message>
    <message>
        <source>{word} is multiple choice; whether something is chosen is asked with selected</source>
        <translation>{word} 是多选题，是否选中要用 selected 判断</translation>
    </message>
    <message>
        <source>{word} alone is always true; compare it with a question</source>
        <translation>单独写 {word} 总是成立，应当和题目比较</translation>
    </message>
    <message>
        <source>{word} is compared with itself, so this always applies</source>
        <translation>{word} 和它自己比较，所以总是成立</translation>
    </message>
    <message>
        <source>In {word} the question comes first, then the value</source>
        <translation>{word} 里先写题目，再写值</translation>
    </message>
    <message>
        <source>The second {word} of jr:choice-name stands in quotes</source>
        <translation>jr:choice-name 的第二个 {word} 要加引号</translation>
    </message>
    <message>
        <source>Nobody can answer this; where it is required the form cannot be finished</source>
        <translation>这一项没法填写，设为必填就交不了表</translation>
    </message>
    <message>
        <source>Two comparisons in a row do not work; join them with and</source>
        <translation>不能连着比较两次，请用 and 连接</translation>
    </message>
    <message>
        <source>{word} is worked out as a subtraction; a date stands in date() with quotes</source>
        <translation>{word} 会被当作减法，日期要写在 date() 里并加引号</translation>
    </message>
    <message>
        <source>The pattern {word} is none</source>
        <translation>{word} 不是正确的匹配式</translation>
    </message>
    <message>
        <source>{word} works here; other tools may not know it</source>
        <translation>{word} 在这里能用，其他工具未必认识</translation>
    </message>
    <message>
        <source>These questions wait for each other: {names}</source>
        <translation>这些题目互相等待：{names}</translation>
    </message>
    <message>
        <source>{word} is a group; a trigger names questions</source>
        <translation>{word} 是分组，trigger 只能填题目</translation>
    </message>
    <message>
        <source>This type needs a trigger: the question it waits for</source>
        <translation>此题型须填 trigger，即由哪一题触发</translation>
    </message>
    <message>
        <source>A trigger names questions as in ${{name}}, divided by commas</source>
        <translation>触发题目要写成 ${{name}} 的样子，用逗号隔开</translation>
    </message>
    <message>
        <source>The worksheet choices has no column {word}</source>
        <translation>choices 工作表里没有 {word} 这一列</translation>
    </message>
    <message>
        <source>The calculation is missing</source>
        <translation>缺少算式</translation>
    </message>
    <message>
        <source>Only a choice can be filtered; this is left aside</source>
        <translation>只有选择题能筛选选项，这里不起作用</translation>
    </message>
    <message>
        <source>The message is never shown, because {rule} is empty</source>
        <translation>{rule} 是空的，这条提示永远不会出现</translation>
    </message>
    <message>
        <source>No reader knows the appearance {word}; it is left aside</source>
        <translation>没有工具认识外观 {word}，它不起作用</translation>
    </message>
    <message>
        <source>search() is not offered here; use select_one_from_file</source>
        <translation>这里不支持 search()，请用 select_one_from_file</translation>
    </message>
    <message>
        <source>Parameters are written as name=value, divided by spaces</source>
        <translation>参数写成“名称=值”，用空格隔开</translation>
    </message>
    <message>
        <source>This type has no parameter {word}</source>
        <translation>这种题型没有参数 {word}</translation>
    </message>
    <message>
        <source>{word} does not fit; it takes {takes}</source>
        <translation>{word} 不合要求，可填 {takes}</translation>
    </message>
    <message>
        <source>With these parameters goes {word}, too</source>
        <translation>用了这些参数，还须填写 {word}</translation>
    </message>
    <message>
        <source>{word} does not lie on the scale and its steps</source>
        <translation>{word} 不在刻度范围或步长上</translation>
    </message>
    <message>
        <source>{word} does not fit: start, end and step are numbers, and step fits between them</source>
        <translation>{word} 不合适：start、end、step 都是数字，step 不能超过两者之差</translation>
    </message>
    <message>
        <source>The default {found} is no number</source>
        <translation>默认值 {found} 不是数字</translation>
    </message>
    <message>
        <source>The default {found} is no date; dates are written 2026-11-24</source>
        <translation>默认值 {found} 不是日期，日期写成 2026-11-24</translation>
    </message>
    <message>
        <source>The default {word} is not in the list</source>
        <translation>默认值 {word} 不在选项组里</translation>
    </message>
    <message>
        <source>The choice belongs to no list</source>
        <translation>这个选项没有写属于哪一组</translation>
    </message>
    <message>
        <source>The choice has no name</source>
        <translation>这个选项没有名称</translation>
    </message>
    <message>
        <source>The choice has no label</source>
        <translation>这个选项没有文字</translation>
    </message>
    <message>
        <source>{found} has a space; answers of multiple choice are divided by spaces</source>
        <translation>{found} 里有空格，而多选题的答案就是用空格隔开的</translation>
    </message>
    <message>
        <source>{found} has a space; it could not be used in multiple choice</source>
        <translation>{found} 里有空格，不能用于多选题</translation>
    </message>
    <message>
        <source>{found} stands in row {row} of this list already</source>
        <translation>{found} 在第 {row} 行已经有了</translation>
    </message>
    <message>
        <source>The column {found} has another name</source>
        <translation>{found} 这一列应当用另一个列名</translation>
    </message>
    <message>
        <source>{found} is no code: the letter of the section and two or three digits, as in A01</source>
        <translation>{found} 不是编号：应为本部分的字母加两三位数字，如 A01</translation>
    </message>
    <message>
        <source>{found} stands in another section; its letter has to be that of its section</source>
        <translation>{found} 放错了部分，字母要与所在部分一致</translation>
    </message>
    <message>
        <source>{found} stands in this sheet already</source>
        <translation>{found} 在本表里已经有了</translation>
    </message>
    <message>
        <source>Above the first item a section is missing: a row with a letter and its name</source>
        <translation>第一个检查项上面缺少部分标题：一行字母编号和名称</translation>
    </message>
    <message>
        <source>The section {found} has no items</source>
        <translation>{found} 部分没有检查项</translation>
    </message>
    <message>
        <source>{column} must not be empty</source>
        <translation>{column} 不能为空</translation>
    </message>
    <message>
        <source>{found} is no type of item</source>
        <translation>没有 {found} 这种题型</translation>
    </message>
    <message>
        <source>{found} asks the same twice</source>
        <translation>{found} 重复了同一题型</translation>
    </message>
    <message>
        <source>A choice needs its list, as in {example}; only numbers have a bound</source>
        <translation>选择题要写选项组，如 {example}；只有数量和距离能写界限</translation>
    </message>
    <message>
        <source>The list of {found} is not in the worksheet {lists}</source>
        <translation>{found} 的选项组不在 {lists} 工作表里</translation>
    </message>
    <message>
        <source>{found} names a question that is not there</source>
        <translation>{found} 引用了不存在的题目</translation>
    </message>
    <message>
        <source>The severity is 1, 2 or 3</source>
        <translation>等级只能填 1、2 或 3</translation>
    </message>
    <message>
        <source>The limit is a number of days up to 365; 0 is at once</source>
        <translation>期限填天数，最多 365；立即填 0</translation>
    </message>
    <message>
        <source>{found} is not one of the words of this column</source>
        <translation>{found} 不是这一列可以填的词</translation>
    </message>
    <message>
        <source>An item that can fail needs its photo</source>
        <translation>能判不合格的检查项必须拍照</translation>
    </message>
    <message>
        <source>{found} is no name: small letters, digits and _ only, a letter first</source>
        <translation>{found} 不能作编号：只能用小写字母、数字和 _，并以字母开头</translation>
    </message>
    <message>
        <source>Every checklist has the list {found} already</source>
        <translation>选项组 {found} 是每张检查表自带的</translation>
    </message>
    <message>
        <source>{found} has a space</source>
        <translation>{found} 里有空格</translation>
    </message>
    <message>
        <source>[{severity}] {place}: {what}</source>
        <translation>[{severity}] {place}：{what}</translation>
    </message>
    <message>
        <source>No mistakes were found</source>
        <translation>没有发现错误</translation>
    </message>
    <message>
        <source>No mistakes, and {remarks} remarks: it can be published</source>
        <translation>没有错误，有 {remarks} 条提示，可以发布</translation>
    </message>
    <message>
        <source>Mistakes to mend before it can be published: {errors}; remarks: {remarks}</source>
        <translation>有 {errors} 处错误须改正后才能发布，另有 {remarks} 条提示</translation>
    </message>
    <message>
        <source>Mistake</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Worksheet {sheet}</source>
        <translation>工作表 {sheet}</translation>
    </message>
    <message>
        <source>Worksheet {sheet}, row {row}</source>
        <translation>工作表 {sheet} 第 {row} 行</translation>
    </message>
    <message>
        <source>Worksheet {sheet}, cell {cell}, column {column}</source>
        <translation>工作表 {sheet} 单元格 {cell}（{column} 列）</translation>
    </message>
    <message>
        <source>Write: {mend}</source>
        <translation>改为：{mend}</translation>
    </message>
    <message>
        <source>This cannot be used so ({code})</source>
        <translation>这样写不能用（{code}）</translation>
    </message>
</context>
<context>
    <name>ChecklistsPage</name>
    <message>
        <source>Checklist author</source>
        <translation>检查表编制</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>选表格文件</translation>
    </message>
    <message>
        <source>Check the sheet again</source>
        <translation>再查一遍</translation>
    </message>
    <message>
        <source>Go to the first error</source>
        <translation>跳到第一处错</translation>
    </message>
    <message>
        <source>Published versions never change; old records keep theirs</source>
        <translation>发布后不能改，只能出新版；旧记录按旧版留着</translation>
    </message>
    <message>
        <source>Export expanded sheet</source>
        <translation>导出展开后的表</translation>
    </message>
    <message>
        <source>Sheets (*.xlsx *.xls *.csv)</source>
        <translation>表格文件 (*.xlsx *.xls *.csv)</translation>
    </message>
    <message>
        <source>Published. It is offered here now and goes to the others with the next sync</source>
        <translation>已发布。这里马上能用，下次同步后别处也能用</translation>
    </message>
    <message>
        <source>The expanded sheet is written</source>
        <translation>展开后的表已导出</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>已复制：{text}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
</context>
<context>
    <name>ChoicesPanel</name>
    <message>
        <source>You can do now</source>
        <translation>现在能做</translation>
    </message>
    <message>
        <source>Nothing, until others have done their part</source>
        <translation>别人办完那一步再说</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>现在不能做</translation>
    </message>
    <message>
        <source>asks for: {what}</source>
        <translation>要{what}</translation>
    </message>
</context>
<context>
    <name>ChooseDialog</name>
    <message>
        <source>Which checklist?</source>
        <translation>用哪张检查表？</translation>
    </message>
    <message>
        <source>Published checklists</source>
        <translation>已发布的检查表</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>先不查</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>{code} · version {version}</source>
        <translation>{code} · {version} 版</translation>
    </message>
</context>
<context>
    <name>Clock</name>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>due soon</source>
        <translation>将到期</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停表</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <source>{light} · look again {day}</source>
        <translation>{light}·{day}复看</translation>
    </message>
    <message>
        <source>{light} · {time} late</source>
        <translation>{light}·超 {time}</translation>
    </message>
    <message>
        <source>{light} · {time}</source>
        <translation>{light}·{time}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>1 working day</source>
        <translation>1 个工作日</translation>
    </message>
    <message>
        <source>{n} working days</source>
        <translation>{n} 个工作日</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>work h</source>
        <translation>工作时</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>The clock stands</source>
        <translation>停表</translation>
    </message>
    <message>
        <source>No time limit</source>
        <translation>没有时限</translation>
    </message>
    <message>
        <source>{n} {unit} late</source>
        <translation>超了 {n} {unit}</translation>
    </message>
    <message>
        <source>{n} {unit} left</source>
        <translation>还剩 {n} {unit}</translation>
    </message>
    <message>
        <source>limit {n} working days</source>
        <translation>限 {n} 个工作日</translation>
    </message>
    <message>
        <source>limit {n} working hours</source>
        <translation>限 {n} 工作时</translation>
    </message>
    <message>
        <source>limit {n} hours round the clock</source>
        <translation>限 {n} 小时，昼夜连算</translation>
    </message>
    <message>
        <source>limit {n} days</source>
        <translation>限 {n} 天</translation>
    </message>
</context>
<context>
    <name>ClockCard</name>
    <message>
        <source>due {time}</source>
        <translation>{time} 到期</translation>
    </message>
    <message>
        <source>extension no. {n}</source>
        <translation>第 {n} 次延期</translation>
    </message>
</context>
<context>
    <name>ClockControl</name>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Saved on this PC, safe if power fails</source>
        <translation>已保存在本机，断电不丢</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>There is nothing left to undo</source>
        <translation>没有能撤销的了</translation>
    </message>
    <message>
        <source>Done again</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>There is nothing left to do again</source>
        <translation>没有能重做的了</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>Conflict: {title}</source>
        <translation>冲突：{title}</translation>
    </message>
    <message>
        <source>Only the owner of this field may change it. Your correction was sent on.</source>
        <translation>这一处由主管单位改。你的更正已经转过去了。</translation>
    </message>
    <message>
        <source>The record was deleted or changed meanwhile. What you wrote is kept.</source>
        <translation>这条已被删除或改过。你写的都留着。</translation>
    </message>
    <message>
        <source>Both sides changed this. Choose one; the other stays in history.</source>
        <translation>两边都改了同一处。选对的一边，没选的留在历史里。</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>A record</source>
        <translation>一条记录</translation>
    </message>
    <message>
        <source>{what} · {about}</source>
        <translation>{what}·{about}</translation>
    </message>
    <message>
        <source>{n} to choose</source>
        <translation>{n} 处要选</translation>
    </message>
    <message>
        <source>Open this household</source>
        <translation>打开这户</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开这条</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Other value</source>
        <translation>另一边</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>this PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Use what I chose</source>
        <translation>采用所选</translation>
    </message>
    <message>
        <source>All from this PC</source>
        <translation>都用本机</translation>
    </message>
    <message>
        <source>All from the centre</source>
        <translation>都用中心</translation>
    </message>
    <message>
        <source>Names and ID numbers are the police&apos;s, not chosen here</source>
        <translation>姓名、证件号以公安为准，不在这里选</translation>
    </message>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
</context>
<context>
    <name>CourierView</name>
    <message>
        <source>Hand all in</source>
        <translation>全部送出</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>A lost stick does no harm</source>
        <translation>丢了盘也不要紧</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>If a reply never comes back, the next package holds everything not answered. Handing in twice doubles nothing.</source>
        <translation>回执没带到，他下次导的包会带上所有没回的记录，送几遍都不会重。</translation>
    </message>
    <message>
        <source>Sync packages ({kinds})</source>
        <translation>同步包（{kinds}）</translation>
    </message>
    <message>
        <source>Add packages</source>
        <translation>添加同步包</translation>
    </message>
    <message>
        <source>Handing in {n} of {all}</source>
        <translation>正在送第 {n} 个，共 {all} 个</translation>
    </message>
    <message>
        <source>If the line is cut, what was handed in is not sent again.</source>
        <translation>断网了会接着送，送过的不会再送。</translation>
    </message>
    <message>
        <source>Nothing was handed in. Try again when connected.</source>
        <translation>一个都没送出。联网后再试。</translation>
    </message>
    <message>
        <source>Put the packages of the workers here</source>
        <translation>把网格员交来的包放进来</translation>
    </message>
    <message>
        <source>Add the files of a stick, or drop them on this page. They are sealed; you only carry them.</source>
        <translation>添加 U 盘里的文件，或者拖到这一页。包是加密的，你只经手。</translation>
    </message>
    <message>
        <source>{n} packages to hand in</source>
        <translation>有 {n} 个包要送</translation>
    </message>
    <message>
        <source>1 package to hand in</source>
        <translation>有 1 个包要送</translation>
    </message>
    <message>
        <source>Each reply is written beside its file; then the stick goes back.</source>
        <translation>回执写在原来的文件旁边，写好再把盘还回去。</translation>
    </message>
    <message>
        <source>{n} replies to bring back</source>
        <translation>有 {n} 份回执要带回</translation>
    </message>
    <message>
        <source>1 reply to bring back</source>
        <translation>有 1 份回执要带回</translation>
    </message>
    <message>
        <source>They lie beside their files, ending in .reply.gridpkg.</source>
        <translation>都在原来的文件旁边，以 .reply.gridpkg 结尾。</translation>
    </message>
    <message>
        <source>{n} packages could not be handed in</source>
        <translation>有 {n} 个包送不了</translation>
    </message>
    <message>
        <source>1 package could not be handed in</source>
        <translation>有 1 个包送不了</translation>
    </message>
    <message>
        <source>The list says why, and what to do.</source>
        <translation>原因和办法在列表里。</translation>
    </message>
    <message>
        <source>{bad}; {n} replies to bring back</source>
        <translation>{bad}，有 {n} 份回执要带回</translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
    <message>
        <source>The replies lie beside their files, ending in .reply.gridpkg.</source>
        <translation>回执在原来的文件旁边，以 .reply.gridpkg 结尾。</translation>
    </message>
</context>
<context>
    <name>DayControl</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Visit to {name} saved on this PC</source>
        <translation>已记{name}的走访，存在本机</translation>
    </message>
    <message>
        <source>Household added</source>
        <translation>已新增住户</translation>
    </message>
    <message>
        <source>Changes to {name} saved</source>
        <translation>已改{name}的资料</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Record visit</source>
        <translation>记走访</translation>
    </message>
    <message>
        <source>Report event</source>
        <translation>上报事件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Parts of the household</source>
        <translation>住户的各部分</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>No event was reported here.</source>
        <translation>这户没有上报过事件。</translation>
    </message>
    <message>
        <source>No house is recorded for the people here.</source>
        <translation>这户人名下还没有登记房屋。</translation>
    </message>
    <message>
        <source>Choose a household</source>
        <translation>选一户</translation>
    </message>
    <message>
        <source>It is shown here.</source>
        <translation>选中的住户显示在这里。</translation>
    </message>
    <message>
        <source>{name}&apos;s home</source>
        <translation>{name} 户</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回到列表</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>Who changed what (F3)</source>
        <translation>谁改过（F3）</translation>
    </message>
    <message>
        <source>no. {no}</source>
        <translation>户号 {no}</translation>
    </message>
    <message>
        <source>New here</source>
        <translation>本机新建</translation>
    </message>
    <message>
        <source>{n} changes waiting</source>
        <translation>{n} 处改动待上传</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>住户情况</translation>
    </message>
    <message>
        <source>Timeline {n}</source>
        <translation>时间线 {n}</translation>
    </message>
    <message>
        <source>House</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Events {n}</source>
        <translation>事件 {n}</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>{n} m²</source>
        <translation>{n} m²</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>建成年份</translation>
    </message>
    <message>
        <source>Hazard</source>
        <translation>隐患</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>房主</translation>
    </message>
    <message>
        <source>House no.</source>
        <translation>房屋编号</translation>
    </message>
    <message>
        <source>the same ID number</source>
        <translation>证件号相同</translation>
    </message>
    <message>
        <source>the same name and birth</source>
        <translation>姓名和出生日期相同</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>May be one person twice: {names}</source>
        <translation>疑似重复：{names}</translation>
    </message>
    <message>
        <source>Two records have {same}. The office decides.</source>
        <translation>两条记录{same}，由社区办公室核对。</translation>
    </message>
</context>
<context>
    <name>DiaryCard</name>
    <message>
        <source>Diary</source>
        <translation>民情日志</translation>
    </message>
    <message>
        <source>Written from today&apos;s records</source>
        <translation>按今天的记录自动写</translation>
    </message>
    <message>
        <source>Add a line of your own</source>
        <translation>补一句自己的话</translation>
    </message>
    <message>
        <source>A line of your own in the diary; kept on this PC</source>
        <translation>日志里自己的一句话，留在本机</translation>
    </message>
    <message>
        <source>Kept on this PC, not sent</source>
        <translation>留在本机，不上传</translation>
    </message>
    <message>
        <source>Nothing recorded yet today. What you record is written here by itself.</source>
        <translation>今天还没有记录。记下的事会自动写到这里。</translation>
    </message>
</context>
<context>
    <name>Doubt</name>
    <message>
        <source>must be answered and is not</source>
        <translation>没有作答，这题必须答</translation>
    </message>
    <message>
        <source>is outside what the form allows</source>
        <translation>超出表里允许的范围</translation>
    </message>
    <message>
        <source>is none of the choices</source>
        <translation>不是表里的选项</translation>
    </message>
    <message>
        <source>does not fit its question</source>
        <translation>和这题对不上</translation>
    </message>
    <message>
        <source>is answered though the form does not ask it</source>
        <translation>不该问到这题，却有答案</translation>
    </message>
    <message>
        <source>is not what the form calculates</source>
        <translation>和表里算出来的不一样</translation>
    </message>
    <message>
        <source>has more rows than a form may have</source>
        <translation>行数超过了上限</translation>
    </message>
    <message>
        <source>took too long to go through</source>
        <translation>太复杂，没能查完</translation>
    </message>
    <message>
        <source>breaks a rule of the form</source>
        <translation>不合表里的规则</translation>
    </message>
    <message>
        <source>The whole form</source>
        <translation>整张表</translation>
    </message>
</context>
<context>
    <name>DoubtCard</name>
    <message>
        <source>To look at</source>
        <translation>要看一看</translation>
    </message>
    <message>
        <source>A finished checklist</source>
        <translation>一张填完的检查表</translation>
    </message>
    <message>
        <source>{what} · {about}</source>
        <translation>{what} · {about}</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>The centre went through this checklist again. It was taken in as sent; these answers break its rules.</source>
        <translation>中心又核了一遍这张表。原样收下了，下面几处不合表里的规则。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 处</translation>
    </message>
    <message>
        <source>I have looked at it</source>
        <translation>看过了</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>To look at: {title}</source>
        <translation>要看一看：{title}</translation>
    </message>
</context>
<context>
    <name>DraftsCard</name>
    <message>
        <source>Not finished</source>
        <translation>没写完的</translation>
    </message>
    <message>
        <source>{what} · {about}</source>
        <translation>{what}·{about}</translation>
    </message>
    <message>
        <source>kept {time}</source>
        <translation>{time} 自动保存</translation>
    </message>
    <message>
        <source>{done} / {total} items · {saved}</source>
        <translation>{done} / {total} 项·{saved}</translation>
    </message>
    <message>
        <source>{done} of {total} items</source>
        <translation>{total} 项里做了 {done} 项</translation>
    </message>
    <message>
        <source>Go on checking</source>
        <translation>接着查</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>接着写</translation>
    </message>
    <message>
        <source>{verb}: {what}</source>
        <translation>{verb}：{what}</translation>
    </message>
</context>
<context>
    <name>DropDialog</name>
    <message>
        <source>Delete the draft “{name}”?</source>
        <translation>删除草稿“{name}”？</translation>
    </message>
    <message>
        <source>Its {n} answers and its files go with it. Finished forms stay.</source>
        <translation>已填的 {n} 项和附件会一起删除，交过的表不受影响。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>留着</translation>
    </message>
    <message>
        <source>Delete the draft</source>
        <translation>删除草稿</translation>
    </message>
</context>
<context>
    <name>DropDown</name>
    <message>
        <source>Not chosen</source>
        <translation>未选</translation>
    </message>
</context>
<context>
    <name>EditBody</name>
    <message>
        <source>New person</source>
        <translation>新增成员</translation>
    </message>
    <message>
        <source>Head of the household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>{name}, {what}</source>
        <translation>{name}，{what}</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Show the numbers of {who}</source>
        <translation>查看号码：{who}</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Their phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Days between</source>
        <translation>间隔天数</translation>
    </message>
    <message>
        <source>To be moved</source>
        <translation>在防汛转移名册上</translation>
    </message>
    <message>
        <source>was: {old}</source>
        <translation>原来是 {old}</translation>
    </message>
    <message>
        <source>The police own this: it goes to them as a correction request</source>
        <translation>以公安为准，改了会作为更正申请交上去</translation>
    </message>
    <message>
        <source>An ID number has 18 characters. You can save it and check later</source>
        <translation>证件号应有 18 位，可以先存，回头核对</translation>
    </message>
    <message>
        <source>Only digits, and X at the end. You can save it and check later</source>
        <translation>证件号只有数字，末位可以是 X，可以先存，回头核对</translation>
    </message>
    <message>
        <source>The date in this ID number does not exist. You can save it and check later</source>
        <translation>证件号里的日期不存在，可以先存，回头核对</translation>
    </message>
    <message>
        <source>The last digit does not fit. You can save it and check later</source>
        <translation>证件号末位对不上，可以先存，回头核对</translation>
    </message>
    <message>
        <source>This is an old number of 15 digits. You can save it and check later</source>
        <translation>这是 15 位旧号，可以先存，回头核对</translation>
    </message>
    <message>
        <source>The ID number says another day of birth</source>
        <translation>和证件号里的出生日期不一样</translation>
    </message>
    <message>
        <source>This does not look like a phone number. You can save it and check later</source>
        <translation>不像电话号码，可以先存，回头核对</translation>
    </message>
</context>
<context>
    <name>EditForm</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Put back as it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>新增住户</translation>
    </message>
    <message>
        <source>Edit {name}&apos;s home</source>
        <translation>编辑 {name} 户</translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>No state secrets on this PC.</source>
        <translation>本机不得存放、处理涉密信息。</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>ErrorReporter</name>
    <message>
        <source>Something broke on our side. Your draft is kept</source>
        <translation>程序出错了，写到一半的已存成草稿</translation>
    </message>
    <message>
        <source>The report holds no personal data. Copy it and give it to the support.</source>
        <translation>报告里没有个人信息。复制给维护的人就行。</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Update the program</source>
        <translation>更新程序</translation>
    </message>
    <message>
        <source>Clear old photos</source>
        <translation>清理旧照片</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Open Sync</source>
        <translation>去同步</translation>
    </message>
    <message>
        <source>This form is not whole on this PC yet</source>
        <translation>这张表还没下载全</translation>
    </message>
    <message>
        <source>It comes with the next sync. Nothing you wrote is lost.</source>
        <translation>下次同步就到，写的都在。</translation>
    </message>
    <message>
        <source>This has to be filled in</source>
        <translation>这里要填</translation>
    </message>
    <message>
        <source>This item is not answered yet</source>
        <translation>这项还没查</translation>
    </message>
    <message>
        <source>This item failed; one photo is missing</source>
        <translation>这项不合格，还差一张照片</translation>
    </message>
    <message>
        <source>This is too long; shorten it</source>
        <translation>太长了，写短些</translation>
    </message>
    <message>
        <source>This time has not come yet; check it</source>
        <translation>这个时间还没到，核对一下</translation>
    </message>
    <message>
        <source>There is no such date; check it</source>
        <translation>没有这一天，核对一下</translation>
    </message>
    <message>
        <source>A number belongs here</source>
        <translation>这里要填数字</translation>
    </message>
    <message>
        <source>This number is outside what is possible; check it</source>
        <translation>这个数不在范围内，核对一下</translation>
    </message>
    <message>
        <source>The last digit does not fit the number. You can save it and check later</source>
        <translation>末位对不上，可以先存，回头核对</translation>
    </message>
    <message>
        <source>Too short; 8 characters at least</source>
        <translation>太短了，最少 8 位</translation>
    </message>
    <message>
        <source>This is the password you have now; choose another</source>
        <translation>和现在的密码一样，换一个</translation>
    </message>
    <message>
        <source>Too much like your user name; choose another</source>
        <translation>太像用户名，换一个</translation>
    </message>
    <message>
        <source>Too easy to guess; choose another</source>
        <translation>太好猜，换一个</translation>
    </message>
    <message>
        <source>The two are not the same; type it again</source>
        <translation>两遍不一样，再输一遍</translation>
    </message>
    <message>
        <source>This is not in the list; choose one of it</source>
        <translation>表里没有这一项，选一个</translation>
    </message>
    <message>
        <source>This does not fit here; check it</source>
        <translation>这里填的对不上，核对一下</translation>
    </message>
    <message>
        <source>Everything typed is kept.</source>
        <translation>写的都在。</translation>
    </message>
    <message>
        <source>Your post does not take this step</source>
        <translation>这一步不归你的岗位</translation>
    </message>
    <message>
        <source>Nothing was changed. What you may do now is listed beside the record.</source>
        <translation>什么都没改。现在能办的列在旁边。</translation>
    </message>
    <message>
        <source>This record has moved on meanwhile</source>
        <translation>这条已经有了新进展</translation>
    </message>
    <message>
        <source>What you wrote is kept. Open the record again to see where it stands.</source>
        <translation>写的都在。重新打开这条看看到哪一步了。</translation>
    </message>
    <message>
        <source>This step is only taken online</source>
        <translation>这一步要联网办</translation>
    </message>
    <message>
        <source>Nothing was changed. It can be done once connected.</source>
        <translation>什么都没改。联网后再办。</translation>
    </message>
    <message>
        <source>Already sent, so it can&apos;t be taken back</source>
        <translation>已送到中心，不能撤回</translation>
    </message>
    <message>
        <source>You can add a supplement.</source>
        <translation>可以补充。</translation>
    </message>
    <message>
        <source>A signed document can&apos;t be changed</source>
        <translation>签过字的文书不能改</translation>
    </message>
    <message>
        <source>You can void it and write a new one.</source>
        <translation>可以作废，再写一份。</translation>
    </message>
    <message>
        <source>The office has not opened this PC for you yet</source>
        <translation>办公室还没给这台电脑开通</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask there for the new password and to open this PC.</source>
        <translation>什么都没动。找办公室要新密码，并请开通这台电脑。</translation>
    </message>
    <message>
        <source>Records can&apos;t be kept on a network drive</source>
        <translation>记录不能放在网络盘上</translation>
    </message>
    <message>
        <source>They would be damaged there. Choose a folder on this PC&apos;s own disk.</source>
        <translation>放在那里会损坏。请选本机硬盘上的文件夹。</translation>
    </message>
    <message>
        <source>Records can&apos;t be kept in a folder that a cloud drive copies</source>
        <translation>记录不能放在网盘同步的文件夹里</translation>
    </message>
    <message>
        <source>There is nothing left to undo</source>
        <translation>没有能撤销的了</translation>
    </message>
    <message>
        <source>All records stand as they are.</source>
        <translation>记录都没动。</translation>
    </message>
    <message>
        <source>This is not allowed here</source>
        <translation>这里不能这样办</translation>
    </message>
    <message>
        <source>Connected, but the network asks you to sign in first</source>
        <translation>连上了网，但要先登录网络</translation>
    </message>
    <message>
        <source>Your records are on this PC.</source>
        <translation>记录都在本机。</translation>
    </message>
    <message>
        <source>Can&apos;t reach the centre</source>
        <translation>连不上中心</translation>
    </message>
    <message>
        <source>The centre answers too slowly</source>
        <translation>中心回应太慢</translation>
    </message>
    <message>
        <source>Your records are on this PC; it is tried again by itself.</source>
        <translation>记录都在本机，会自动再试。</translation>
    </message>
    <message>
        <source>This address leads to the centre of another city</source>
        <translation>这个地址是别的市的中心</translation>
    </message>
    <message>
        <source>Nothing was sent. Your records are on this PC. Check the address with the office.</source>
        <translation>什么都没传，记录都在本机。找办公室核对地址。</translation>
    </message>
    <message>
        <source>The centre wants your password again</source>
        <translation>中心要再核对一次密码</translation>
    </message>
    <message>
        <source>Nothing is lost; you go on where you were.</source>
        <translation>什么都没丢，登录后接着写。</translation>
    </message>
    <message>
        <source>The office has withdrawn this PC</source>
        <translation>办公室收回了这台电脑</translation>
    </message>
    <message>
        <source>The records on it were deleted. What was sent is safe in the centre.</source>
        <translation>上面的资料已清除。送到的都在中心。</translation>
    </message>
    <message>
        <source>The centre needs a newer program</source>
        <translation>中心要新版程序</translation>
    </message>
    <message>
        <source>Records stay on this PC and are sent after the update.</source>
        <translation>记录留在本机，更新后再上传。</translation>
    </message>
    <message>
        <source>The centre did not accept this; it is kept here</source>
        <translation>中心没收下这条，本机替你留着</translation>
    </message>
    <message>
        <source>The page Sync says which record it is and what can be done.</source>
        <translation>是哪一条、怎么办，同步页里有。</translation>
    </message>
    <message>
        <source>Records not yet sent are always kept.</source>
        <translation>没上传的记录一直留着。</translation>
    </message>
    <message>
        <source>A change of your password was cut off: the one before opens this PC.</source>
        <translation>上次改密码没改完：打开本机还用原来的。</translation>
    </message>
    <message>
        <source>The time of offline use is over</source>
        <translation>离线期限到了</translation>
    </message>
    <message>
        <source>Your records are still here; connect once to open them.</source>
        <translation>资料还在，连一次网就能打开。</translation>
    </message>
    <message>
        <source>Too many wrong passwords; try again in {n} min</source>
        <translation>密码错得太多，{n} 分钟后再试</translation>
    </message>
    <message>
        <source>Wrong password, 1 try left</source>
        <translation>密码不对，还能试 1 次</translation>
    </message>
    <message>
        <source>Wrong password, {n} tries left</source>
        <translation>密码不对，还能试 {n} 次</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>密码不对</translation>
    </message>
    <message>
        <source>Nothing was deleted. The office can open them again: see Forgot password.</source>
        <translation>什么都没删。办公室能帮你打开：点“忘记密码”。</translation>
    </message>
    <message>
        <source>Another program holds the records</source>
        <translation>别的程序占着资料</translation>
    </message>
    <message>
        <source>What you typed is kept. Close the other program, or wait and try again.</source>
        <translation>写的都在。关掉那个程序，或等一会再试。</translation>
    </message>
    <message>
        <source>The records on this PC are damaged</source>
        <translation>本机的资料坏了</translation>
    </message>
    <message>
        <source>What was sent is safe in the centre. The last backup holds what was not sent.</source>
        <translation>上传过的中心都有；没上传的，最近的备份里有。</translation>
    </message>
    <message>
        <source>A newer program wrote these records</source>
        <translation>这份资料是新版程序写的</translation>
    </message>
    <message>
        <source>Nothing was changed. Update this program to open them.</source>
        <translation>什么都没改。更新程序就能打开。</translation>
    </message>
    <message>
        <source>The disk is full; this was not saved yet</source>
        <translation>磁盘满了，这次还没存上</translation>
    </message>
    <message>
        <source>What you typed is still on the screen. Free some space, then save again.</source>
        <translation>写的还在屏幕上。腾点空间再存一次。</translation>
    </message>
    <message>
        <source>This file is damaged or not what its name says</source>
        <translation>这个文件坏了，或者不是它说的那种</translation>
    </message>
    <message>
        <source>Nothing was taken in. Ask for the file again.</source>
        <translation>没有导入任何内容。再要一份文件。</translation>
    </message>
    <message>
        <source>Nothing was taken from it. Copy it from the stick again, or write a new one.</source>
        <translation>整包没有导入。从盘上再拷一次，或者重新导出。</translation>
    </message>
    <message>
        <source>This file is no sync package</source>
        <translation>这个文件不是同步包</translation>
    </message>
    <message>
        <source>Nothing was taken in. Choose a file that ends in .gridpkg.</source>
        <translation>没有导入任何内容。选 .gridpkg 结尾的文件。</translation>
    </message>
    <message>
        <source>A piece of the package is missing</source>
        <translation>包缺了一截</translation>
    </message>
    <message>
        <source>The package was changed on its way</source>
        <translation>包在路上被改过</translation>
    </message>
    <message>
        <source>The package is damaged inside</source>
        <translation>包的内容坏了</translation>
    </message>
    <message>
        <source>A file changed while the package was written</source>
        <translation>写包的时候有文件变了</translation>
    </message>
    <message>
        <source>The package is too large</source>
        <translation>包太大了</translation>
    </message>
    <message>
        <source>Nothing was taken from it. Ask whose it is to write a new one.</source>
        <translation>整包没有导入。让本人重新导出一个。</translation>
    </message>
    <message>
        <source>A newer program wrote this package</source>
        <translation>这个包是新版程序写的</translation>
    </message>
    <message>
        <source>Nothing was taken from it. Update this program, then read it again.</source>
        <translation>整包没有导入。更新程序，再导入一次。</translation>
    </message>
    <message>
        <source>This package goes the other way</source>
        <translation>这个包方向反了</translation>
    </message>
    <message>
        <source>Replies (.reply.gridpkg) are read on the PC that asked; the others go to the centre.</source>
        <translation>回执（.reply.gridpkg）在本人电脑上导入，别的包送中心。</translation>
    </message>
    <message>
        <source>The package belongs to another city</source>
        <translation>这是别的城市的包</translation>
    </message>
    <message>
        <source>It was left as it is. Give it back to whose it is.</source>
        <translation>没动它。还给本人。</translation>
    </message>
    <message>
        <source>The package is for another PC</source>
        <translation>这个包是另一台电脑的</translation>
    </message>
    <message>
        <source>It was left as it is. Read it on the PC whose package it answers.</source>
        <translation>没动它。在导出的那台电脑上导入。</translation>
    </message>
    <message>
        <source>There is no room left at that place</source>
        <translation>那个地方空间满了</translation>
    </message>
    <message>
        <source>Your records are on this PC. Free some space or choose another place.</source>
        <translation>记录都在本机。腾点地方，或者换个地方。</translation>
    </message>
    <message>
        <source>That place may not be written to</source>
        <translation>那个地方不能写入</translation>
    </message>
    <message>
        <source>Your records are on this PC. Choose another folder or stick.</source>
        <translation>记录都在本机。换个文件夹或 U 盘。</translation>
    </message>
    <message>
        <source>That folder or stick is not there</source>
        <translation>没找到那个文件夹或 U 盘</translation>
    </message>
    <message>
        <source>Your records are on this PC. Plug the stick in, or choose another place.</source>
        <translation>记录都在本机。插上 U 盘，或者换个地方。</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>没办成</translation>
    </message>
    <message>
        <source>This photo is too large; 64 MB at most</source>
        <translation>这张照片太大，最多 64 MB</translation>
    </message>
    <message>
        <source>This photo has too many pixels; take it smaller</source>
        <translation>这张照片像素太多，拍小一点</translation>
    </message>
    <message>
        <source>The address has to begin with https</source>
        <translation>地址要以 https 开头</translation>
    </message>
    <message>
        <source>This is no address of a centre; check it</source>
        <translation>这不是中心的地址，核对一下</translation>
    </message>
    <message>
        <source>This person has records on this PC already; unlock them</source>
        <translation>这个人在本机已有资料，解锁就行</translation>
    </message>
    <message>
        <source>This person has no records on this PC</source>
        <translation>这个人在本机没有资料</translation>
    </message>
    <message>
        <source>The key store of this PC has lost the key</source>
        <translation>本机的钥匙库丢了钥匙</translation>
    </message>
    <message>
        <source>The key store of this PC is not there</source>
        <translation>找不到本机的钥匙库</translation>
    </message>
    <message>
        <source>Your records are kept. Sign in to this PC with your usual account, then try again.</source>
        <translation>记录都在。用平时的账号登录这台电脑，再试一次。</translation>
    </message>
    <message>
        <source>The key store of this PC is locked</source>
        <translation>本机的钥匙库锁着</translation>
    </message>
    <message>
        <source>Your records are kept. Unlock the key store, or sign in to this PC anew, then try again.</source>
        <translation>记录都在。解开钥匙库，或重新登录这台电脑，再试一次。</translation>
    </message>
    <message>
        <source>The key file of one person on this PC is damaged</source>
        <translation>这台电脑上有一个人的钥匙文件损坏了</translation>
    </message>
    <message>
        <source>Nothing was deleted; the records stay encrypted. Ask the community office to look.</source>
        <translation>什么都没删，记录仍加密存着。请社区办公室来看。</translation>
    </message>
    <message>
        <source>Nothing was taken in; what you typed is kept. Choose another photo.</source>
        <translation>照片没有加上，写的都在。换一张照片。</translation>
    </message>
    <message>
        <source>This file is no photo</source>
        <translation>这个文件不是照片</translation>
    </message>
    <message>
        <source>This is a HEIC photo, which cannot be opened here</source>
        <translation>这是 HEIC 照片，这里打不开</translation>
    </message>
    <message>
        <source>What you typed is kept. Set the phone&apos;s camera to JPEG, or send the photo as JPEG, then add it again.</source>
        <translation>写的都在。把手机相机设成 JPEG，或转成 JPEG 再加一次。</translation>
    </message>
    <message>
        <source>This photo was not copied whole</source>
        <translation>这张照片没存全</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>My reports</source>
        <translation>我上报的</translation>
    </message>
    <message>
        <source>Report an event</source>
        <translation>上报处置</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Write down a phoned-in lead</source>
        <translation>来电线索</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>删除草稿</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>共 {n} 件</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>{n} without the filter.</source>
        <translation>去掉筛选还有 {n} 件。</translation>
    </message>
    <message>
        <source>No report of this kind</source>
        <translation>没有这样的上报</translation>
    </message>
    <message>
        <source>Nothing reported yet</source>
        <translation>还没上报过</translation>
    </message>
    <message>
        <source>What you report stands here, with what became of it.</source>
        <translation>报了的都在这里，办到哪一步一看就知道。</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>没写完</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>Report without words yet</source>
        <translation>还没写情况</translation>
    </message>
    <message>
        <source>being written</source>
        <translation>正在写</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>source {source}</source>
        <translation>来源 {source}</translation>
    </message>
    <message>
        <source>lead {unit}</source>
        <translation>主办 {unit}</translation>
    </message>
    <message>
        <source>with {units}</source>
        <translation>协办 {units}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>涉及户</translation>
    </message>
    <message>
        <source>Concerned</source>
        <translation>涉及的人</translation>
    </message>
    <message>
        <source>Found at</source>
        <translation>发现时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Verifier</source>
        <translation>核实人</translation>
    </message>
    <message>
        <source>Checker</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>交给</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>当事方</translation>
    </message>
    <message>
        <source>Closed as</source>
        <translation>结案方式</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
</context>
<context>
    <name>FailedPart</name>
    <message>
        <source>Finding</source>
        <translation>存在问题</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Responsible person</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Name, title, phone</source>
        <translation>姓名、身份、电话</translation>
    </message>
    <message>
        <source>Handed over to {unit}</source>
        <translation>移交{unit}</translation>
    </message>
    <message>
        <source>A re-check is made for you when it is due</source>
        <translation>到期自动生成复查</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Put right on the spot: a photo of it as it is now</source>
        <translation>当场改正的，拍一张现在的样子</translation>
    </message>
    <message>
        <source>After</source>
        <translation>改正后</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>责任人</translation>
    </message>
    <message>
        <source>Found before</source>
        <translation>以前写过的</translation>
    </message>
    <message>
        <source>At least 1, up to {n}. The original is kept</source>
        <translation>至少 1 张，最多 {n} 张。原图留存</translation>
    </message>
    <message>
        <source>The original is kept. {n} more can be added</source>
        <translation>原图已留存，还可加 {n} 张</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>within {n} days, by {day}</source>
        <translation>{n} 日内，{day}前</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Ask next time</source>
        <translation>下次问</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>学历</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>用气</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Registered residence</source>
        <translation>户籍</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Living here</source>
        <translation>居住状态</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>是否受理</translation>
    </message>
    <message>
        <source>Accompanied by</source>
        <translation>陪同人员</translation>
    </message>
    <message>
        <source>Photos afterwards</source>
        <translation>整改后照片</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>是否批准</translation>
    </message>
    <message>
        <source>Kind of archive</source>
        <translation>归档类型</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>是否生效</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>上学时间</translation>
    </message>
    <message>
        <source>Who does it</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Helping units</source>
        <translation>协办单位</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>主管教育部门</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Boarding</source>
        <translation>是否寄宿</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>建成年份</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Name of who did it</source>
        <translation>经办人姓名</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因类别</translation>
    </message>
    <message>
        <source>Check until</source>
        <translation>核查时限</translation>
    </message>
    <message>
        <source>Verdict of the check</source>
        <translation>核查结论</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>审核状态</translation>
    </message>
    <message>
        <source>Who checks</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>When answers were given</source>
        <translation>作答时间</translation>
    </message>
    <message>
        <source>Changes of answers left out</source>
        <translation>略去的改动数</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查表</translation>
    </message>
    <message>
        <source>Confirmed on</source>
        <translation>核对日期</translation>
    </message>
    <message>
        <source>Corrects</source>
        <translation>更正对象</translation>
    </message>
    <message>
        <source>Times postponed</source>
        <translation>延期次数</translation>
    </message>
    <message>
        <source>Departure</source>
        <translation>放学时间</translation>
    </message>
    <message>
        <source>Time on the PC</source>
        <translation>本机时间</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Due time</source>
        <translation>办结时限</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急情况</translation>
    </message>
    <message>
        <source>Escalated to</source>
        <translation>上报至</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Ethnic group</source>
        <translation>民族</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Event number</source>
        <translation>事件编号</translation>
    </message>
    <message>
        <source>Extended to</source>
        <translation>延期至</translation>
    </message>
    <message>
        <source>Items failed</source>
        <translation>不合格项数</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>存在问题</translation>
    </message>
    <message>
        <source>Finished at</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Flood roster</source>
        <translation>防汛转移名册</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原状态</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>校门</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>校门</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>保安人数</translation>
    </message>
    <message>
        <source>Who handles it</source>
        <translation>处置人</translation>
    </message>
    <message>
        <source>Hazard</source>
        <translation>隐患类型</translation>
    </message>
    <message>
        <source>House number</source>
        <translation>房屋编号</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>户号</translation>
    </message>
    <message>
        <source>Lives where registered</source>
        <translation>人户一致</translation>
    </message>
    <message>
        <source>Industry authority</source>
        <translation>行业主管部门</translation>
    </message>
    <message>
        <source>Informant</source>
        <translation>反映人</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>是否房主</translation>
    </message>
    <message>
        <source>Ordered at</source>
        <translation>下达时间</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Words of the item</source>
        <translation>检查项内容</translation>
    </message>
    <message>
        <source>Joint units</source>
        <translation>联合检查单位</translation>
    </message>
    <message>
        <source>Leading unit</source>
        <translation>主办单位</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>证照</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>办理时限</translation>
    </message>
    <message>
        <source>Unit of the limit</source>
        <translation>时限单位</translation>
    </message>
    <message>
        <source>Marital status</source>
        <translation>婚姻状况</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>并入事件</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>处置措施</translation>
    </message>
    <message>
        <source>Who was met</source>
        <translation>见到的人</translation>
    </message>
    <message>
        <source>Kind of inspection</source>
        <translation>检查方式</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>国籍</translation>
    </message>
    <message>
        <source>Native place</source>
        <translation>籍贯</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>下次走访</translation>
    </message>
    <message>
        <source>Told at</source>
        <translation>告知时间</translation>
    </message>
    <message>
        <source>How they live there</source>
        <translation>居住类型</translation>
    </message>
    <message>
        <source>Happened at</source>
        <translation>发生时间</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>执法人员</translation>
    </message>
    <message>
        <source>One-key alarm</source>
        <translation>一键报警</translation>
    </message>
    <message>
        <source>Open request</source>
        <translation>待批申请</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Owner of the house</source>
        <translation>房主</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>所属</translation>
    </message>
    <message>
        <source>Who is answerable</source>
        <translation>责任方</translation>
    </message>
    <message>
        <source>Paused at</source>
        <translation>暂停时间</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>检查时段</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind of resident</source>
        <translation>人口类型</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>场所类型</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>计划日期</translation>
    </message>
    <message>
        <source>Political status</source>
        <translation>政治面貌</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>校长</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Re-inspected at</source>
        <translation>复查时间</translation>
    </message>
    <message>
        <source>Referred to</source>
        <translation>移送单位</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>拒签说明</translation>
    </message>
    <message>
        <source>Times ordered again</source>
        <translation>重新下达次数</translation>
    </message>
    <message>
        <source>Relation to head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Relation to the owner</source>
        <translation>与房主关系</translation>
    </message>
    <message>
        <source>Rented out</source>
        <translation>是否出租</translation>
    </message>
    <message>
        <source>Reply due</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Name of the reporter</source>
        <translation>上报人姓名</translation>
    </message>
    <message>
        <source>Days asked for</source>
        <translation>申请天数</translation>
    </message>
    <message>
        <source>Why it was asked for</source>
        <translation>申请理由</translation>
    </message>
    <message>
        <source>Unit asked for</source>
        <translation>申请改派单位</translation>
    </message>
    <message>
        <source>Asked until</source>
        <translation>申请延至</translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation>工作要求</translation>
    </message>
    <message>
        <source>Present address</source>
        <translation>现住址</translation>
    </message>
    <message>
        <source>Looked at again on</source>
        <translation>复核日期</translation>
    </message>
    <message>
        <source>Times reworked</source>
        <translation>返工次数</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房号</translation>
    </message>
    <message>
        <source>Answers for safety</source>
        <translation>安全责任人</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>School buses</source>
        <translation>校车数</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>签字时间</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始时间</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工数</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>办学类型</translation>
    </message>
    <message>
        <source>Started at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>留守类型</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Students</source>
        <translation>学生人数</translation>
    </message>
    <message>
        <source>Subcategory</source>
        <translation>小类</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Level of supervision</source>
        <translation>督办级别</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Kind of task</source>
        <translation>任务类型</translation>
    </message>
    <message>
        <source>Own or rent</source>
        <translation>自住或租住</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新状态</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Handed over to</source>
        <translation>移交单位</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Units called</source>
        <translation>报到单位</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>Times urged</source>
        <translation>催办次数</translation>
    </message>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Use of the house</source>
        <translation>房屋用途</translation>
    </message>
    <message>
        <source>Answers of an older version</source>
        <translation>旧版的答案</translation>
    </message>
    <message>
        <source>Answers of the checklist</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Who verifies</source>
        <translation>核实人</translation>
    </message>
    <message>
        <source>Verify until</source>
        <translation>核实时限</translation>
    </message>
    <message>
        <source>Result of verification</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>Visit every (days)</source>
        <translation>走访间隔（天）</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>走访类型</translation>
    </message>
    <message>
        <source>Visited at</source>
        <translation>走访时间</translation>
    </message>
    <message>
        <source>Who visited</source>
        <translation>走访人</translation>
    </message>
    <message>
        <source>Name of who visited</source>
        <translation>走访人姓名</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>用水</translation>
    </message>
    <message>
        <source>Way of the visit</source>
        <translation>走访方式</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>天气</translation>
    </message>
    <message>
        <source>Whistled at</source>
        <translation>吹哨时间</translation>
    </message>
    <message>
        <source>Level of the whistle</source>
        <translation>吹哨级别</translation>
    </message>
    <message>
        <source>Where to report</source>
        <translation>报到地点</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>工作单位</translation>
    </message>
    <message>
        <source>Visits a year at most</source>
        <translation>年检查次数上限</translation>
    </message>
    <message>
        <source>Unit</source>
        <comment>of a building</comment>
        <translation>单元</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>of a place</comment>
        <translation>名称</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>added {values}</source>
        <translation>加上 {values}</translation>
    </message>
    <message>
        <source>removed {values}</source>
        <translation>去掉 {values}</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>another record</source>
        <translation>另一条记录</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
</context>
<context>
    <name>FileControl</name>
    <message>
        <source>Choose file</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>Take the file away</source>
        <translation>拿掉这个文件</translation>
    </message>
    <message>
        <source>{name}, {n} kB</source>
        <translation>{name}，{n} kB</translation>
    </message>
    <message>
        <source>Choose another</source>
        <translation>换一个</translation>
    </message>
    <message>
        <source>This file cannot be read. Choose another, or copy it to this PC first</source>
        <translation>这个文件读不出来。换一个，或先拷到本机再选</translation>
    </message>
</context>
<context>
    <name>FilesCard</name>
    <message>
        <source>The packages</source>
        <translation>经手的包</translation>
    </message>
    <message>
        <source>Sealed and signed: an office can neither read nor change them</source>
        <translation>包已加密签名，办公室只经手，看不到也改不了内容</translation>
    </message>
    <message>
        <source>No packages yet.</source>
        <translation>还没有包。</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>To hand in</source>
        <translation>待送</translation>
    </message>
    <message>
        <source>Handed in before</source>
        <translation>之前已送达</translation>
    </message>
    <message>
        <source>Reply is here</source>
        <translation>回执到了</translation>
    </message>
    <message>
        <source>Not yet handed in</source>
        <translation>还没送出</translation>
    </message>
    <message>
        <source>The line was cut; try again.</source>
        <translation>网断了，再送一次。</translation>
    </message>
</context>
<context>
    <name>FilledForm</name>
    <message>
        <source>Row {n} is taken out</source>
        <translation>已拿掉第 {n} 条</translation>
    </message>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
    <message>
        <source>Enter next, Shift+Enter back, Ctrl+G first gap</source>
        <translation>Enter 下一题·Shift+Enter 上一题·Ctrl+G 跳到缺的</translation>
    </message>
</context>
<context>
    <name>FindBox</name>
    <message>
        <source>Find people, homes, places, tasks</source>
        <translation>找人、户、地址、场所、任务号，汉字拼音都行</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Characters or pinyin; &gt; lists commands. Ctrl+K</source>
        <translation>汉字拼音都行；输入 &gt; 列出命令。Ctrl+K</translation>
    </message>
</context>
<context>
    <name>FindDelegate</name>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
    <message>
        <source>Enter opens</source>
        <translation>Enter 打开</translation>
    </message>
</context>
<context>
    <name>FindPopup</name>
    <message>
        <source>Nothing found for {words}. Try the last four digits of a phone</source>
        <translation>没找到 {words}。试试电话后四位</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在找</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>{n} found · {people} people here</source>
        <translation>{n} 条·本机 {people} 人里找</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>first verb</source>
        <translation>直接记走访</translation>
    </message>
    <message>
        <source>one group</source>
        <translation>只看一组</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到的</translation>
    </message>
    <message>
        <source>People {n}</source>
        <translation>人员 {n}</translation>
    </message>
    <message>
        <source>Homes and places {n}</source>
        <translation>住户与场所 {n}</translation>
    </message>
    <message>
        <source>Tasks {n}</source>
        <translation>任务 {n}</translation>
    </message>
    <message>
        <source>Rules and how-tos {n}</source>
        <translation>依据与办法 {n}</translation>
    </message>
    <message>
        <source>Commands {n}</source>
        <translation>命令 {n}</translation>
    </message>
    <message>
        <source>Opened last {n}</source>
        <translation>最近打开 {n}</translation>
    </message>
    <message>
        <source>initials {words}</source>
        <translation>首字母 {words}</translation>
    </message>
    <message>
        <source>pinyin {words}</source>
        <translation>拼音 {words}</translation>
    </message>
    <message>
        <source>phone {words}</source>
        <translation>电话 {words}</translation>
    </message>
    <message>
        <source>ID number …{words}</source>
        <translation>证件号尾 {words}</translation>
    </message>
    <message>
        <source>number {words}</source>
        <translation>编号 {words}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{what}, {nth} of {total}</source>
        <translation>{what}，第 {nth} 条共 {total} 条</translation>
    </message>
</context>
<context>
    <name>FindingsPane</name>
    <message>
        <source>error</source>
        <translation>错</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>查出的问题</translation>
    </message>
    <message>
        <source>Nothing to mend</source>
        <translation>没有要改的</translation>
    </message>
    <message>
        <source>Try it on the right before you publish.</source>
        <translation>右边先试填一遍，再发布。</translation>
    </message>
    <message>
        <source>Mend and save the sheet; it is checked again by itself</source>
        <translation>在表格里改好、保存，这里自动重查</translation>
    </message>
    <message>
        <source>Errors {errors}, warnings {remarks}</source>
        <translation>{errors} 处错，{remarks} 处提醒</translation>
    </message>
    <message>
        <source>No errors, no warnings</source>
        <translation>没有错，也没有提醒</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>读到</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>和上一版比</translation>
    </message>
</context>
<context>
    <name>FirstPackage</name>
    <message>
        <source>The grid by stick</source>
        <translation>用 U 盘搬网格</translation>
    </message>
    <message>
        <source>Write a package and give it to an office with a line. The reply that comes back holds your grid.</source>
        <translation>先导出同步包，交给连得上网的办公室；带回来的回执里就是你的网格。</translation>
    </message>
    <message>
        <source>Write a package</source>
        <translation>导出同步包</translation>
    </message>
    <message>
        <source>Read the reply</source>
        <translation>导入回执</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>先不</translation>
    </message>
</context>
<context>
    <name>FirstSyncPage</name>
    <message>
        <source>Download of the grid, {n} %</source>
        <translation>下载网格资料，{n} %</translation>
    </message>
    <message>
        <source>Your grid is coming to this PC</source>
        <translation>正在把你的网格搬到这台电脑</translation>
    </message>
    <message>
        <source>Only this once; later only changes are sent.</source>
        <translation>只需这一次，以后只传改动。</translation>
    </message>
    <message>
        <source>{grid}. {words}</source>
        <translation>{grid}。{words}</translation>
    </message>
    <message>
        <source>Photos come when they are needed; they take no time now.</source>
        <translation>照片用到时再下，不占这次时间。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着下</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>先停一下</translation>
    </message>
    <message>
        <source>Use a package instead (USB)</source>
        <translation>改用同步包（U 盘）</translation>
    </message>
    <message>
        <source>The key of this PC is made; paper numbers {numbers}</source>
        <translation>本机钥匙已生成，文号号段 {numbers}</translation>
    </message>
    <message>
        <source>Sign in and register this PC</source>
        <translation>登录并登记本机</translation>
    </message>
    <message>
        <source>The key of this PC never leaves it</source>
        <translation>本机钥匙不离开本机</translation>
    </message>
    <message>
        <source>Download the grid</source>
        <translation>下载网格资料</translation>
    </message>
    <message>
        <source>A cut line goes on where it was</source>
        <translation>断线会自动接着下，不用重来</translation>
    </message>
    <message>
        <source>Write the encrypted store</source>
        <translation>写入加密资料库</translation>
    </message>
    <message>
        <source>Only your password opens it</source>
        <translation>只有你的密码能打开</translation>
    </message>
    <message>
        <source>Prepare finding</source>
        <translation>准备查找</translation>
    </message>
    <message>
        <source>Characters, pinyin, initials</source>
        <translation>汉字、拼音、首字母</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>{done} / {of} MB</source>
        <translation>{done} / {of} MB</translation>
    </message>
    <message>
        <source>{done} of {of} MB · paused</source>
        <translation>已下载 {done} MB，共 {of} MB·停着</translation>
    </message>
    <message>
        <source>{done} of {of} MB</source>
        <translation>已下载 {done} MB，共 {of} MB</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{done} of {of} MB · about {left} left</source>
        <translation>已下载 {done} MB，共 {of} MB·约还要 {left}</translation>
    </message>
    <message>
        <source>households</source>
        <translation>户</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人</translation>
    </message>
    <message>
        <source>places</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>open tasks</source>
        <translation>未办任务</translation>
    </message>
    <message>
        <source>checklists</source>
        <translation>检查表</translation>
    </message>
    <message>
        <source>records</source>
        <translation>条记录</translation>
    </message>
</context>
<context>
    <name>FormFrame</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What you type is kept by itself</source>
        <translation>边写边自动保存</translation>
    </message>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
</context>
<context>
    <name>FormFront</name>
    <message>
        <source>Questions</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Nothing is missing here</source>
        <translation>这一节没有缺的</translation>
    </message>
    <message>
        <source>Every required question of this section is answered.</source>
        <translation>必填的都填好了。</translation>
    </message>
    <message>
        <source>Section before</source>
        <translation>上一节</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一节</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>FormHead</name>
    <message>
        <source>{n} to go</source>
        <translation>还差 {n} 项</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成填表</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Language of the form</source>
        <translation>表的语言</translation>
    </message>
</context>
<context>
    <name>FormSide</name>
    <message>
        <source>Sections</source>
        <translation>分节</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已填</translation>
    </message>
    <message>
        <source>Show only what is missing</source>
        <translation>只看缺的</translation>
    </message>
    <message>
        <source>{done} / {all} answered</source>
        <translation>已填 {done} / {all} 题</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>缺 {n} 项</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>Please specify</source>
        <translation>请说明</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>Gaps</name>
    <message>
        <source>Still missing</source>
        <translation>还没填</translation>
    </message>
    <message>
        <source>This answer does not fit. It is kept; change it before you finish</source>
        <translation>这一项不合要求，已先留着，完成前改一下</translation>
    </message>
    <message>
        <source>This choice is no longer offered. Choose again</source>
        <translation>这个选项现在不能选了，重新选一个</translation>
    </message>
    <message>
        <source>A whole number is asked, e.g. 12. What is typed is kept</source>
        <translation>要填整数，如 12。已输入的留着</translation>
    </message>
    <message>
        <source>A number is asked, e.g. 12.5. What is typed is kept</source>
        <translation>要填数字，如 12.5。已输入的留着</translation>
    </message>
    <message>
        <source>No such day. Type e.g. 2026-11-27 or 1127. What is typed is kept</source>
        <translation>没有这一天。可填 2026-11-27 或 1127。已输入的留着</translation>
    </message>
    <message>
        <source>Day and time are asked, e.g. 1127 and 930. What is typed is kept</source>
        <translation>日期和时间都要填，如 1127 和 930。已输入的留着</translation>
    </message>
    <message>
        <source>No such time. Type e.g. 9:30 or 930. What is typed is kept</source>
        <translation>没有这个时间。可填 9:30 或 930。已输入的留着</translation>
    </message>
    <message>
        <source>Latitude and longitude are asked, in degrees. What is typed is kept</source>
        <translation>纬度和经度都要填，单位是度。已输入的留着</translation>
    </message>
    <message>
        <source>This is too long for one answer. What is typed is kept; shorten it</source>
        <translation>太长了，放不进一项。已输入的留着，删短一些</translation>
    </message>
    <message>
        <source>There is a character in it that cannot be kept. Type it again</source>
        <translation>里面有存不下的字符，重新输入一遍</translation>
    </message>
    <message>
        <source>This is no answer yet. What is typed is kept</source>
        <translation>还没填完整。已输入的留着</translation>
    </message>
</context>
<context>
    <name>HeadPane</name>
    <message>
        <source>Still missing</source>
        <translation>还没填</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>supplement</source>
        <translation>补充</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Dispatched to {unit}</source>
        <translation>派遣至 {unit}</translation>
    </message>
    <message>
        <source>Photos: {n}</source>
        <translation>照片 {n} 张</translation>
    </message>
    <message>
        <source>The centre has reassigned it to {unit}. Your text and photos stay as a supplement.</source>
        <translation>中心已改派给{unit}。你的文字和照片作为补充留下了。</translation>
    </message>
    <message>
        <source>The centre had moved on. Your text and photos stay as a supplement.</source>
        <translation>中心那边已经往下办了。你的文字和照片作为补充留下了。</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Asking the centre</source>
        <translation>正在向中心查询</translation>
    </message>
    <message>
        <source>Below: {n} answers as they were given on site.</source>
        <translation>下面是现场作答的 {n} 次改动。</translation>
    </message>
    <message>
        <source>Nobody has changed this yet.</source>
        <translation>还没人改过。</translation>
    </message>
    <message>
        <source>There is more than is shown here.</source>
        <translation>还有更早的，这里没列。</translation>
    </message>
    <message>
        <source>Only the centre knows who changed what. Look again when connected.</source>
        <translation>谁改过什么只有中心知道。联网后再看。</translation>
    </message>
    <message>
        <source>This is only on this PC yet. Its history begins when it has arrived.</source>
        <translation>这条还只在本机，送到中心后才有修改记录。</translation>
    </message>
    <message>
        <source>The centre shows no history of this to your post.</source>
        <translation>你的岗位看不到这条的修改记录。</translation>
    </message>
    <message>
        <source>Look again later.</source>
        <translation>过会儿再看。</translation>
    </message>
    <message>
        <source>{what}. {advice}</source>
        <translation>{what}。{advice}</translation>
    </message>
    <message>
        <source>an account that is gone</source>
        <translation>已停用的账号</translation>
    </message>
    <message>
        <source>{who} · {how}</source>
        <translation>{who}·{how}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Without their values: {fields}</source>
        <translation>内容未保留：{fields}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没答</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>Changed: {field}</source>
        <translation>改了{field}</translation>
    </message>
    <message>
        <source>Changed {n} fields</source>
        <translation>改了 {n} 处</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Moved to another grid</source>
        <translation>划到别的网格</translation>
    </message>
</context>
<context>
    <name>HouseholdRow</name>
    <message>
        <source>recording</source>
        <translation>正在记</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>New here</source>
        <translation>本机新建</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
</context>
<context>
    <name>HouseholdStory</name>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Visit, corrected later</source>
        <translation>走访，后来更正过</translation>
    </message>
    <message>
        <source>Visit, nobody in</source>
        <translation>走访，没见到人</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Event · {state}</source>
        <translation>事件·{state}</translation>
    </message>
    <message>
        <source>Changed: {field}</source>
        <translation>改了{field}</translation>
    </message>
    <message>
        <source>Changed {n} fields</source>
        <translation>改了 {n} 处</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>新增成员</translation>
    </message>
    <message>
        <source>Household added</source>
        <translation>新增住户</translation>
    </message>
    <message>
        <source>Person removed</source>
        <translation>删去成员</translation>
    </message>
    <message>
        <source>Household removed</source>
        <translation>删去住户</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
</context>
<context>
    <name>HouseholdWords</name>
    <message>
        <source>Head</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} 岁</translation>
    </message>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 人</translation>
    </message>
    <message>
        <source>{n} people</source>
        <translation>{n} 人</translation>
    </message>
    <message>
        <source>Never visited</source>
        <translation>还没走访过</translation>
    </message>
    <message>
        <source>Visit {n} days late</source>
        <translation>该走访，过了 {n} 天</translation>
    </message>
    <message>
        <source>Visit due today</source>
        <translation>今天要走访</translation>
    </message>
    <message>
        <source>Not visited yet</source>
        <translation>还没走访</translation>
    </message>
    <message>
        <source>Visited {time}</source>
        <translation>{time} 走访</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n} 天前</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周一次</translation>
    </message>
    <message>
        <source>every {n} weeks</source>
        <translation>每 {n} 周一次</translation>
    </message>
    <message>
        <source>every {n} days</source>
        <translation>每 {n} 天一次</translation>
    </message>
    <message>
        <source>Spirits, getting about</source>
        <translation>精神、行动</translation>
    </message>
    <message>
        <source>Regular medicine</source>
        <translation>慢病用药</translation>
    </message>
    <message>
        <source>Fire, gas, electricity</source>
        <translation>用火、用气、用电</translation>
    </message>
    <message>
        <source>Food and warmth</source>
        <translation>饮食、御寒</translation>
    </message>
    <message>
        <source>Warned of fraud</source>
        <translation>防诈骗提醒</translation>
    </message>
    <message>
        <source>Who lives here</source>
        <translation>人口有没有变</translation>
    </message>
    <message>
        <source>Quarrels, troubles</source>
        <translation>矛盾、困难</translation>
    </message>
    <message>
        <source>In good spirits</source>
        <translation>精神好</translation>
    </message>
    <message>
        <source>Takes the medicine</source>
        <translation>按时服药</translation>
    </message>
    <message>
        <source>Children came by</source>
        <translation>子女来过</translation>
    </message>
    <message>
        <source>Wants a check-up</source>
        <translation>想去体检</translation>
    </message>
    <message>
        <source>No difficulties now</source>
        <translation>暂无困难</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>being handled</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>House</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Area, m²</source>
        <translation>面积 m²</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>饮水</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>防汛</translation>
    </message>
    <message>
        <source>Residence</source>
        <translation>人户</translation>
    </message>
    <message>
        <source>Visit every</source>
        <translation>走访间隔</translation>
    </message>
    <message>
        <source>Ask next</source>
        <translation>记得问</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>与户主</translation>
    </message>
    <message>
        <source>Born on</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>单位学校</translation>
    </message>
    <message>
        <source>Politics</source>
        <translation>政治面貌</translation>
    </message>
</context>
<context>
    <name>HouseholdsPage</name>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Record visit</source>
        <translation>记走访</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>新增住户</translation>
    </message>
    <message>
        <source>Edit household</source>
        <translation>编辑住户</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加成员</translation>
    </message>
    <message>
        <source>Report event here</source>
        <translation>上报这户的事件</translation>
    </message>
    <message>
        <source>Visit: everything is fine</source>
        <translation>走访：全部正常</translation>
    </message>
    <message>
        <source>Fill a form about this household</source>
        <translation>给这户填一张表</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>（未填姓名）</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>这户</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>Administrative</source>
        <translation>行政检查</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已审批</translation>
    </message>
    <message>
        <source>Notified</source>
        <translation>已通知</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已制作笔录</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签字</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>没写完的</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>可以开始</translation>
    </message>
    <message>
        <source>Not yet approved and notified</source>
        <translation>还没审批、通知</translation>
    </message>
    <message>
        <source>With others</source>
        <translation>别人在办</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>查完的</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核验</translation>
    </message>
    <message>
        <source>expires soon</source>
        <translation>快到期</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
</context>
<context>
    <name>InspectionsPage</name>
    <message>
        <source>Inspection finished; its orders and re-check are made</source>
        <translation>已完成检查，整改和复查已生成</translation>
    </message>
    <message>
        <source>Inspection stopped; the reason is kept</source>
        <translation>已终止检查，原因已记下</translation>
    </message>
    <message>
        <source>Go to the first gap</source>
        <translation>跳到没填的</translation>
    </message>
    <message>
        <source>Rest of section: all pass</source>
        <translation>本节其余全部合格</translation>
    </message>
    <message>
        <source>Show unanswered</source>
        <translation>只看没填的</translation>
    </message>
    <message>
        <source>Stop this inspection</source>
        <translation>终止检查</translation>
    </message>
    <message>
        <source>No checklist for a patrol is on this PC; sync once</source>
        <translation>本机没有巡查用的检查表，联网同步一次</translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Help and keys</source>
        <translation>帮助和按键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Re-inspection</source>
        <translation>复查</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Rectification</source>
        <translation>整改</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
</context>
<context>
    <name>Landing</name>
    <message>
        <source>Inspections</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Choose a place</source>
        <translation>选场所</translation>
    </message>
    <message>
        <source>Checklist author</source>
        <translation>检查表编制</translation>
    </message>
    <message>
        <source>just begun</source>
        <translation>刚开始</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>不合格 {n}</translation>
    </message>
    <message>
        <source>No inspection is waiting for you</source>
        <translation>现在没有要查的</translation>
    </message>
    <message>
        <source>One appears here once it is approved and notified, with you named in it.</source>
        <translation>审批、通知过，并且写了你的检查会出现在这里。</translation>
    </message>
    <message>
        <source>No patrol yet</source>
        <translation>还没有巡查</translation>
    </message>
    <message>
        <source>Choose a school or place and start a patrol. What fails becomes an event, not an order.</source>
        <translation>选一所学校或一处场所开始巡查。不合格的会上报成事件。</translation>
    </message>
    <message>
        <source>No inspections here yet</source>
        <translation>这里还没有检查</translation>
    </message>
    <message>
        <source>They appear after a sync. Your role reads them and does not fill them.</source>
        <translation>同步后会出现。你的岗位只看，不填。</translation>
    </message>
</context>
<context>
    <name>Landscape</name>
    <message>
        <source>Yigetong Offline</source>
        <translation>一格通·离线端</translation>
    </message>
    <message>
        <source>No signal, work done.</source>
        <translation>没有信号，也能把事办完。</translation>
    </message>
</context>
<context>
    <name>Limit</name>
    <message>
        <source>working days</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>working hours</source>
        <translation>工作时</translation>
    </message>
    <message>
        <source>hours round the clock</source>
        <translation>小时，昼夜连算</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Syncing {n} %</source>
        <translation>正在同步 {n} %</translation>
    </message>
    <message>
        <source>Looking for the centre</source>
        <translation>正在连接中心</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>The line is too slow · keep working</source>
        <translation>网太慢·照常记录</translation>
    </message>
    <message>
        <source>The centre is busy · keep working</source>
        <translation>中心在忙·照常记录</translation>
    </message>
    <message>
        <source>Connected, but the network asks you to sign in first</source>
        <translation>连上了网，但要先登录网络</translation>
    </message>
    <message>
        <source>The clock of this PC is wrong; set it</source>
        <translation>本机时间不对，请校准</translation>
    </message>
    <message>
        <source>The address is another city&apos;s</source>
        <translation>地址是别的城市的</translation>
    </message>
    <message>
        <source>Sign in to the centre again</source>
        <translation>要重新登录中心</translation>
    </message>
    <message>
        <source>The program needs an update</source>
        <translation>程序要更新</translation>
    </message>
    <message>
        <source>This PC has to be registered again</source>
        <translation>这台电脑要重新登记</translation>
    </message>
    <message>
        <source>Your account is switched off</source>
        <translation>账号被停用了</translation>
    </message>
    <message>
        <source>The centre has withdrawn this PC</source>
        <translation>中心停用了这台电脑</translation>
    </message>
    <message>
        <source>The centre did not accept this PC</source>
        <translation>中心没有接受这台电脑</translation>
    </message>
    <message>
        <source>Offline · keep working</source>
        <translation>离线·照常记录</translation>
    </message>
    <message>
        <source>The clock of this PC is {n} minutes fast</source>
        <translation>本机时间快了 {n} 分钟</translation>
    </message>
    <message>
        <source>The clock of this PC is {n} minutes slow</source>
        <translation>本机时间慢了 {n} 分钟</translation>
    </message>
    <message>
        <source>Talking with the centre</source>
        <translation>正在和中心同步</translation>
    </message>
    <message>
        <source>The line is too slow, or was cut</source>
        <translation>网太慢，或者断了</translation>
    </message>
    <message>
        <source>The centre can take nothing in just now</source>
        <translation>中心正忙，暂时接收不了</translation>
    </message>
    <message>
        <source>The clock of this PC is wrong, so the centre cannot be trusted</source>
        <translation>本机时间不对，认不出中心</translation>
    </message>
    <message>
        <source>The address leads to the centre of another city</source>
        <translation>这个地址是别的城市的中心</translation>
    </message>
    <message>
        <source>The centre asks you to sign in again</source>
        <translation>中心要你重新登录</translation>
    </message>
    <message>
        <source>The centre wants a newer program</source>
        <translation>中心要求更新程序</translation>
    </message>
    <message>
        <source>The centre does not know this PC any more</source>
        <translation>中心不认得这台电脑了</translation>
    </message>
    <message>
        <source>Your account is switched off at the centre</source>
        <translation>你的账号在中心停用了</translation>
    </message>
    <message>
        <source>Offline. Keep working</source>
        <translation>现在离线，照常记录</translation>
    </message>
    <message>
        <source>What has arrived is not sent twice.</source>
        <translation>已送到的不会再送一遍。</translation>
    </message>
    <message>
        <source>It is busy or full; it is asked again by itself.</source>
        <translation>中心在忙，或者存满了，过会儿自动再试。</translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, then try again. Nothing was sent.</source>
        <translation>先在浏览器里登录网络，再试一次。什么都没发出去。</translation>
    </message>
    <message>
        <source>Set the date and time, then try again. Nothing was sent.</source>
        <translation>校准日期和时间，再试一次。什么都没发出去。</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the address with the office.</source>
        <translation>什么都没发出去。找办公室核对地址。</translation>
    </message>
    <message>
        <source>Lock, then sign in with your password; you go on where you were.</source>
        <translation>先锁定，再用密码登录，可以接着做。</translation>
    </message>
    <message>
        <source>What you write is still sent; news comes after the update.</source>
        <translation>你写的照样上传，更新后才收得到新的。</translation>
    </message>
    <message>
        <source>Sign in with your password once; all your records go along.</source>
        <translation>用密码再登录一次，记录都会带过去。</translation>
    </message>
    <message>
        <source>Everything is kept. Ask the office; a package can still be written.</source>
        <translation>记录都在。问问办公室，同步包还能导出。</translation>
    </message>
    <message>
        <source>Everything is kept. Ask the office before you go on.</source>
        <translation>记录都在。先问办公室，再接着做。</translation>
    </message>
    <message>
        <source>Everything is kept. Tell the support; a package can be written meanwhile.</source>
        <translation>记录都在。告诉技术支持，同步包还能导出。</translation>
    </message>
    <message>
        <source>Trying again in {n} seconds.</source>
        <translation>{n} 秒后再试。</translation>
    </message>
    <message>
        <source>Trying again in 1 minute.</source>
        <translation>1 分钟后再试。</translation>
    </message>
    <message>
        <source>Trying again in {n} minutes.</source>
        <translation>{n} 分钟后再试。</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>To visit today</source>
        <translation>今天要走访</translation>
    </message>
    <message>
        <source>{n} homes, {done} done</source>
        <translation>{n} 户，已走 {done} 户</translation>
    </message>
    <message>
        <source>Visit due first, then last visit</source>
        <translation>要走访的在前，再按上次走访</translation>
    </message>
    <message>
        <source>Name, address, phone, pinyin</source>
        <translation>姓名、地址、电话、拼音</translation>
    </message>
    <message>
        <source>Filter households</source>
        <translation>筛选住户</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New household</source>
        <translation>新增住户</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>{n} homes</source>
        <translation>{n} 户</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>要走访</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>独居</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>No households in this grid yet</source>
        <translation>这个网格还没有住户</translation>
    </message>
    <message>
        <source>They appear after the first sync; you can also add one.</source>
        <translation>首次同步完成后会出现，也可以先新增一户。</translation>
    </message>
    <message>
        <source>Take the filters off</source>
        <translation>去掉筛选</translation>
    </message>
    <message>
        <source>{n} homes without filters</source>
        <translation>去掉筛选还有 {n} 户</translation>
    </message>
    <message>
        <source>No household fits</source>
        <translation>没有符合的住户</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>大</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Extra large</source>
        <translation>特大</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Only text and rows grow, not the window</source>
        <translation>只放大字和行高，不缩图</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字的大小</translation>
    </message>
    <message>
        <source>Lock when idle</source>
        <translation>没人动就锁</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Pages and drafts stay as they are</source>
        <translation>锁了不关页面，草稿都在</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Yigetong Offline</source>
        <translation>一格通·离线端</translation>
    </message>
</context>
<context>
    <name>MaskedValue</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>{what}, shown; hide it</source>
        <translation>{what}，已显示，按下遮住</translation>
    </message>
    <message>
        <source>{what}, masked, ends in {tail}</source>
        <translation>{what}，已遮住，尾号 {tail}</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>遮住</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>看</translation>
    </message>
</context>
<context>
    <name>MatterCard</name>
    <message>
        <source>Add photo</source>
        <translation>补照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>photo waiting</source>
        <translation>照片还没到</translation>
    </message>
    <message>
        <source>Photo {number}, {tag}, {time}</source>
        <translation>照片 {number}，{tag}，{time}</translation>
    </message>
</context>
<context>
    <name>MeasuredDistance</name>
    <message>
        <source>{item} measured, metres</source>
        <translation>{item} 实测米数</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>量法</translation>
    </message>
    <message>
        <source>From point</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>To point</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>To</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Mark as failed</source>
        <translation>改成不合格</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <source>No rule set</source>
        <translation>规定未定</translation>
    </message>
    <message>
        <source>Rule {rule} m</source>
        <translation>规定 {rule} 米</translation>
    </message>
    <message>
        <source>Rule {rule} m, met</source>
        <translation>规定 {rule} 米，符合</translation>
    </message>
    <message>
        <source>Rule {rule} m, not met</source>
        <translation>规定 {rule} 米，不符合</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>ID number of {name}</source>
        <translation>{name}的证件号</translation>
    </message>
    <message>
        <source>Phone of {name}</source>
        <translation>{name}的电话</translation>
    </message>
</context>
<context>
    <name>Milestone</name>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>File</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>结案</translation>
    </message>
</context>
<context>
    <name>Mode</name>
    <message>
        <source>Works offline</source>
        <translation>离线可办</translation>
    </message>
    <message>
        <source>Online now</source>
        <translation>现在联网，可办</translation>
    </message>
    <message>
        <source>Queued; the duty chief decides</source>
        <translation>先排队，联网后由值班长定</translation>
    </message>
    <message>
        <source>Queued until connected</source>
        <translation>先排队，联网后生效</translation>
    </message>
</context>
<context>
    <name>MomentControl</name>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>NoticeCards</name>
    <message>
        <source>I have read this</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The centre names none of your grids any more</source>
        <translation>中心不再列出你的网格了</translation>
    </message>
    <message>
        <source>Nothing was deleted: {names}. What you write is still sent. Ask the office.</source>
        <translation>什么都没删：{names}。写的照样上传。问问办公室。</translation>
    </message>
    <message>
        <source>The centre has left out: {names}</source>
        <translation>中心没再列出：{names}</translation>
    </message>
    <message>
        <source>Its records are hidden, not deleted; your changes are still sent. They go after three days unless it is given back.</source>
        <translation>记录只是收起来，没删，改动照样上传。三天里没还回来才会清掉。</translation>
    </message>
    <message>
        <source>This PC has lost its last {n} changes</source>
        <translation>本机丢了最后 {n} 项记录</translation>
    </message>
    <message>
        <source>This PC has lost its last numbers</source>
        <translation>本机丢了最后用过的号</translation>
    </message>
    <message>
        <source>A power cut or an old copy. Nothing was hidden from you.</source>
        <translation>多半是断电，或者放回了旧的拷贝。</translation>
    </message>
    <message>
        <source>The last one was made {time}.</source>
        <translation>最后一项记于{time}。</translation>
    </message>
    <message>
        <source>Paper numbers up to {n} are not given again.</source>
        <translation>文号到 {n} 为止不再用。</translation>
    </message>
    <message>
        <source>What had been sent is back; look through the day and record again what is missing.</source>
        <translation>送到过的都找回来了。看看当天记的，缺的补记。</translation>
    </message>
    <message>
        <source>What had been sent comes back with the next sync.</source>
        <translation>送到过的，下次同步会找回来。</translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
    <message>
        <source>The centre had forgotten this PC, as after a restore.</source>
        <translation>中心恢复过数据，不记得这台电脑了。</translation>
    </message>
    <message>
        <source>Another copy of these records was used, or an older one was put back.</source>
        <translation>这份记录有过另一份拷贝，或者放回了旧的。</translation>
    </message>
    <message>
        <source>This PC was registered anew</source>
        <translation>这台电脑重新登记过了</translation>
    </message>
    <message>
        <source>{why} All your records went along; nothing is doubled.</source>
        <translation>{why}记录都带过来了，不会重。</translation>
    </message>
</context>
<context>
    <name>OfficerChip</name>
    <message>
        <source>Cert {tail}, {standing}</source>
        <translation>证号 {tail}·{standing}</translation>
    </message>
    <message>
        <source>certificate {standing}</source>
        <translation>执法证{standing}</translation>
    </message>
</context>
<context>
    <name>OpenAgain</name>
    <message>
        <source>The office gives {name} a new password and opens this PC for 24 hours. Then type it here, online. Everything on this PC is kept, also what was not sent.</source>
        <translation>办公室给{name}设一个新密码，并开通这台电脑 24 小时。联网后在这里输入。本机的资料都留着，没上传的也在。</translation>
    </message>
    <message>
        <source>Forgot password</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>New password from the office</source>
        <translation>办公室给的新密码</translation>
    </message>
    <message>
        <source>Open my records</source>
        <translation>打开我的资料</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Nothing to choose yet</source>
        <translation>还没有可选的</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>checked {day}</source>
        <translation>{day}核对过</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>还没核对</translation>
    </message>
    <message>
        <source>People</source>
        <translation>家庭成员</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>添加成员</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>基本情况</translation>
    </message>
    <message>
        <source>{n} m²</source>
        <translation>{n} m²</translation>
    </message>
    <message>
        <source>on the list to be moved</source>
        <translation>在转移名册</translation>
    </message>
    <message>
        <source>not on the list</source>
        <translation>不在转移名册</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>党员</translation>
    </message>
    <message>
        <source>First visit still to come</source>
        <translation>还没走访过</translation>
    </message>
    <message>
        <source>No visit planned</source>
        <translation>没排走访</translation>
    </message>
    <message>
        <source>Next visit {day}</source>
        <translation>下次走访 {day}</translation>
    </message>
    <message>
        <source>Remember to ask: {what}</source>
        <translation>记得问：{what}</translation>
    </message>
    <message>
        <source>Decided. The other value stays in history</source>
        <translation>定好了。没选的留在历史里</translation>
    </message>
</context>
<context>
    <name>PackageCard</name>
    <message>
        <source>Sync packages</source>
        <translation>同步包</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Read a reply package</source>
        <translation>导入回执</translation>
    </message>
    <message>
        <source>Reply packages ({kinds})</source>
        <translation>回执（{kinds}）</translation>
    </message>
    <message>
        <source>Write a sync package</source>
        <translation>导出同步包</translation>
    </message>
    <message>
        <source>Sync packages ({kinds})</source>
        <translation>同步包（{kinds}）</translation>
    </message>
    <message>
        <source>Written {time}, {n} changes; no reply yet</source>
        <translation>{time} 导出，{n} 项；还没收到回执</translation>
    </message>
    <message>
        <source>Written {time}, {n} changes; at the centre</source>
        <translation>{time} 导出，{n} 项；已进中心</translation>
    </message>
    <message>
        <source>Reply of {time} read</source>
        <translation>{time} 的回执已导入</translation>
    </message>
    <message>
        <source>Writing the package; leave the stick in</source>
        <translation>正在导出同步包，先别拔盘</translation>
    </message>
    <message>
        <source>Reading the reply</source>
        <translation>正在导入回执</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed</source>
        <translation>已停止，什么都没改</translation>
    </message>
    <message>
        <source>{name} is written: {n} changes, {photos} photos, {size} MB. Give it to the office.</source>
        <translation>已导出 {name}：{n} 项、{photos} 张照片，{size} MB。交给办公室送到中心。</translation>
    </message>
    <message>
        <source>{n} did not fit; write another after the reply.</source>
        <translation>{n} 项装不下，导入回执后再导出一个。</translation>
    </message>
    <message>
        <source>{what}.</source>
        <translation>{what}。</translation>
    </message>
    <message>
        <source>This PC has to be connected once. Everything is kept.</source>
        <translation>这台电脑要联一次网。记录都在。</translation>
    </message>
    <message>
        <source>A newer reply was read before; this one brought nothing more.</source>
        <translation>之前导入过更新的回执，这份没有新内容。</translation>
    </message>
    <message>
        <source>Stopped halfway.</source>
        <translation>中途停止。</translation>
    </message>
    <message>
        <source>The rest comes with the next sync or package.</source>
        <translation>其余的在下次同步或下一个包里。</translation>
    </message>
    <message>
        <source>{n} changes arrived, {m} records received.</source>
        <translation>{n} 项已进中心，收到 {m} 条。</translation>
    </message>
    <message>
        <source>{n} were set aside, see below.</source>
        <translation>{n} 项中心没收下，放在搁置里。</translation>
    </message>
    <message>
        <source>There is more: write another package.</source>
        <translation>还有没装下的，再导出一个包。</translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
</context>
<context>
    <name>ParkedCard</name>
    <message>
        <source>Set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Not accepted by the centre; kept here, never deleted by itself</source>
        <translation>中心没收下，本机替你留着，不会自动删</translation>
    </message>
    <message>
        <source>Save to a file</source>
        <translation>存成文件</translation>
    </message>
    <message>
        <source>See what was written</source>
        <translation>看写了什么</translation>
    </message>
    <message>
        <source>Hide what was written</source>
        <translation>收起内容</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开这条</translation>
    </message>
    <message>
        <source>Set aside {day}</source>
        <translation>搁置 {day}</translation>
    </message>
    <message>
        <source>Save what was set aside</source>
        <translation>把搁置的存成文件</translation>
    </message>
    <message>
        <source>{n} entries saved; the file is not encrypted</source>
        <translation>存了 {n} 条；这个文件没加密</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
    <message>
        <source>It named no values.</source>
        <translation>没有填写内容。</translation>
    </message>
    <message>
        <source>{what} · {about}</source>
        <translation>{what}·{about}</translation>
    </message>
    <message>
        <source>{why} Recorded {time}.</source>
        <translation>{why}{time} 记的。</translation>
    </message>
    <message>
        <source>Set aside by the centre; saved by {who}, {time}</source>
        <translation>中心没收下的记录；{who} 存于 {time}</translation>
    </message>
    <message>
        <source>This grid is no longer yours to change. Save it to a file and give it to the office.</source>
        <translation>这个网格不归你改了。存成文件交给办公室。</translation>
    </message>
    <message>
        <source>The centre has another record under this number. Send it again as a new one.</source>
        <translation>中心这个号下是另一条。再送一次就是新的。</translation>
    </message>
    <message>
        <source>What it belongs to was not accepted. Send that first, then this.</source>
        <translation>它所属的那条没收下。先送那条，再送这条。</translation>
    </message>
    <message>
        <source>The centre does not know this record. Send its record first, then this.</source>
        <translation>中心没有这条。先送那条，再送这条。</translation>
    </message>
    <message>
        <source>The centre does not know this kind of record yet. Send it again after its update.</source>
        <translation>中心还不认这类记录。等中心更新了再送。</translation>
    </message>
    <message>
        <source>This cannot be changed once sent. Write a supplement.</source>
        <translation>送过的不能改。写一条补充。</translation>
    </message>
    <message>
        <source>The centre met a fault of its own. Send it again tomorrow.</source>
        <translation>中心自己出了错。明天再送一次。</translation>
    </message>
    <message>
        <source>It is too large for one sending. Save it to a file and record it in parts.</source>
        <translation>一次送不下。存成文件，分几条再记。</translation>
    </message>
    <message>
        <source>The centre could not read it. Save it to a file and tell the support.</source>
        <translation>中心读不懂。存成文件，告诉技术支持。</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起来</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再送一次</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>{name}, {role}: menu</source>
        <translation>{name}，{role}，菜单</translation>
    </message>
    <message>
        <source>{name}, {role}</source>
        <translation>{name}，{role}</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>{role} · {grid}</source>
        <translation>{role}·{grid}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Everything sent</source>
        <translation>已全部上传</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 项待上传</translation>
    </message>
</context>
<context>
    <name>PhotoPicker</name>
    <message>
        <source>Add photo</source>
        <translation>加照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Choose photos</source>
        <translation>选照片</translation>
    </message>
    <message>
        <source>Photos ({kinds})</source>
        <translation>照片（{kinds}）</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图</translation>
    </message>
    <message>
        <source>Photo {number}, {tag}, {time}</source>
        <translation>照片 {number}，{tag}，{time}</translation>
    </message>
</context>
<context>
    <name>PhotoTag</name>
    <message>
        <source>before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>on site</source>
        <translation>现场</translation>
    </message>
    <message>
        <source>form</source>
        <translation>签字单</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Photo, large. Esc closes it</source>
        <translation>照片大图，按 Esc 关闭</translation>
    </message>
</context>
<context>
    <name>PlaceControl</name>
    <message>
        <source>latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Read from receiver</source>
        <translation>从定位器读</translation>
    </message>
    <message>
        <source>Accuracy {n} m</source>
        <translation>精度约 {n} 米</translation>
    </message>
    <message>
        <source>Listening to the receiver</source>
        <translation>正在听定位器的信号</translation>
    </message>
    <message>
        <source>No receiver is plugged in. Latitude and longitude can be typed</source>
        <translation>没有插定位器。可以手填经纬度</translation>
    </message>
    <message>
        <source>Nothing at the serial ports speaks NMEA. Latitude and longitude can be typed</source>
        <translation>串口上没有定位器的数据。可以手填经纬度</translation>
    </message>
    <message>
        <source>The receiver does not know where it is yet. Hold it under the open sky and read again</source>
        <translation>定位器还没定到位。拿到露天处再读一次</translation>
    </message>
</context>
<context>
    <name>PlaceDetailPane</name>
    <message>
        <source>Nothing chosen</source>
        <translation>没有选中</translation>
    </message>
    <message>
        <source>Choose a school or place.</source>
        <translation>在左边选一处学校或场所。</translation>
    </message>
    <message>
        <source>Fill a form</source>
        <translation>填表</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>改资料</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>回列表</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>Who changed what (F3)</source>
        <translation>谁改过（F3）</translation>
    </message>
    <message>
        <source>Parts of the place</source>
        <translation>场所的各部分</translation>
    </message>
    <message>
        <source>{n} orders late</source>
        <translation>{n} 处整改逾期</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Inspections {n}</source>
        <translation>检查 {n}</translation>
    </message>
    <message>
        <source>To put right {n}</source>
        <translation>整改 {n}</translation>
    </message>
    <message>
        <source>Licences {n}</source>
        <translation>证照 {n}</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>接着查</translation>
    </message>
    <message>
        <source>Start inspection</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Re-check {n}</source>
        <translation>复查 {n} 项</translation>
    </message>
    <message>
        <source>Inspected {n} times this year, planned {cap}; more needs a reason</source>
        <translation>今年查过 {n} 次，计划 {cap} 次，再查要写原因</translation>
    </message>
    <message>
        <source>No approved and notified inspection here</source>
        <translation>这里没有审批、通知过的检查</translation>
    </message>
    <message>
        <source>School</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Rectifications</source>
        <translation>整改</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Put back as it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>改{name}的资料</translation>
    </message>
</context>
<context>
    <name>PlacePicker</name>
    <message>
        <source>Street, number, floor</source>
        <translation>街路、门牌、楼层</translation>
    </message>
    <message>
        <source>Choose home or place</source>
        <translation>从住户或场所选</translation>
    </message>
    <message>
        <source>Name, address, pinyin</source>
        <translation>姓名、地址、拼音</translation>
    </message>
    <message>
        <source>Find a household or a place</source>
        <translation>找住户或场所</translation>
    </message>
    <message>
        <source>Households and places found</source>
        <translation>找到的住户和场所</translation>
    </message>
    <message>
        <source>Nothing found. The address in words is enough.</source>
        <translation>没找到。写清地址就行。</translation>
    </message>
    <message>
        <source>Linked: {name}</source>
        <translation>已关联：{name}</translation>
    </message>
    <message>
        <source>household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>place</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>school</source>
        <translation>学校</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>boarding</source>
        <translation>寄宿</translation>
    </message>
    <message>
        <source>not boarding</source>
        <translation>不寄宿</translation>
    </message>
    <message>
        <source>{n} students</source>
        <translation>{n} 人</translation>
    </message>
    <message>
        <source>Students</source>
        <translation>学生</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>校门</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>保安</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>上学</translation>
    </message>
    <message>
        <source>Departure</source>
        <translation>放学</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>校长</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>School buses</source>
        <translation>校车</translation>
    </message>
    <message>
        <source>One-key alarm</source>
        <translation>一键报警</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>从业</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>经营者</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>信用代码</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>no</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>证照</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>None recorded</source>
        <translation>没有登记</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day}到期</translation>
    </message>
    <message>
        <source>ran out {day}</source>
        <translation>{day}过期</translation>
    </message>
    <message>
        <source>Still to put right</source>
        <translation>没销号的整改</translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation>没有没销号的</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Not inspected yet</source>
        <translation>还没查过</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>不合格 {n}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Safety lead</source>
        <translation>安全负责人</translation>
    </message>
    <message>
        <source>Their phone</source>
        <translation>负责人电话</translation>
    </message>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Schools</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Small places</source>
        <translation>九小</translation>
    </message>
    <message>
        <source>To put right</source>
        <translation>要复查</translation>
    </message>
    <message>
        <source>Licence runs out</source>
        <translation>证照到期</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>高风险</translation>
    </message>
    <message>
        <source>Kindergarten</source>
        <translation>幼儿园</translation>
    </message>
    <message>
        <source>Primary school</source>
        <translation>小学</translation>
    </message>
    <message>
        <source>Junior school</source>
        <translation>初中</translation>
    </message>
    <message>
        <source>Nine-year school</source>
        <translation>九年一贯制</translation>
    </message>
    <message>
        <source>Senior school</source>
        <translation>高中</translation>
    </message>
    <message>
        <source>Vocational school</source>
        <translation>中等职业学校</translation>
    </message>
    <message>
        <source>Special school</source>
        <translation>特殊教育学校</translation>
    </message>
    <message>
        <source>Middle risk</source>
        <translation>中风险</translation>
    </message>
    <message>
        <source>Low risk</source>
        <translation>低风险</translation>
    </message>
    <message>
        <source>{n} staff</source>
        <translation>从业 {n} 人</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>超 {n} 天</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>not inspected this year</source>
        <translation>今年没查</translation>
    </message>
    <message>
        <source>inspected {day}</source>
        <translation>{day}查过</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Patrol this place</source>
        <translation>巡查这里</translation>
    </message>
    <message>
        <source>Edit this place</source>
        <translation>改场所资料</translation>
    </message>
    <message>
        <source>Fill a form about this place</source>
        <translation>给这处填一张表</translation>
    </message>
    <message>
        <source>Place saved</source>
        <translation>已改场所资料</translation>
    </message>
</context>
<context>
    <name>PlacesPane</name>
    <message>
        <source>Places</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Name, address, pinyin</source>
        <translation>名称、地址、拼音</translation>
    </message>
    <message>
        <source>Filter places</source>
        <translation>筛选场所</translation>
    </message>
    <message>
        <source>{n} in all</source>
        <translation>{n} 处</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>去掉筛选</translation>
    </message>
    <message>
        <source>None fits</source>
        <translation>没有符合的</translation>
    </message>
    <message>
        <source>No school or place fits the filter.</source>
        <translation>没有符合筛选的学校和场所。</translation>
    </message>
    <message>
        <source>No places here yet</source>
        <translation>这里还没有场所</translation>
    </message>
    <message>
        <source>They appear after the first sync of your grid.</source>
        <translation>首次同步完成后会出现。</translation>
    </message>
    <message>
        <source>{n} late</source>
        <translation>逾期 {n}</translation>
    </message>
    <message>
        <source>{n} to put right</source>
        <translation>整改中 {n}</translation>
    </message>
    <message>
        <source>Licence ran out</source>
        <translation>证照过期</translation>
    </message>
    <message>
        <source>Licence runs out</source>
        <translation>证照到期</translation>
    </message>
    <message>
        <source>gates: {n}</source>
        <translation>{n} 个校门</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>试填</translation>
    </message>
    <message>
        <source>Nothing to try yet</source>
        <translation>还没有可试填的表</translation>
    </message>
    <message>
        <source>The form stands here once the sheet can be read. What keeps it from that is on the left.</source>
        <translation>表格能读懂了，这里就能试填。哪里没读懂，看左边。</translation>
    </message>
    <message>
        <source>As it looks on site; trial answers are not kept</source>
        <translation>和现场用的一个样，试填的不保存</translation>
    </message>
    <message>
        <source>Section before</source>
        <translation>上一节</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一节</translation>
    </message>
    <message>
        <source>Row {n} is not understood; it is shown always for now</source>
        <translation>第 {n} 行没看懂，先当它总是显示</translation>
    </message>
    <message>
        <source>Show the error</source>
        <translation>看错在哪</translation>
    </message>
    <message>
        <source>Language of the form</source>
        <translation>表的语言</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>Publish {title}, version {version}?</source>
        <translation>发布“{title}”{version} 版？</translation>
    </message>
    <message>
        <source>It goes to the whole city with the next sync and is offered here at once.</source>
        <translation>这里马上能用，下次同步后全市都能用。</translation>
    </message>
    <message>
        <source>It goes to your unit and all below it with the next sync and is offered here at once.</source>
        <translation>这里马上能用，下次同步后本单位和下面都能用。</translation>
    </message>
    <message>
        <source>Changes: {changes}</source>
        <translation>比上版：{changes}</translation>
    </message>
    <message>
        <source>A published version never changes; a mistake needs a new version.</source>
        <translation>发布后不能改，写错了要出新版。</translation>
    </message>
    <message>
        <source>Filled in</source>
        <translation>用在</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>先不发布</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Patrols and inspections</source>
        <translation>巡查和行政检查</translation>
    </message>
    <message>
        <source>Patrols only</source>
        <translation>只用于巡查</translation>
    </message>
    <message>
        <source>Inspections only</source>
        <translation>只用于行政检查</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>Fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>没问到</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>写一句，变了什么</translation>
    </message>
    <message>
        <source>{question}, what has changed</source>
        <translation>{question}，变了什么</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Insight</source>
        <translation>研判</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Checklist author</source>
        <translation>检查表编制</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>信息采集</translation>
    </message>
</context>
<context>
    <name>RailEntry</name>
    <message>
        <source>{page}, {badge}</source>
        <translation>{page}，{badge}</translation>
    </message>
    <message>
        <source>{page} ({key})</source>
        <translation>{page}（{key}）</translation>
    </message>
</context>
<context>
    <name>RailHead</name>
    <message>
        <source>Yigetong</source>
        <translation>一格通</translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message>
        <source>What became of a report stands here.</source>
        <translation>这里看上报后的经过。</translation>
    </message>
    <message>
        <source>Choose a row to see it</source>
        <translation>选一行，看详情</translation>
    </message>
    <message>
        <source>Reported: kept on this PC, sent when connected</source>
        <translation>已上报，先存本机，联网后自动传</translation>
    </message>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
    <message>
        <source>Taken back; it is a draft again</source>
        <translation>已撤回，又成了草稿</translation>
    </message>
    <message>
        <source>Taken back; nothing of it was sent</source>
        <translation>已撤回，没有传出去</translation>
    </message>
</context>
<context>
    <name>ReportFoot</name>
    <message>
        <source>Keep as draft</source>
        <translation>先存草稿</translation>
    </message>
    <message>
        <source>Goes to the community office</source>
        <translation>报给社区</translation>
    </message>
    <message>
        <source>Kept here first, then sent: text before photos</source>
        <translation>先存本机再传，文字在前，照片在后</translation>
    </message>
    <message>
        <source>Offline now: kept on this PC first</source>
        <translation>现在离线，报了先存本机</translation>
    </message>
    <message>
        <source>Sent by itself once connected: text before photos</source>
        <translation>联网后自动传，文字在前，照片在后</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>还差 {n} 项</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>Handled on the spot</source>
        <translation>当场办好了</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Report an event</source>
        <translation>上报处置</translation>
    </message>
    <message>
        <source>Urgent: call 110, 119, 120 first, write after</source>
        <translation>急事先打 110、119、120，再补记</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>What</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Seen at</source>
        <translation>发现时间</translation>
    </message>
    <message>
        <source>People concerned</source>
        <translation>涉及的人</translation>
    </message>
    <message>
        <source>may stay empty</source>
        <translation>可不填</translation>
    </message>
    <message>
        <source>Done on the spot (handled by myself)</source>
        <translation>当场办好了（自办自结）</translation>
    </message>
    <message>
        <source>Small things settled at once: write the result here; the grid leader confirms it once connected</source>
        <translation>小事当场劝好、收好就在这里记结果；联网后由网格长确认</translation>
    </message>
    <message>
        <source>shown as “to be confirmed”</source>
        <translation>确认前显示“待确认”</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>Same place, same angle is clearest</source>
        <translation>同一处、同一角度最清楚</translation>
    </message>
    <message>
        <source>At least 1 photo for this category. No faces, no number plates</source>
        <translation>这类要至少 1 张，不拍人脸、车牌</translation>
    </message>
    <message>
        <source>a photo from before</source>
        <translation>处置前照片</translation>
    </message>
    <message>
        <source>a photo from after</source>
        <translation>处置后照片</translation>
    </message>
</context>
<context>
    <name>Requirement</name>
    <message>
        <source>Matter</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos of the same place</source>
        <translation>同一处照片</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处置前照片</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处置后照片</translation>
    </message>
    <message>
        <source>Signed form</source>
        <translation>签字单</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Co-units</source>
        <translation>协办单位</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How closed</source>
        <translation>结案方式</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Number of the other</source>
        <translation>并入的编号</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到哪天</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>复看日期</translation>
    </message>
    <message>
        <source>Reply by</source>
        <translation>回复期限</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>建议单位</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>Grid leader</source>
        <translation>网格长</translation>
    </message>
    <message>
        <source>Community office</source>
        <translation>社区办公室</translation>
    </message>
    <message>
        <source>Acceptor</source>
        <translation>受理员</translation>
    </message>
    <message>
        <source>Dispatcher</source>
        <translation>派遣员</translation>
    </message>
    <message>
        <source>Duty chief</source>
        <translation>值班长</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>承办人</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>督查员</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>执法人员</translation>
    </message>
    <message>
        <source>Agency head</source>
        <translation>机关负责人</translation>
    </message>
    <message>
        <source>Legal reviewer</source>
        <translation>法制审核员</translation>
    </message>
    <message>
        <source>System administrator</source>
        <translation>系统管理员</translation>
    </message>
    <message>
        <source>Security administrator</source>
        <translation>安全管理员</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>安全审计员</translation>
    </message>
</context>
<context>
    <name>RoundsCard</name>
    <message>
        <source>Last rounds</source>
        <translation>最近几次</translation>
    </message>
    <message>
        <source>No round yet.</source>
        <translation>还没有同步过。</translation>
    </message>
    <message>
        <source>Could not connect, trying later</source>
        <translation>连不上，稍后再试</translation>
    </message>
    <message>
        <source>Interrupted; nothing is lost</source>
        <translation>中途断了，没有丢</translation>
    </message>
    <message>
        <source>Sent {n}, {parked} set aside</source>
        <translation>上传 {n} 项，{parked} 项被搁置</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>没有新的</translation>
    </message>
    <message>
        <source>Sent {n}, received {m}</source>
        <translation>上传 {n} 项，收到 {m} 项</translation>
    </message>
</context>
<context>
    <name>RowLine</name>
    <message>
        <source>Take this row out</source>
        <translation>拿掉这一条</translation>
    </message>
    <message>
        <source>No. {n}</source>
        <translation>第 {n} 条</translation>
    </message>
    <message>
        <source>Take row {n} out</source>
        <translation>拿掉第 {n} 条</translation>
    </message>
</context>
<context>
    <name>SearchPick</name>
    <message>
        <source>Characters or pinyin, {n} choices</source>
        <translation>输汉字或拼音，共 {n} 个选项</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没找到</translation>
    </message>
    <message>
        <source>take away</source>
        <translation>拿掉</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Not now</source>
        <translation>先不</translation>
    </message>
    <message>
        <source>Can&apos;t reach the centre; this needs the network</source>
        <translation>连不上中心，这一步要联网</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>密码不对</translation>
    </message>
    <message>
        <source>The password has to be filled in</source>
        <translation>密码要填</translation>
    </message>
</context>
<context>
    <name>SectionPane</name>
    <message>
        <source>Rest of section: all pass + one overview photo</source>
        <translation>本节其余全部合格 + 一张全景</translation>
    </message>
    <message>
        <source>Nothing open here</source>
        <translation>这一节都填了</translation>
    </message>
    <message>
        <source>Every item of this section is answered.</source>
        <translation>本节没有没填的项。</translation>
    </message>
    <message>
        <source>One photo that shows the whole of this section; then the rest passes</source>
        <translation>放一张本节全景照片，其余没填的就都记合格</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Takes effect at once, nothing to save</source>
        <translation>改了马上生效，不用保存</translation>
    </message>
</context>
<context>
    <name>SheetHead</name>
    <message>
        <source>{n} to go</source>
        <translation>还差 {n} 项</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成检查</translation>
    </message>
    <message>
        <source>List</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>About this inspection</source>
        <translation>检查概况</translation>
    </message>
</context>
<context>
    <name>SheetPane</name>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
    <message>
        <source>1 pass, 2 fail, 3 n/a, ↓ next item</source>
        <translation>1 合格  2 不合格  3 不适用  ↓ 下一项</translation>
    </message>
    <message>
        <source>started {time}</source>
        <translation>开始 {time}</translation>
    </message>
</context>
<context>
    <name>SheetSide</name>
    <message>
        <source>Sections</source>
        <translation>检查分节</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已填</translation>
    </message>
    <message>
        <source>Show unanswered</source>
        <translation>只看没填的</translation>
    </message>
    <message>
        <source>{done} / {all} items</source>
        <translation>{done} / {all} 项</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 项不合格</translation>
    </message>
</context>
<context>
    <name>ShownValue</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>SideCell</name>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
</context>
<context>
    <name>SignInAgain</name>
    <message>
        <source>Sign in again</source>
        <translation>重新登录</translation>
    </message>
    <message>
        <source>The centre does not know this PC any more. Your password registers it anew; nothing is lost.</source>
        <translation>中心不认得这台电脑了。输入密码重新登记，什么都不会丢。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>This needs the network once. After that everything works offline.</source>
        <translation>要联网一次，以后离线都能用。</translation>
    </message>
    <message>
        <source>Address of the centre</source>
        <translation>中心的地址</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>看一下</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Compare it once with the one from the office; from then on this PC remembers it.</source>
        <translation>跟办公室给的对一遍，以后本机就记住了。</translation>
    </message>
    <message>
        <source>The fingerprint is the same</source>
        <translation>指纹一致</translation>
    </message>
    <message>
        <source>Back to unlock</source>
        <translation>回到解锁</translation>
    </message>
    <message>
        <source>{name} ({city})</source>
        <translation>{name}（{city}）</translation>
    </message>
    <message>
        <source>The address of the centre has to be filled in</source>
        <translation>中心的地址要填</translation>
    </message>
    <message>
        <source>Check the address first</source>
        <translation>先看一下地址通不通</translation>
    </message>
    <message>
        <source>Compare the fingerprint and tick that it is the same</source>
        <translation>先核对指纹，再勾上“指纹一致”</translation>
    </message>
    <message>
        <source>The user name has to be filled in</source>
        <translation>用户名要填</translation>
    </message>
    <message>
        <source>The password has to be filled in</source>
        <translation>密码要填</translation>
    </message>
    <message>
        <source>Can&apos;t reach the centre. Check the network and the address</source>
        <translation>连不上中心。看看网和地址</translation>
    </message>
    <message>
        <source>User name or password is wrong</source>
        <translation>用户名或密码不对</translation>
    </message>
</context>
<context>
    <name>SketchControl</name>
    <message>
        <source>Take a stroke back</source>
        <translation>撤一笔</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>清掉重写</translation>
    </message>
    <message>
        <source>File a photo instead</source>
        <translation>改用照片</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>Who changed what</source>
        <translation>谁改过</translation>
    </message>
    <message>
        <source>Who changed what (F3)</source>
        <translation>谁改过（F3）</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>校门</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>查完</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已填</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>项数</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>执法人员</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>另一名执法人员</translation>
    </message>
    <message>
        <source>Go on, {n} to go</source>
        <translation>接着查，还差 {n} 项</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着查</translation>
    </message>
    <message>
        <source>Start inspection</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>You are not named in this inspection</source>
        <translation>这次检查没有写你</translation>
    </message>
    <message>
        <source>Your certificate is not on this PC; sync once</source>
        <translation>本机没有你的执法证，联网同步一次</translation>
    </message>
    <message>
        <source>An inspection needs two officers; choose the second</source>
        <translation>检查要两名执法人员，再选一名</translation>
    </message>
    <message>
        <source>The certificate of {name} expired on {day}</source>
        <translation>{name}的执法证 {day} 到期了</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>to be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>handled on the spot</source>
        <translation>自办自结</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>to be accepted</source>
        <translation>待受理</translation>
    </message>
    <message>
        <source>being verified</source>
        <translation>核实中</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>to be dispatched</source>
        <translation>待派遣</translation>
    </message>
    <message>
        <source>to be signed for</source>
        <translation>待签收</translation>
    </message>
    <message>
        <source>being handled</source>
        <translation>处置中</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>挂账</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>核查中</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>called back</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>to be fixed</source>
        <translation>待整改</translation>
    </message>
    <message>
        <source>being fixed</source>
        <translation>整改中</translation>
    </message>
    <message>
        <source>extension asked</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>to be re-inspected</source>
        <translation>待复查</translation>
    </message>
    <message>
        <source>being re-inspected</source>
        <translation>复查中</translation>
    </message>
    <message>
        <source>put right</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>partly put right</source>
        <translation>部分改正</translation>
    </message>
    <message>
        <source>not put right</source>
        <translation>未改正</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>已移送</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>已督办</translation>
    </message>
    <message>
        <source>to be visited</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>request open</source>
        <translation>有申请</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Try now</source>
        <translation>现在试一次</translation>
    </message>
    <message>
        <source>Write a package (USB)</source>
        <translation>导出同步包（U 盘）</translation>
    </message>
    <message>
        <source>Read a package</source>
        <translation>导入同步包</translation>
    </message>
    <message>
        <source>Everything arrived, no conflicts</source>
        <translation>都送到了，没有冲突</translation>
    </message>
    <message>
        <source>Everything arrived, but something is to be decided</source>
        <translation>都送到了，还有要你定的</translation>
    </message>
    <message>
        <source>Everything arrived, but this PC has lost something</source>
        <translation>都送到了，但本机丢过记录</translation>
    </message>
    <message>
        <source>Connected; the rest is on its way</source>
        <translation>连上了，其余的正在传</translation>
    </message>
    <message>
        <source>{n} at the centre, not yet read back.</source>
        <translation>{n} 项已到中心，等回音。</translation>
    </message>
    <message>
        <source>Not everything was read yet.</source>
        <translation>还没收全。</translation>
    </message>
    <message>
        <source>Data as of {time}.</source>
        <translation>数据截至：{time}。</translation>
    </message>
    <message>
        <source>The centre last brought something new {time}.</source>
        <translation>中心最近一次有新东西：{time}。</translation>
    </message>
    <message>
        <source>It answers, but only with old data; tell the office if this stays.</source>
        <translation>中心有回应，给的却是旧数据；一直这样就告诉办公室。</translation>
    </message>
    <message>
        <source>1 change waiting.</source>
        <translation>1 项待上传。</translation>
    </message>
    <message>
        <source>{n} changes waiting.</source>
        <translation>{n} 项待上传。</translation>
    </message>
    <message>
        <source>{clock}; set it.</source>
        <translation>{clock}，请校准。</translation>
    </message>
    <message>
        <source>{n} changes are on this PC and are sent when connected.</source>
        <translation>{n} 项都在本机，联网后自动上传。</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>没有要上传的。</translation>
    </message>
    <message>
        <source>Not synced yet.</source>
        <translation>还没有同步过。</translation>
    </message>
    <message>
        <source>Last sync {time}.</source>
        <translation>上次同步：{time}。</translation>
    </message>
    <message>
        <source>{one} {two}</source>
        <translation>{one}{two}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{a}; {b}; {c}; {d}; {e}</source>
        <translation>{a}；{b}；{c}；{d}；{e}</translation>
    </message>
    <message>
        <source>Practice grid, nothing is sent</source>
        <translation>练习网格，不会上传</translation>
    </message>
    <message>
        <source>1 change waiting</source>
        <translation>1 项待上传</translation>
    </message>
    <message>
        <source>{n} changes waiting</source>
        <translation>{n} 项待上传</translation>
    </message>
    <message>
        <source>{n} to decide</source>
        <translation>{n} 处要选</translation>
    </message>
    <message>
        <source>{n} set aside</source>
        <translation>{n} 项搁置</translation>
    </message>
    <message>
        <source>{n} at the centre, not yet read back</source>
        <translation>{n} 项已到中心，等回音</translation>
    </message>
    <message>
        <source>Not everything read yet</source>
        <translation>还没收全</translation>
    </message>
    <message>
        <source>Nothing waiting</source>
        <translation>没有待上传的</translation>
    </message>
    <message>
        <source>The backup was not written; see settings</source>
        <translation>备份没写成，去设置里看</translation>
    </message>
    <message>
        <source>A backup is due</source>
        <translation>该备份了</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>还没同步过</translation>
    </message>
    <message>
        <source>Last sync: {when}</source>
        <translation>上次同步：{when}</translation>
    </message>
    <message>
        <source>Grid: {path}</source>
        <translation>网格：{path}</translation>
    </message>
    <message>
        <source> · </source>
        <translation>·</translation>
    </message>
    <message>
        <source>{n} days of offline use left</source>
        <translation>离线可用还剩 {n} 天</translation>
    </message>
    <message>
        <source>Encrypted · {n} days of offline use left</source>
        <translation>本机已加密·离线可用还剩 {n} 天</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Handled on the spot</source>
        <translation>自办自结</translation>
    </message>
    <message>
        <source>Confirm the closing</source>
        <translation>确认办结</translation>
    </message>
    <message>
        <source>Send back to be handled</source>
        <translation>退回再办</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Accept, verify first</source>
        <translation>受理，先核实</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回上报</translation>
    </message>
    <message>
        <source>Send for verification</source>
        <translation>发核实</translation>
    </message>
    <message>
        <source>Verified: true</source>
        <translation>核实属实</translation>
    </message>
    <message>
        <source>Verified: not true</source>
        <translation>核实不属实</translation>
    </message>
    <message>
        <source>Verified: duplicate</source>
        <translation>核实重复</translation>
    </message>
    <message>
        <source>Merge duplicate</source>
        <translation>并案</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>派遣</translation>
    </message>
    <message>
        <source>Handle in the community</source>
        <translation>社区自行办理</translation>
    </message>
    <message>
        <source>Sign for</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Ask to return it</source>
        <translation>申请退回</translation>
    </message>
    <message>
        <source>Grant the return</source>
        <translation>同意退回</translation>
    </message>
    <message>
        <source>Refuse the return</source>
        <translation>驳回退回</translation>
    </message>
    <message>
        <source>Ask for more time</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Grant more time</source>
        <translation>同意延期</translation>
    </message>
    <message>
        <source>Keep the time limit</source>
        <translation>按原时限办</translation>
    </message>
    <message>
        <source>Ask to suspend</source>
        <translation>申请挂账</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>同意挂账</translation>
    </message>
    <message>
        <source>Refuse to suspend</source>
        <translation>驳回挂账</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复办理</translation>
    </message>
    <message>
        <source>Give feedback (ask to close)</source>
        <translation>反馈（申请结案）</translation>
    </message>
    <message>
        <source>Give it to another person</source>
        <translation>改派责任人</translation>
    </message>
    <message>
        <source>Send for a check</source>
        <translation>发核查</translation>
    </message>
    <message>
        <source>Check passed</source>
        <translation>核查通过</translation>
    </message>
    <message>
        <source>Check failed</source>
        <translation>核查不通过</translation>
    </message>
    <message>
        <source>Rework</source>
        <translation>返工</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新办理</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>上报上级</translation>
    </message>
    <message>
        <source>Whistle</source>
        <translation>吹哨</translation>
    </message>
    <message>
        <source>Muster in</source>
        <translation>报到</translation>
    </message>
    <message>
        <source>Urge</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>督办</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Add a note or photo</source>
        <translation>补充说明、照片</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>办好了</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Fixing has begun</source>
        <translation>开始整改</translation>
    </message>
    <message>
        <source>Ask for an extension</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Grant the extension</source>
        <translation>同意延期</translation>
    </message>
    <message>
        <source>Refuse the extension</source>
        <translation>不同意延期</translation>
    </message>
    <message>
        <source>Report as fixed</source>
        <translation>报整改好了</translation>
    </message>
    <message>
        <source>Re-inspect</source>
        <translation>复查</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>Partly put right</source>
        <translation>部分改正</translation>
    </message>
    <message>
        <source>Not put right</source>
        <translation>未改正</translation>
    </message>
    <message>
        <source>Set a new limit</source>
        <translation>再限期</translation>
    </message>
    <message>
        <source>Hand over the case</source>
        <translation>移送</translation>
    </message>
</context>
<context>
    <name>StepForm</name>
    <message>
        <source>Later</source>
        <translation>先放着</translation>
    </message>
    <message>
        <source>Closes the form; what you typed is kept</source>
        <translation>收起，写的都留着</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>还差 {n} 项</translation>
    </message>
    <message>
        <source>Still missing: {what}</source>
        <translation>还差：{what}</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Step {n} of {total}: {word}</source>
        <translation>第 {n} 步共 {total} 步：{word}</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop this inspection?</source>
        <translation>终止这次检查？</translation>
    </message>
    <message>
        <source>It ends here and cannot be gone on with. What was answered is not handed in.</source>
        <translation>到此为止，不能再接着查。已填的不会上交。</translation>
    </message>
    <message>
        <source>Entry refused</source>
        <translation>拒绝进入</translation>
    </message>
    <message>
        <source>Premises closed</source>
        <translation>场所关门</translation>
    </message>
    <message>
        <source>Planned by mistake</source>
        <translation>计划有误</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>接着查</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Say why it is stopped</source>
        <translation>写明终止的原因</translation>
    </message>
</context>
<context>
    <name>SurveyLanding</name>
    <message>
        <source>Forms</source>
        <translation>信息采集</translation>
    </message>
    <message>
        <source>The form you choose will be about {name}</source>
        <translation>这次填的是：{name}</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>填了一半</translation>
    </message>
    <message>
        <source>Forms to fill</source>
        <translation>可以填的表</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>填完的</translation>
    </message>
    <message>
        <source>just begun</source>
        <translation>刚开始</translation>
    </message>
    <message>
        <source>version {v}</source>
        <translation>{v} 版</translation>
    </message>
    <message>
        <source>{done} of {all} answered, kept {time}</source>
        <translation>已填 {done} / {all} 题，{time} 保存</translation>
    </message>
    <message>
        <source>Version {v}. What you answer is kept at once</source>
        <translation>{v} 版。边填边存，随时可以放下</translation>
    </message>
    <message>
        <source>Finished {time} by {name}</source>
        <translation>{time}由{name}填完</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着填</translation>
    </message>
    <message>
        <source>Fill this form</source>
        <translation>填这张表</translation>
    </message>
    <message>
        <source>Delete the draft</source>
        <translation>删除草稿</translation>
    </message>
    <message>
        <source>No forms here yet</source>
        <translation>还没有可填的表</translation>
    </message>
    <message>
        <source>They appear once an office publishes one; sync once.</source>
        <translation>办公室发布后，同步一次就会出现。</translation>
    </message>
</context>
<context>
    <name>SurveysPage</name>
    <message>
        <source>Fill a form</source>
        <translation>填表</translation>
    </message>
    <message>
        <source>Go to the first gap</source>
        <translation>跳到缺的第一项</translation>
    </message>
    <message>
        <source>Show only what is missing</source>
        <translation>只看缺的</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一节</translation>
    </message>
    <message>
        <source>Section before</source>
        <translation>上一节</translation>
    </message>
    <message>
        <source>Form finished; it is sent with the next sync</source>
        <translation>已填完，下次同步时上传</translation>
    </message>
    <message>
        <source>Draft deleted</source>
        <translation>草稿已删除</translation>
    </message>
</context>
<context>
    <name>Switch</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Packages carried</source>
        <translation>经手同步包</translation>
    </message>
    <message>
        <source>Back to Sync</source>
        <translation>回同步页</translation>
    </message>
    <message>
        <source>Carry packages of others</source>
        <translation>经手同步包</translation>
    </message>
</context>
<context>
    <name>TasksPage</name>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Do the first thing that can be done</source>
        <translation>办第一件能办的</translation>
    </message>
    <message>
        <source>Add a note or photo</source>
        <translation>补充说明、照片</translation>
    </message>
    <message>
        <source>Give feedback</source>
        <translation>办理反馈</translation>
    </message>
    <message>
        <source>Mine to do</source>
        <translation>我要办的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>Show all {n}</source>
        <translation>看全部 {n} 件</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>没有等你办的</translation>
    </message>
    <message>
        <source>What others have to do is under All.</source>
        <translation>别人在办的，在“全部”里看。</translation>
    </message>
    <message>
        <source>Nothing done yet</source>
        <translation>还没有办过的</translation>
    </message>
    <message>
        <source>What you have handled stands here.</source>
        <translation>你办过的会留在这里。</translation>
    </message>
    <message>
        <source>No open work</source>
        <translation>没有要办的</translation>
    </message>
    <message>
        <source>New tasks appear here after the next sync.</source>
        <translation>下次同步后，新任务会出现在这里。</translation>
    </message>
    <message>
        <source>Record the visit</source>
        <translation>记走访</translation>
    </message>
    <message>
        <source>The record, its history and what you can do stand here.</source>
        <translation>这里看情况、经过和现在能做的。</translation>
    </message>
    <message>
        <source>Choose a row to see it</source>
        <translation>选一行，看详情</translation>
    </message>
    <message>
        <source>{n} items</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>overdue first</source>
        <translation>逾期在前</translation>
    </message>
</context>
<context>
    <name>Tick</name>
    <message>
        <source>Yes, noted</source>
        <translation>已知悉</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Go on with the newest draft</source>
        <translation>接着写最近的草稿</translation>
    </message>
    <message>
        <source>Write your own line of the day</source>
        <translation>写今天自己的一句话</translation>
    </message>
    <message>
        <source>What waits today</source>
        <translation>今天要办的</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读</translation>
    </message>
    <message>
        <source>{day}, {weekday} · {sentence}</source>
        <translation>{day} {weekday}·{sentence}</translation>
    </message>
    <message>
        <source>Nothing is to be done today</source>
        <translation>今天没有要办的</translation>
    </message>
    <message>
        <source>Saved {time} on this PC, safe if power fails</source>
        <translation>已自动保存 {time}，断电不丢</translation>
    </message>
</context>
<context>
    <name>TodayRows</name>
    <message>
        <source>last visit {day}</source>
        <translation>上次 {day}</translation>
    </message>
    <message>
        <source>Do first</source>
        <translation>先办</translation>
    </message>
    <message>
        <source>By due time</source>
        <translation>按到期时间排</translation>
    </message>
    <message>
        <source>1 home to visit today</source>
        <translation>今天要走访 1 户</translation>
    </message>
    <message>
        <source>{n} homes to visit today</source>
        <translation>今天要走访 {n} 户</translation>
    </message>
    <message>
        <source>By building, no walking back</source>
        <translation>按楼栋排，少走回头路</translation>
    </message>
    <message>
        <source>first visit</source>
        <translation>首次走访</translation>
    </message>
    <message>
        <source>overdue · 1 day late</source>
        <translation>逾期·超 1 天</translation>
    </message>
    <message>
        <source>overdue · {n} days late</source>
        <translation>逾期·超 {n} 天</translation>
    </message>
    <message>
        <source>due soon · today</source>
        <translation>将到期·今天</translation>
    </message>
</context>
<context>
    <name>TodayTiles</name>
    <message>
        <source>Record a visit</source>
        <translation>记走访</translation>
    </message>
    <message>
        <source>A minute a home</source>
        <translation>一分钟一户</translation>
    </message>
    <message>
        <source>Report an event</source>
        <translation>上报处置</translation>
    </message>
    <message>
        <source>Hazards, quarrels, help</source>
        <translation>隐患、纠纷、求助</translation>
    </message>
    <message>
        <source>Phoned-in lead</source>
        <translation>来电线索</translation>
    </message>
    <message>
        <source>Noted in seconds</source>
        <translation>群众打来的，几秒记下</translation>
    </message>
    <message>
        <source>Begin an inspection</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>What is approved and announced</source>
        <translation>批过、通知过的</translation>
    </message>
    <message>
        <source>Give feedback</source>
        <translation>办理反馈</translation>
    </message>
    <message>
        <source>Say what came of it</source>
        <translation>把结果告诉群众</translation>
    </message>
    <message>
        <source>Open the tasks</source>
        <translation>看任务</translation>
    </message>
    <message>
        <source>Everything that waits for you</source>
        <translation>等你办的都在这里</translation>
    </message>
</context>
<context>
    <name>TodayWords</name>
    <message>
        <source>1 home to visit</source>
        <translation>要走访 1 户</translation>
    </message>
    <message>
        <source>{n} overdue first</source>
        <translation>先办 {n} 件逾期</translation>
    </message>
    <message>
        <source>{n} due today</source>
        <translation>今天到期 {n} 件</translation>
    </message>
    <message>
        <source>{n} homes to visit</source>
        <translation>要走访 {n} 户</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Nothing is due today; {n} wait for you</source>
        <translation>今天没有到期的，还有 {n} 件要办</translation>
    </message>
    <message>
        <source>Nothing is to be done today</source>
        <translation>今天没有要办的</translation>
    </message>
    <message>
        <source>{time} {step}: {name}. {text}.</source>
        <translation>{time} {step}：{name}，{text}。</translation>
    </message>
    <message>
        <source>{time} {step}: {name}.</source>
        <translation>{time} {step}：{name}。</translation>
    </message>
    <message>
        <source>{time} Visited {name}: {text}.</source>
        <translation>{time} 走访{name}户，{text}。</translation>
    </message>
    <message>
        <source>{time} Visited {name}, nobody was home.</source>
        <translation>{time} 走访{name}户，没人在家。</translation>
    </message>
    <message>
        <source>{time} Visited {name}, something has changed.</source>
        <translation>{time} 走访{name}户，有变化。</translation>
    </message>
    <message>
        <source>{time} Visited {name}, all is well.</source>
        <translation>{time} 走访{name}户，都正常。</translation>
    </message>
    <message>
        <source>{time} Finished the inspection of {name}.</source>
        <translation>{time} 查完{name}。</translation>
    </message>
    <message>
        <source>{time} Broke off the inspection of {name}.</source>
        <translation>{time} 终止检查{name}。</translation>
    </message>
    <message>
        <source>{time} Began the inspection of {name}.</source>
        <translation>{time} 开始检查{name}。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Step of a task</source>
        <translation>任务办理</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Correction of a visit</source>
        <translation>更正走访</translation>
    </message>
    <message>
        <source>Household form</source>
        <translation>住户资料</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>To get ahead: there is 1 home to visit tomorrow.</source>
        <translation>想提前的话，明天有 1 户。</translation>
    </message>
    <message>
        <source>To get ahead: there are {n} homes to visit tomorrow.</source>
        <translation>想提前的话，明天有 {n} 户。</translation>
    </message>
    <message>
        <source>New work appears here after the next sync.</source>
        <translation>下次同步后，新的事会出现在这里。</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New (Ctrl+N)</source>
        <translation>新建（Ctrl+N）</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>帮助和按键</translation>
    </message>
    <message>
        <source>Help and keys (F1)</source>
        <translation>帮助和按键（F1）</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定（Ctrl+L）</translation>
    </message>
    <message>
        <source>Nothing new can be made here</source>
        <translation>这里没有能新建的</translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>This PC holds the records of {n} people, each encrypted, none sees the other&apos;s.</source>
        <translation>这台电脑上有 {n} 个人的资料，各自加密，互相看不到。</translation>
    </message>
    <message>
        <source>Your records on this PC are encrypted; your password opens them.</source>
        <translation>本机的资料已加密，用你的密码打开。</translation>
    </message>
    <message>
        <source>Sign in as somebody else (online once)</source>
        <translation>换一个人登录（要联网一次）</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Forgot password</source>
        <translation>忘记密码</translation>
    </message>
    <message>
        <source>5 wrong passwords lock for 10 minutes; records not yet sent are always kept</source>
        <translation>连错 5 次会锁 10 分钟；没上传的记录一直留着</translation>
    </message>
    <message>
        <source>The time of offline use is over. Your records are here; connect once to open them</source>
        <translation>离线期限到了。资料还在，连一次网就能打开</translation>
    </message>
    <message>
        <source>{n} days of offline use left; one connection renews them</source>
        <translation>离线可用还剩 {n} 天，到期前联网一次就续上</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>隐藏密码</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>The password has to be filled in</source>
        <translation>密码要填</translation>
    </message>
    <message>
        <source>{what}. {kept}</source>
        <translation>{what}。{kept}</translation>
    </message>
</context>
<context>
    <name>UnmaskDialog</name>
    <message>
        <source>Show the numbers of {name}?</source>
        <translation>查看{name}的号码？</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Or in your own words</source>
        <translation>也可以自己写</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The reason is written down. Asked once for this person.</source>
        <translation>理由会记下来，这个人只问一次。</translation>
    </message>
    <message>
        <source>Check the record</source>
        <translation>核对资料</translation>
    </message>
    <message>
        <source>Call them</source>
        <translation>打电话联系</translation>
    </message>
    <message>
        <source>Do an errand for them</source>
        <translation>帮着办事</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Change of a person</source>
        <translation>人员改动</translation>
    </message>
    <message>
        <source>Change of a household</source>
        <translation>住户改动</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Step of an event</source>
        <translation>事件办理</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Rectification</source>
        <translation>整改</translation>
    </message>
    <message>
        <source>Decided conflict</source>
        <translation>定好的冲突</translation>
    </message>
    <message>
        <source>Change of a place</source>
        <translation>场所改动</translation>
    </message>
    <message>
        <source>Loaded in bulk</source>
        <translation>批量导入</translation>
    </message>
    <message>
        <source>Erased by law</source>
        <translation>依法删除</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
</context>
<context>
    <name>VersionBar</name>
    <message>
        <source>Go over to {version}</source>
        <translation>改用 {version} 版</translation>
    </message>
    <message>
        <source>Version {version} of this form is published</source>
        <translation>这张表出了 {version} 版</translation>
    </message>
    <message>
        <source>This sheet stays on {version}. Going over keeps every answer.</source>
        <translation>这份还按 {version} 版填。改用新版，已填的都留着。</translation>
    </message>
    <message>
        <source>{n} answers do not fit this version</source>
        <translation>有 {n} 处答案新版放不下</translation>
    </message>
    <message>
        <source>They are kept and go with the finished sheet. Look whether to answer anew.</source>
        <translation>都留着，会随这份表一起交。看看要不要重新填。</translation>
    </message>
    <message>
        <source>{name} {question}: {answer}</source>
        <translation>{name} {question}：{answer}</translation>
    </message>
</context>
<context>
    <name>VisitBody</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>Time of the visit</source>
        <translation>走访时间</translation>
    </message>
    <message>
        <source>Met them</source>
        <translation>见到本人</translation>
    </message>
    <message>
        <source>By phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Neighbour</source>
        <translation>邻居代述</translation>
    </message>
    <message>
        <source>Nobody in</source>
        <translation>没人在家</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Time can be changed; no track is kept</source>
        <translation>时间可改，不记轨迹</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To ask this time</source>
        <translation>上次记得问</translation>
    </message>
    <message>
        <source>All fine</source>
        <translation>全部正常</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Look and ask</source>
        <translation>看一看、问一问</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记一句</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>没排</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>下次走访</translation>
    </message>
    <message>
        <source>What to ask next time</source>
        <translation>下次来要问什么</translation>
    </message>
    <message>
        <source>Ask next time</source>
        <translation>下次记得问</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下次</translation>
    </message>
    <message>
        <source>“{what}” has changed. Report it as well?</source>
        <translation>“{what}”有变化，顺手上报？</translation>
    </message>
    <message>
        <source>Save and report</source>
        <translation>一起上报</translation>
    </message>
    <message>
        <source>No, settled on the spot</source>
        <translation>不用，当场处理了</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>The place is carried over.</source>
        <translation>地点带过去，不用再填。</translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <source>Correct visit</source>
        <translation>更正走访</translation>
    </message>
    <message>
        <source>Record visit</source>
        <translation>记走访</translation>
    </message>
    <message>
        <source>Only save</source>
        <translation>只保存</translation>
    </message>
    <message>
        <source>Save, next: {name}</source>
        <translation>保存，下一户 {name}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>{name}, {n} years old</source>
        <translation>{name}，{n} 岁</translation>
    </message>
    <message>
        <source>last {when}</source>
        <translation>上次 {when}</translation>
    </message>
    <message>
        <source>never visited</source>
        <translation>还没走访过</translation>
    </message>
    <message>
        <source>contact {who}</source>
        <translation>联系人 {who}</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Sum up</source>
        <translation>汇总看</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>逐项看</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>after the words, resumable</source>
        <translation>文字之后传，可续传</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Nothing waits. What you record is listed here until it arrives.</source>
        <translation>没有要上传的。记下的会列在这里，直到送达。</translation>
    </message>
    <message>
        <source>{what} · {about}</source>
        <translation>{what}·{about}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} 项</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 项</translation>
    </message>
    <message>
        <source>{n} changes, {photos} photos · about {size} MB</source>
        <translation>{n} 项和 {photos} 张照片·约 {size} MB</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Events and supplements</source>
        <translation>事件与补充</translation>
    </message>
    <message>
        <source>Changes of households</source>
        <translation>住户改动</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>信息采集</translation>
    </message>
    <message>
        <source>Decided conflicts</source>
        <translation>已定的冲突</translation>
    </message>
    <message>
        <source>Other changes</source>
        <translation>其他改动</translation>
    </message>
</context>
<context>
    <name>When</name>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>昨天 {time}</translation>
    </message>
    <message>
        <source>{day} {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{month}月{day}日</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>By {who}, online</source>
        <translation>由{who}办，要联网</translation>
    </message>
    <message>
        <source>By {who}</source>
        <translation>由{who}办</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>要联网</translation>
    </message>
    <message>
        <source>Not for who handled it</source>
        <translation>经办的人不能自己定</translation>
    </message>
    <message>
        <source>Given to somebody else</source>
        <translation>交给别人办了</translation>
    </message>
    <message>
        <source>Already accepted</source>
        <translation>已经受理</translation>
    </message>
    <message>
        <source>A request is already open</source>
        <translation>已有一个申请在等</translation>
    </message>
    <message>
        <source>Its turn comes next</source>
        <translation>下一步才轮到</translation>
    </message>
    <message>
        <source>Not at this stage</source>
        <translation>还没到这一步</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
</context>
<context>
    <name>WorkView</name>
    <message>
        <source>No page is open to this post</source>
        <translation>这个岗位没有能看的页面</translation>
    </message>
</context>
</TS>
