"""A sheet with every control, type and appearance of FORMS 2, in two languages, as its author writes it."""

# The converter ships partial types.
# pyright: reportUnknownVariableType=false
from __future__ import annotations

from functools import cache
from pathlib import Path

from pyxform.xls2xform import convert

from gridclient.services.checklist_sheet import write_workbook
from gridcore.forms.definition import FormDefinition
from gridcore.forms.xform import read_form

SURVEY = """
start | start
today | today
username | username
begin_group | words | 文字与数字 | Words and numbers
note | welcome | 照着房子走一遍，能看到什么记什么。 | Walk around the house and note what you see.
text | name | 店名 | Name of the shop | hint_zh: 和招牌上一样 ; hint_en: As on the sign ; required: yes
text | story | 情况说明 | What it is like | appearance: multiline
text | licence | 证号 | Licence number | appearance: numbers
integer | staff | 人数 | Staff | required: yes ; constraint: . <= 500 ; message_zh: 最多 500 ; message_en: At most 500
decimal | area | 面积（平方米） | Area in square metres
range | clean | 整洁程度 | How clean it is | parameters: start=0 end=10 step=1
calculate | dense |  |  | calculation: round(${area} div ${staff}, 1)
text | shown_dense | 人均面积 | Area for each | calculation: ${dense} ; readonly: yes
end_group
begin_group | choices | 选择 | Choices | appearance: field-list
select_one yes_no | open | 正在营业 | Open for business | required: yes
select_one yes_no | quick | 有灭火器 | Has an extinguisher | appearance: quick
select_one trade | trade | 业态 | Trade | appearance: minimal
select_one trade | columns | 隔壁业态 | Trade next door | appearance: columns-2
select_one degree | likert | 老板配合吗 | Does the owner help | appearance: likert
select_one town | town | 户籍地 | Home town | appearance: autocomplete
select_multiple risk | risks | 看到的隐患 | Hazards seen
select_multiple town | towns | 员工来自 | Staff come from | appearance: minimal
select_one fuel or_other | fuel | 用什么燃料 | Which fuel
select_one_from_file shops.csv | near | 最近的店 | Nearest shop
select_one county | county | 县 | County
select_one street | street | 街道 | Street | choice_filter: county = ${county}
begin_group | grades | 评一评 | Grades | appearance: field-list
select_one degree | grades_head | 各项 | Each | appearance: label
select_one degree | grade_door | 门面 | Front | appearance: list-nolabel
select_one degree | grade_back | 后厨 | Kitchen | appearance: list-nolabel
end_group
acknowledge | told | 已当面告知 | Told in person | required: yes
end_group
begin_group | times | 时间地点 | Time and place
date | opened | 开业日期 | Opened on | constraint: . <= today() ; message_zh: 不能晚于今天 ; message_en: Not after today
time | closes | 打烊时间 | Closes at
dateTime | seen | 看到的时间 | Seen at
geopoint | where | 位置 | Position
end_group
begin_group | files | 照片与签名 | Photos and signature
image | front | 门头照片 | Photo of the front
image | marked | 圈出问题 | Mark the problem | appearance: annotate
image | plan | 画平面图 | Draw a plan | appearance: draw
image | sign | 负责人签名 | Signature of the owner | appearance: signature
file | paper | 租赁合同 | Lease
end_group
begin_group | people | 从业人员 | People
begin_repeat | worker | 从业人员名单 | Each who works here
text | who | 姓名 | Name | required: yes
begin_repeat | paper_of | 证件 | Papers
text | paper_name | 证件名称 | Name of the paper
end_repeat
end_repeat
integer | rooms | 几间房 | How many rooms
begin_repeat | room | 房间 | Room | repeat_count: ${rooms}
text | use | 用途 | Used for
end_repeat
end_group
"""
"""type | name | Chinese | English | other columns; deeper lines of a group follow it."""

_TOWNS = """
汉台区 南郑区 城固县 洋县 西乡县 勉县 宁强县 略阳县 镇巴县 留坝县 佛坪县 汉源街道 高台镇
代家坝镇 广坪镇 阳平关镇 燕子砭镇 安乐河镇 大安镇 毛坝河镇 太阳岭镇 铁锁关镇 胡家坝镇 巴山镇 巨亭镇 舒家坝镇
"""

CHOICES = """
yes_no | yes | 是 | Yes
yes_no | no | 否 | No
trade | food | 餐饮 | Food
trade | grocery | 食杂店 | Grocery
trade | stationery | 文具店 | Stationery
trade | net | 网吧 | Internet café
degree | bad | 差 | Bad
degree | fair | 一般 | Fair
degree | good | 好 | Good
risk | fire | 消防通道堵塞，货物堆到门口，人出不去 | The way out is blocked by goods up to the door
risk | wire | 电线私拉乱接 | Wires laid by hand
risk | gas | 液化气瓶放在屋里 | Gas bottles indoors
fuel | gas | 天然气 | Gas
fuel | coal | 煤 | Coal
county | nq | 宁强县 | Ningqiang
county | mx | 勉县 | Mianxian
street | hy | 汉源街道 | Hanyuan | nq
street | gt | 高台镇 | Gaotai | nq
street | wd | 勉阳街道 | Mianyang | mx
"""
"""list | name | Chinese | English | county"""

SHOPS = "name,label\ns1,柳湾粮油店\ns2,星光网吧\n".encode()
"""The list that travels beside the form."""

_LABELS = ("label::中文 (zh)", "label::English (en)")
_COLUMNS = {
    "hint_zh": "hint::中文 (zh)",
    "hint_en": "hint::English (en)",
    "message_zh": "constraint_message::中文 (zh)",
    "message_en": "constraint_message::English (en)",
}
_SETTINGS = {"form_title": "沿街店铺采集", "form_id": "shop", "version": "2026-11", "default_language": "中文 (zh)"}


def _question(line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    row = {name: cell for name, cell in zip(("type", "name", *_LABELS), cells[:4], strict=False) if cell}
    for other in cells[4].split(" ; ") if len(cells) > 4 else ():
        column, _, value = other.partition(": ")
        row[_COLUMNS.get(column, column)] = value
    return row


def _choice(line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in line.split("|")]
    return dict(zip(("list_name", "name", *_LABELS, "county"), cells, strict=False))


def _sheet() -> dict[str, list[dict[str, str]]]:
    towns = [f"town | t{at} | {name} | Town {at}" for at, name in enumerate(_TOWNS.split(), 1)]
    return {
        "survey": [_question(line) for line in SURVEY.strip().splitlines()],
        "choices": [_choice(line) for line in (*CHOICES.strip().splitlines(), *towns)],
        "settings": [_SETTINGS],
    }


def write(folder: Path) -> Path:
    """Write the sheet as its author has it, its list beside it; gives the path of the workbook."""
    tables: dict[str, list[list[str]]] = {}
    for name, rows in _sheet().items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        tables[name] = [header, *([row.get(column, "") for column in header] for row in rows)]
    path = folder / "shop.xlsx"
    write_workbook(path, tables)
    (folder / "shops.csv").write_bytes(SHOPS)
    return path


@cache
def xform() -> bytes:
    """The sheet as the converter publishes it."""
    made: str = convert(xlsform=_sheet()).xform
    return made.encode()


@cache
def definition() -> FormDefinition:
    """The sheet as the engine reads it."""
    return read_form(xform(), {"shops.csv": SHOPS})
