"""Chinese names: surnames as frequent as in southern Shaanxi, given names as each generation chose them."""

from __future__ import annotations

from gridserver.sample.draw import Draw, Weighted

_FREQUENCIES = (
    "王720 李700 张660 刘520 陈420 杨320 赵250 何200 周190 吴160 徐150 黄140 孙130 马120 胡120 朱110 "
    "郭105 罗105 高95 林80 唐90 郑70 谢75 冯80 邓80 许70 韩65 曹60 曾60 彭55 萧6 肖55 田60 董48 袁58 "
    "潘40 蒋50 蔡35 余55 杜62 叶30 程40 苏40 魏45 吕38 丁30 任48 沈25 姚40 卢30 姜25 崔25 钟34 谭38 陆20 "
    "汪30 范32 金20 石32 廖38 贾28 夏28 付30 方28 白28 邹28 孟18 熊26 秦38 邱24 江26 尹20 薛22 闫20 段24 "
    "雷30 侯25 龙22 史20 陶18 黎18 贺22 顾10 毛18 郝16 龚20 邵12 万16 钱12 严18 覃8 武12 戴12 莫6 孔8 "
    "向14 汤14 强6 鲜8 苟12 母8 蒲14 席6 成10 柏6 樊12 安10 康12 牛8 景6 单3 仇2 解3 查2 盖1 尉1 欧阳3 "
    "上官2 司马1 诸葛1 尉迟1 令狐1"
)
SURNAMES: Weighted[str] = Weighted(
    *(
        (pair.rstrip("0123456789"), float(pair.lstrip("".join(set(pair) - set("0123456789")))))
        for pair in _FREQUENCIES.split()
    )
)

_MALE = {
    1900: (
        "守义 守信 德福 德贵 德明 明德 明堂 志明 志远 光荣 光明 兴发 兴旺 正华 正清 文才 文斌 富贵 长福 长寿 "
        "天佑 天喜 国才 国财 永福 永昌 大成 大勇 春生 春发 全福 全有 万福 树林 树清 玉林 玉堂 世杰 世昌 登云 "
        "登科 绍文 绍武 仁义 思孝 忠义 清河 汉清"
    ),
    1949: (
        "建国 建华 建设 解放 援朝 国庆 和平 卫国 卫东 爱国 爱民 志刚 志强 志军 永强 永红 红军 红旗 跃进 建军 "
        "建平 建明 国强 国华 国栋 文革 向东 东升 立新 新民 新华 德胜 胜利 明亮 春林 学文 学军 宏伟 光辉 兴国 "
        "少华 汉生 长青 长河 保国 保平 林 军 平 勇"
    ),
    1975: (
        "伟 磊 鹏 涛 波 勇 刚 强 军 斌 超 辉 亮 飞 凯 浩 峰 杰 俊 健 宁 洋 林 建 晓东 晓军 小军 小波 志伟 "
        "志鹏 海波 海军 海涛 文杰 文博 少波 少鹏 俊峰 俊杰 永刚 永飞 建波 建伟 东东 宝平 宝强 立军 立强 汉平 "
        "春雷 江涛 江波 国辉 明辉 云飞 云龙"
    ),
    1995: (
        "浩 宇 鑫 帅 博 阳 哲 昊 睿 晨 浩然 浩宇 子豪 子涵 宇航 宇轩 博文 博宇 文轩 俊熙 俊豪 梓轩 梓睿 子轩 "
        "子墨 思远 思源 天佑 天翔 嘉豪 嘉乐 嘉懿 家乐 家豪 一鸣 一凡 一诺 逸飞 逸凡 泽宇 泽楷 明轩 明哲 奕辰 "
        "沐阳 铭轩 瑞霖 承泽 景行 锦程"
    ),
}
_FEMALE = {
    1900: (
        "秀英 秀兰 秀珍 秀芳 秀莲 桂英 桂兰 桂芳 桂珍 桂香 桂莲 玉兰 玉珍 玉芳 玉英 玉梅 素珍 素芳 素华 素英 "
        "素兰 淑珍 淑芳 淑英 淑华 凤英 凤兰 凤仙 凤莲 翠花 翠兰 翠英 翠芳 春兰 春香 春芳 莲英 莲香 菊花 菊香 "
        "金凤 金莲 银花 兰英 兰香 润兰 润英 月英"
    ),
    1949: (
        "建华 建英 爱华 爱珍 爱玲 红梅 红英 红霞 红艳 丽华 丽萍 丽君 丽娟 春梅 春花 春燕 秋菊 秋兰 冬梅 雪梅 "
        "玉华 玉萍 玉琴 桂琴 桂花 桂芝 翠萍 翠玲 小兰 小英 小红 小琴 亚琴 亚玲 素芬 素琴 文英 文芳 会芳 会兰 "
        "汉英 汉琴 国英 明珍 明芳 琴 芳 萍 英 玲"
    ),
    1975: (
        "芳 娟 敏 静 丽 艳 娜 燕 霞 玲 萍 莉 倩 洁 梅 婷 颖 蓉 晶 雪 慧 琳 晓燕 晓丽 晓娟 晓红 小丽 小燕 "
        "小芳 小霞 海燕 海霞 春燕 春丽 亚丽 亚娟 亚楠 丽娜 丽丽 丽娟 红艳 红丽 文静 文娟 雪莲 雪琴 玉洁 玉婷 "
        "冬梅 佳丽 彩霞 彩虹 艳丽 艳红 汉丽 宁丽"
    ),
    1995: (
        "婷 雪 悦 欣 怡 妍 萌 琪 瑶 薇 雨 小雨 雨欣 雨涵 雨桐 雨萱 欣怡 欣悦 欣然 梦瑶 梦琪 梦洁 佳怡 佳琪 "
        "佳慧 思雨 思琪 思涵 诗涵 诗琪 诗雨 梓涵 梓萱 子涵 子萱 可欣 可馨 语嫣 语桐 若曦 若溪 一诺 依诺 依晨 "
        "紫涵 紫萱 静怡 静雯 晨曦 沐晴 安琪 奕涵"
    ),
}
_GIVEN = {
    sex: {since: tuple(names.split()) for since, names in pools.items()}
    for sex, pools in (("1", _MALE), ("2", _FEMALE))
}
_RARE = {"1": ("䶮", "喆", "昇", "珺", "玥"), "2": ("㛃", "珺", "玥", "婳", "翀")}
"""Characters that old fonts and inputs lack: a name with one must be stored, found, shown and printed."""

_RARE_SHARE = 0.002


def surname(draw: Draw) -> str:
    """Draw a surname."""
    return draw.weighted(SURNAMES)


def given(draw: Draw, sex: str, year: int) -> str:
    """Draw a given name of somebody of this sex ("1" male, "2" female) born in this year."""
    if draw.chance(_RARE_SHARE):
        return draw.one(_RARE[sex])
    pools = _GIVEN[sex]
    since = 1995 if year >= 1998 else 1975 if year >= 1975 else 1949 if year >= 1949 else 1900
    if draw.chance(0.12):  # parents do not all follow their time
        since = draw.one(tuple(pools))
        since = min(since, 1975) if year < 1990 else since
    return draw.one(pools[since])
