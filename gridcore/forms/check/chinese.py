"""What authors write in Chinese where only other words are known, and what to write instead (FORMS 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _turned(words: Mapping[str, str]) -> Mapping[str, str]:
    """Word -> what to write, of what to write -> words divided by spaces."""
    return {word: instead for instead, each in words.items() for word in each.split()}


TYPES: Final = _turned(
    {
        "text": "文本 文字 填空 填空题 问答 字符",
        "integer": "整数 数字",
        "decimal": "数值 小数 数量 距离",
        "date": "日期",
        "time": "时间",
        "dateTime": "日期时间",
        "select_one": "单选 单选题 下拉",
        "select_multiple": "多选 多选题",
        "image": "照片 图片 拍照 签名",
        "note": "说明 提示 备注",
        "calculate": "计算",
        "geopoint": "位置 定位 坐标",
        "hidden": "隐藏",
        "file": "文件 附件",
        "acknowledge": "确认",
        "begin_group": "开始组 分组开始 组开始",
        "end_group": "结束组 分组结束 组结束",
        "begin_repeat": "开始重复 重复开始",
        "end_repeat": "结束重复 重复结束",
        "range": "滑块 范围",
    }
)
"""Words of `type`."""
TITLES: Final = _turned(
    {
        "type": "类型 题型",
        "name": "名称 变量名 编号",
        "label": "标签 题目 问题 文字",
        "hint": "提示 说明",
        "required": "必填",
        "relevant": "相关 显示条件 条件",
        "constraint": "约束 约束条件",
        "calculation": "计算 算式",
        "appearance": "外观",
        "default": "默认 默认值",
        "readonly": "只读",
        "list_name": "选项组 列表名",
        "repeat_count": "重复次数",
        "parameters": "参数",
        "trigger": "触发",
        "choice_filter": "选项筛选",
        "form_title": "标题",
        "version": "版本",
        "default_language": "默认语言",
    }
)
"""Titles of columns in `survey`, `choices` and `settings`."""
APPEARANCES: Final = _turned(
    {
        "minimal": "下拉 下拉框 简洁",
        "multiline": "多行 多行文本",
        "signature": "签名 签字 手写签名",
        "autocomplete": "搜索 自动完成",
        "field-list": "同屏 同一页",
        "columns": "分列 多列",
        "likert": "量表",
        "numbers": "数字",
        "draw": "绘图 画图",
        "annotate": "标注",
    }
)
"""Words of `appearance`."""
ITEM_TITLES: Final = _turned(
    {
        "编号": "序号 代码",
        "检查内容": "检查项目 内容 检查项",
        "题型": "类型",
        "依据": "检查依据 法律依据",
        "等级": "隐患等级 级别",
        "期限": "整改期限 时限",
        "移交": "移交部门",
        "拍照": "照片",
        "显示条件": "条件",
        "说明": "提示 备注",
        "题目": "问题 题目内容",
        "必填": "是否必填",
        "算式": "计算",
        "选项组": "列表",
        "文字": "选项 标签",
        "名称": "标题",
        "版本": "版本号",
        "English": "英文",
    }
)
"""Titles of columns in the worksheets of items."""
SHEETS: Final = _turned(
    {
        "survey": "问卷 问题 题目 表单",
        "choices": "选项表 选择 选项",
        "settings": "设定 设置",
        "检查项": "检查项目 检查",
        "表头": "表头项",
    }
)
"""Names of worksheets."""
ITEM_TYPES: Final = _turned(
    {
        "合格": "判断 是否合格",
        "文字": "填空 文本",
        "数量": "数字 数值 整数 小数",
        "距离": "测距",
        "单选": "单选题",
        "多选": "多选题",
        "日期": "时间",
        "签名": "签字",
        "照片": "图片 拍照",
    }
)
"""Words of 题型 that are near but not known."""
SEVERITIES: Final = _turned(
    {
        "1": "一般 一 低",
        "2": "较大 二 中",
        "3": "重大 三 高 严重",
    }
)
"""Words for 等级."""
LIMITS: Final = _turned(
    {
        "0": "立即 当场 马上",
        "1": "一天",
        "2": "两天",
        "3": "三天 三日",
        "5": "五天",
        "7": "七天 七日 一周",
        "10": "十天",
        "15": "十五天 十五日 半个月",
        "30": "一个月 三十天 三十日",
    }
)
"""Words for 期限."""
PHOTOS: Final = _turned(
    {
        "必拍": "是 必须 要 必填",
        "不拍": "否 不 不用 不需要",
        "不合格": "不合格拍 不合格时 不合格必拍",
    }
)
"""Words for 拍照."""
YES: Final = frozenset(["是", "对", "√", "✓", "必填", "需要", "要", "有", "y", "ok", "1"])
NO: Final = frozenset(["否", "不", "×", "✗", "不必填", "不需要", "选填", "无", "n", "0"])
