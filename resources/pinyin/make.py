#!/usr/bin/env python
"""Make the two tables of this folder: `python -m resources.pinyin.make [TARGET]`, from the root of the repository.

The readings are pypinyin's (MIT), without tones, for every character it knows (GBK and the rare ones of names);
what is written here by hand is checked against them. ü is written as input methods want it: lv, nv, but lue, nue.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Final

from pypinyin.pinyin_dict import pinyin_dict

HERE: Final = Path(__file__).parent

FIRST: Final = """
长 chang;卜 bu;晟 sheng;厦 xia;佛 fo;干 gan;阚 kan;似 si;泊 bo;勒 le;琢 zhuo;靓 liang;擘 bo;蹊 xi;鹄 hu;茄 qie;辗 zhan
肋 lei;匙 chi;薄 bo;牟 mu;仔 zi;栅 zha;莞 guan;嚼 jiao;啜 chuo;龈 yin;磅 pang;巷 xiang;囤 tun;柚 you;潦 liao
"""
"""Where names and addresses read a character otherwise than pypinyin's first reading: character and reading."""

SINGLE: Final = """
单 shan;仇 qiu;解 xie;曾 zeng;查 zha;区 ou;盖 ge;朴 piao;乐 yue;缪 miao;翟 zhai;覃 qin;员 yun;秘 bi;繁 po;种 chong
召 shao;佴 nai;句 gou;祭 zhai;洗 xian;郇 xun;莘 xin;隗 wei;能 nai;黑 he;乜 nie;折 she
"""
"""Surnames of one character that are read otherwise than the character."""

COMPOUND: Final = """
尉迟 yu chi;万俟 mo qi;澹台 tan tai;长孙 zhang sun;单于 chan yu;乐正 yue zheng;令狐 ling hu;欧阳 ou yang;司马 si ma
上官 shang guan;诸葛 zhu ge;夏侯 xia hou;皇甫 huang fu;宇文 yu wen;慕容 mu rong;公孙 gong sun;司徒 si tu;司空 si kong
轩辕 xuan yuan;东方 dong fang;独孤 du gu;南宫 nan gong;端木 duan mu;淳于 chun yu;申屠 shen tu;濮阳 pu yang;钟离 zhong li
闻人 wen ren;赫连 he lian;呼延 hu yan;鲜于 xian yu;太史 tai shi;公冶 gong ye;宗政 zong zheng;拓跋 tuo ba;百里 bai li
西门 xi men;东郭 dong guo;南门 nan men;左丘 zuo qiu;梁丘 liang qiu;谷梁 gu liang;公羊 gong yang;亓官 qi guan;宰父 zai fu
巫马 wu ma;漆雕 qi diao;段干 duan gan;羊舌 yang she;微生 wei sheng;第五 di wu;纳兰 na lan;完颜 wan yan;夹谷 jia gu
子车 zi ju;颛孙 zhuan sun;仲孙 zhong sun;闾丘 lv qiu;公良 gong liang;壤驷 rang si;太叔 tai shu;贺兰 he lan;仆固 pu gu
"""
"""Surnames of two characters, each with its reading."""


def toneless(reading: str) -> str:
    """A syllable without its tone: lǚ -> lv, lüè -> lue, zhāng -> zhang."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", reading)
        if letter == "\u0308" or not unicodedata.combining(letter)
    )
    return plain.replace("u\u0308e", "ue").replace("u\u0308", "v")


def readings(codepoint: int) -> list[str]:
    """Readings of a character without tones, in pypinyin's order, each once."""
    return list(dict.fromkeys(toneless(reading) for reading in pinyin_dict[codepoint].split(",")))


def by_hand(text: str) -> dict[str, list[str]]:
    """A table written above: characters -> syllables; what pypinyin does not know of a character is refused."""
    table: dict[str, list[str]] = {}
    for entry in text.replace("\n", ";").split(";"):
        if entry:
            word, *syllables = entry.split(" ")
            unknown = [
                s for c, s in zip(word, syllables, strict=True) if s not in readings(ord(c)) and (c, s) not in KNOWN
            ]
            if unknown or word in table:
                raise SystemExit(f"{entry}: unknown or twice")
            table[word] = syllables
    return table


KNOWN: Final = frozenset({("黑", "he")})
"""Readings of surnames pypinyin does not list for the character."""


def main() -> None:
    """Write both tables into the folder given, else into this one."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    first, single = by_hand(FIRST), by_hand(SINGLE)
    lines: list[str] = []
    for codepoint in sorted(pinyin_dict):
        order = dict.fromkeys([*first.get(chr(codepoint), []), *readings(codepoint)])
        if single.get(chr(codepoint)) == list(order)[:1]:
            raise SystemExit(f"{chr(codepoint)}: this surname is read as the character is")
        lines.append(f"{chr(codepoint)}\t{' '.join(order)}\n")
    (target / "pinyin.tsv").write_text("".join(lines), encoding="utf-8")
    surnames = single | by_hand(COMPOUND)
    text = "".join(f"{surname}\t{' '.join(syllables)}\n" for surname, syllables in surnames.items())
    (target / "surnames.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
