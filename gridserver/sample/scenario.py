"""What happens in a grid: matters in every state of the life-cycle, with words a grid worker would use."""

from __future__ import annotations

from dataclasses import dataclass

_IN = ("report", "accept", "dispatch", "sign_for")
_DONE = (*_IN, "feedback", "send_check", "check_pass", "close_case")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A matter and its way so far.

    Attributes:
        category: code of the category or its subcategory. title, text, place: words with {road}, {estate}, {head},
            {school} to be filled in.
        steps: names of steps taken. hours: office hours since the clock started, or since the last step where no
            clock runs.
        limit: amount and unit. scene: what the photo shows. result: what was done about it.
        source: how it came (DOMAIN 3.4). whom: whether it is about the household named.
    """

    category: str
    title: str
    text: str
    place: str
    steps: tuple[str, ...]
    hours: float
    limit: tuple[int, str] = (2, "working_day")
    scene: str = ""
    result: str = ""
    source: str = "01"
    whom: bool = False
    check_hours: float = 6.0
    """Office hours from now to the limit of the check or verification under way; negative when late."""
    village: bool = False
    """Whether it happens in villages only; what names buildings or streets happens in towns only."""

    def fits(self, *, town: bool) -> bool:
        """Whether it can happen in a grid of a town, or of a village."""
        words = self.text + self.place + self.title
        urban = any(word in words for word in ("{estate}", "栋", "单元", "门前", "路口", "人行道", "滨河", "顶楼"))
        return not self.village if town else not urban


SCENARIOS = (
    Scenario(
        "6003",
        "3栋楼道灯不亮，老人夜里下楼不安全",
        "3栋1单元2至4楼声控灯不亮，住户{head}夜里下楼险些摔倒，请尽快换灯并查线路。",
        "{estate}3栋1单元",
        (*_IN, "ask_postpone", "grant_postpone", "supplement"),
        24.5,
        scene="lamp",
        whom=True,
    ),
    Scenario(
        "3001",
        "消防通道堆放纸箱，堵住单元门",
        "单元门口堆了十几个纸箱和一辆旧三轮车，只留一人宽的通道，请清理并教育住户。",
        "{estate}2栋2单元门口",
        (*_IN, "feedback", "send_check"),
        12.0,
        (3, "calendar_day"),
        "boxes",
        "已清走纸箱和三轮车，门口贴了禁止堆放提示。",
        check_hours=-9.0,
    ),
    Scenario(
        "5003",
        "{school}东门外菜摊占道",
        "放学时两处菜摊摆在人行道上，学生绕到车道走，劝离后又回来。",
        "{school}东门外20米",
        (*_IN, "feedback", "send_check", "check_fail", "rework"),
        10.0,
        (1, "working_day"),
        "stall",
        "已劝离菜摊，划了临时摊位。",
    ),
    Scenario(
        "6004",
        "河堤护栏松动",
        "群众来电：滨河路中段有一截护栏松了，手一推就晃，孩子常在这里玩。",
        "滨河路中段",
        ("report", "accept_to_verify"),
        3.0,
        scene="railing",
        source="04",
        check_hours=3.0,
    ),
    Scenario(
        "6001",
        "{road}井盖缺失",
        "井盖不见了，先用警示桩围了起来，请尽快补上。",
        "{road}40号门前",
        ("report", "accept", "dispatch"),
        2.0,
        (4, "working_hour"),
        "hole",
    ),
    Scenario(
        "5005",
        "门头广告牌松动",
        "粮油店门头广告牌一角脱开，起风时晃得厉害，下面是人行道。",
        "{road}62号",
        _IN,
        6.0,
        (5, "working_day"),
        "stall",
    ),
    Scenario(
        "10",
        "5栋上下楼噪声纠纷",
        "楼上孩子晚上拍球，楼下住户{head}多次上门，两家吵过两回，想请社区调解。",
        "{estate}5栋2单元",
        ("report", "accept", "handle_self"),
        14.0,
        (7, "calendar_day"),
        whom=True,
        source="02",
    ),
    Scenario(
        "9803",
        "自建房外墙裂缝复看",
        "后墙有一道斜裂缝，量得最宽约2毫米，请专业人员鉴定。",
        "{road}27号自建房",
        (*_IN, "ask_hang", "grant_hang"),
        26.0,
        (10, "working_day"),
        "crack",
    ),
    Scenario(
        "7007",
        "3栋顶楼住户反映漏水",
        "连下两天雨，顶楼{head}家卧室屋顶漏水，物业还没有人来看。",
        "{estate}3栋顶楼",
        _DONE,
        30.0,
        (5, "working_day"),
        "water",
        "物业补了两处防水层，住户看过说不漏了。",
        "02",
        whom=True,
    ),
    Scenario(
        "3002",
        "电动车推进楼道充电",
        "一楼楼道有一辆电动车飞线充电，当场联系车主推到车棚。",
        "{estate}1栋1单元",
        ("self_handle",),
        5.0,
        scene="boxes",
        result="车主已推到车棚充电，飞线拆除。",
    ),
    Scenario(
        "4001",
        "垃圾点满溢",
        "双休日垃圾没有清运，桶外堆了半人高，有异味。",
        "{estate}北门垃圾点",
        ("report", "accept"),
        1.5,
        (4, "working_hour"),
        "boxes",
    ),
    Scenario(
        "5004",
        "单元门被贴满小广告",
        "一夜之间三个单元门都贴了开锁、贷款小广告，请统一清理。",
        "{estate}1至3单元",
        ("report",),
        0.8,
        scene="clean",
    ),
    Scenario(
        "8003",
        "独居老人求助买煤",
        "{head}独居，家里的煤快烧完了，托网格员帮忙联系送煤。",
        "{home}",
        (*_DONE, "rate"),
        40.0,
        (1, "working_day"),
        "clean",
        "当天下午送到两百斤蜂窝煤，帮着搬进了灶房。",
        "02",
        whom=True,
    ),
    Scenario(
        "6006",
        "路口积水",
        "雨后路口积水没过脚面，雨水口被树叶堵住。",
        "{road}与人民路口",
        (*_DONE, "rate", "archive"),
        90.0,
        (4, "working_hour"),
        "water",
        "清掏雨水口三处，积水已退。",
    ),
    Scenario(
        "2006",
        "有人冒充社保上门登记",
        "居民说有人自称社保人员要看银行卡，已提醒不要提供并报警。",
        "{estate}",
        ("report", "refuse"),
        16.0,
        source="02",
    ),
    Scenario(
        "4003",
        "渣土车抛洒，路面一层土",
        "工地出口渣土车没有冲洗，百余米路面全是土，车一过尘土飞扬。",
        "{road}北段",
        (*_IN, "urge", "supervise"),
        19.5,
        (2, "working_day"),
        "clean",
        source="08",
    ),
    Scenario(
        "9802",
        "小吃店燃气软管老化",
        "灶下软管发硬开裂，没有报警器，已劝停用，请燃气部门上门。",
        "{road}小吃店",
        (*_IN, "feedback"),
        9.0,
        (3, "working_day"),
        "crack",
        "更换了不锈钢波纹管，装了报警器，试漏合格。",
        "07",
    ),
    Scenario(
        "6007",
        "自来水管破裂",
        "人行道往外冒水，楼上水压变小，请水务公司抢修。",
        "{road}18号前",
        _IN,
        2.5,
        (4, "working_hour"),
        "water",
    ),
    Scenario(
        "6003",
        "路灯不亮（重复上报）",
        "和昨天上报的是同一盏灯。",
        "{road}",
        ("report", "void"),
        15.0,
        scene="lamp",
    ),
    Scenario(
        "5006",
        "消防车道上停了私家车",
        "先记下，去现场再看一眼。",
        "{estate}东侧车道",
        ("report", "withdraw"),
        4.0,
        scene="clean",
    ),
    Scenario(
        "8501",
        "{school}门前减速带破损",
        "减速带缺了四块，车速压不下来，上学时段很危险。",
        "{school}南门",
        (*_IN, "feedback", "send_check", "check_pass"),
        13.0,
        (3, "working_day"),
        "hole",
        "已补装减速带五米，重新划线。",
        "07",
    ),
    Scenario(
        "2003",
        "出租房没有登记",
        "二楼新搬来三个人，房东没有登记，电话也打不通。",
        "{road}31号二楼",
        ("report", "send_verify"),
        5.0,
        source="03",
        check_hours=-2.0,
    ),
    Scenario(
        "4008",
        "田边焚烧秸秆",
        "两块地边在烧秸秆，烟飘到公路上，已劝灭，请镇上派人巡查。",
        "{road}旁二组田边",
        ("self_handle",),
        9.0,
        scene="clean",
        result="明火已扑灭，{head}签了不再焚烧的承诺。",
        village=True,
    ),
    Scenario(
        "9502",
        "屋后边坡掉土石",
        "{head}家屋后边坡雨后掉了两车土石，离灶房不到三米，已劝到亲戚家暂住。",
        "{home}屋后",
        _IN,
        3.0,
        (24, "urgent_hour"),
        "crack",
        whom=True,
        village=True,
    ),
    Scenario(
        "7006",
        "饮水管冻裂，三户没水",
        "三组引水管接头冻裂，三户人家从昨晚起没水。",
        "{road}三组蓄水池下方",
        (*_IN, "feedback", "send_check"),
        10.0,
        (2, "working_day"),
        "water",
        "换了接头，包了保温层，三户都来水了。",
        source="02",
        check_hours=4.0,
        village=True,
    ),
    Scenario(
        "6002",
        "通村公路路基塌了一截",
        "会车处路基塌了约两米，大车过不去，先摆了警示桩。",
        "{road}一组弯道",
        _IN,
        17.0,
        (2, "working_day"),
        "hole",
        village=True,
    ),
    Scenario(
        "9505",
        "林边上坟烧纸没人看",
        "坟前纸钱余火没有熄，浇水浇透了，请护林员这几天多走一趟。",
        "{road}上方林边",
        (*_DONE, "rate", "archive"),
        60.0,
        (1, "working_day"),
        "clean",
        "护林员设了卡，每天走两趟。",
        village=True,
    ),
    Scenario(
        "4006",
        "河沟里倒了建筑垃圾",
        "桥下河沟新倒了一堆碎砖和编织袋，会堵水。",
        "{road}小桥下",
        ("report", "accept"),
        2.0,
        (15, "calendar_day"),
        "boxes",
        village=True,
    ),
    Scenario(
        "10",
        "林地边界争执",
        "{head}家与邻居为林地边界吵了两回，想请司法所来看。",
        "{home}",
        ("report", "accept", "handle_self"),
        20.0,
        (15, "calendar_day"),
        source="02",
        whom=True,
        village=True,
    ),
)
"""One matter at least for every state; the pilot grid has them all, the others some."""
