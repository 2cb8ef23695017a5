"""What grid workers write down: one line a visit, and what to ask next time."""

from __future__ import annotations

from gridserver.sample.draw import Draw

_ELDER = (
    "{name}精神好，自己做饭，{kin}周末来过。",
    "{name}在家看电视，炉子和烟囱检查过，通风正常。",
    "帮{name}看了电费短信，账上还有余额。",
    "{name}说门口路灯修好了，晚上敢出门了。",
    "陪{name}聊了二十分钟，提醒不接陌生电话、不转账。",
    "{name}刚从菜市场回来，腿脚利索，没有困难。",
    "给{name}讲了医保缴费日期，已记在日历上。",
    "{name}想让社区帮着问取暖补贴，已记下。",
    "电热毯用了八年，劝{name}换新的，{kin}答应买。",
    "{name}家门锁不好使，联系了修锁师傅。",
)
_FAMILY = (
    "一切正常，家里{count}口人都在。",
    "见到{name}，宣传了反诈，装了国家反诈中心应用。",
    "{name}反映楼道杂物多，已和楼栋长说好周末清理。",
    "检查灶具和软管，{gas}，没有问题。",
    "{name}上班没在家，老人孩子都好，电话联系过。",
    "登记了新换的电话，人房信息核对无误。",
    "孩子放学有人接，提醒路上走斑马线。",
    "说了城乡居民医保缴费的事，{name}已在手机上交了。",
    "{name}问老旧小区改造的安排，答复下周公示。",
    "家中灭火器过期，提醒更换，下次看。",
    "阳台堆纸箱，当场劝说搬走了一半。",
    "{name}愿意报名志愿服务，已登记。",
    "邻里因漏水有些争执，已约好周五一起看。",
    "电动车不再进楼道，改到车棚充电。",
)
_VILLAGE = (
    "{name}在地里，田边见到，今年庄稼收成不错。",
    "屋后排水沟通畅，没有落石，雨天注意。",
    "说了秋冬森林防火，不烧地边草，{name}签了承诺书。",
    "灶房柴火离灶太近，当场搬开了。",
    "核对了耕地补贴卡号，没有变化。",
    "{name}说饮水管冻过一次，提醒包保温层。",
    "香菇棚用电线老化，约了电工来看。",
    "院坝会通知到了，{name}答应参加。",
    "孙子住校，周五接回，家里安全。",
    "门前路灯不亮，已记下上报。",
)
_ABSENT = ("家中无人，留了联系卡。", "敲门无人应，电话约了下次。", "{name}不在家，邻居说去了{kin}家。")
_TENANT = (
    "房东在场，租房合同看过，租期到明年六月。",
    "{name}一家刚搬来，信息已登记，告知了网格员电话。",
    "出租屋用电检查过，没有私拉乱接。",
    "{name}在工地上班，晚上电话核对了信息。",
)
_KIN = ("儿子", "女儿", "大女儿", "侄子", "孙女")
_ASK_ELDER = (
    "取暖补贴问到没有",
    "电热毯换了没有",
    "门锁修好没有",
    "{kin}的电话换了没有",
    "楼道灯亮了没有",
    "医保缴了没有",
)
_ASK_FAMILY = (
    "灭火器换了没有",
    "阳台纸箱清完没有",
    "漏水的事谈好没有",
    "租房合同续签没有",
    "新电话用上没有",
    "改造公示看到没有",
)

_ASK_TENANT = ("租房合同续签没有", "居住登记办了没有", "孩子转学办好没有")


def visit_text(draw: Draw, kind: str, name: str, count: int, gas: str, *, absent: bool) -> str:
    """One line of a visit. `kind`: elder, tenant, village or family."""
    lines = _ABSENT if absent else {"elder": _ELDER, "tenant": _TENANT, "village": _VILLAGE}.get(kind, _FAMILY)
    return draw.one(lines).format(name=name, count=count, gas=gas, kin=draw.one(_KIN))


def question(draw: Draw, kind: str) -> str:
    """What to ask at the next visit."""
    asked = {"elder": _ASK_ELDER, "tenant": _ASK_TENANT}.get(kind, _ASK_FAMILY)
    return draw.one(asked).format(kin=draw.one(_KIN))
