"""Names and addresses are found by their pinyin (PRODUCT 2)."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from gridcore.pinyin import Pinyin

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "pinyin"


def load(folder: Path) -> Pinyin:
    table, surnames = ((folder / name).read_text(encoding="utf-8") for name in ("pinyin.tsv", "surnames.tsv"))
    return Pinyin.from_text(table, surnames)


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return load(FOLDER)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("王小明", "wangxiaoming", "wxm"),
        ("单小明", "shanxiaoming", "sxm"),
        ("仇和", "qiuhe", "qh"),
        ("解缙", "xiejin", "xj"),
        ("曾巩", "zenggong", "zg"),
        ("查良镛", "zhaliangyong", "zly"),
        ("区小红", "ouxiaohong", "oxh"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("朴正", "piaozheng", "pz"),
        ("乐毅", "yueyi", "yy"),
        ("翟天临", "zhaitianlin", "ztl"),
        ("卜算", "busuan", "bs"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("澹台灭明", "tantaimieming", "ttmm"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("单于夫罗", "chanyufuluo", "cyfl"),
        ("单于", "shanyu", "sy"),
        ("万里", "wanli", "wl"),
        ("李单", "lidan", "ld"),
        ("吕略", "lvlue", "ll"),
        ("买买提·艾力", "maimaitiaili", "mmtal"),
        ("查干·巴特尔", "chaganbateer", "cgbte"),
        (" 张 三 ", "zhangsan", "zs"),
        ("Anna Ｋim", "annakim", "annakim"),
        ("㛃䶮", "jieyan", "jy"),
        ("", "", ""),
    ],
)
def test_a_name_is_read_with_its_surname(pinyin: Pinyin, name: str, full: str, initials: str) -> None:
    assert (pinyin.full(name), pinyin.initials(name)) == (full, initials)


@pytest.mark.parametrize(
    ("text", "full", "initials"),
    [
        ("东大街301", "dongdajie301", "ddj301"),
        ("汉源街道柳湾村三组8号", "hanyuanjiedaoliuwancunsanzu8hao", "hyjdlwcsz8h"),
        ("长安路２号-B", "changanlu2haob", "cal2hb"),
        ("单家巷", "danjiaxiang", "djx"),
    ],
)
def test_an_address_is_read_character_by_character(pinyin: Pinyin, text: str, full: str, initials: str) -> None:
    assert (pinyin.full_of(text), pinyin.initials_of(text)) == (full, initials)


def test_every_reading_of_a_character_is_known(pinyin: Pinyin) -> None:
    assert pinyin.readings("单") == ("dan", "chan", "shan")
    assert pinyin.readings("长")[0] == "chang"
    assert pinyin.readings("A") == ()


def test_the_table_covers_gbk(pinyin: Pinyin) -> None:
    ideographs = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert all(character.encode("gbk") for character in ideographs)

    # Eight signs of metric units and two Japanese characters have no Chinese syllable.
    assert "".join(character for character in ideographs if not pinyin.readings(character)) == "兙兡嗧桛烪瓧瓰瓱瓼甅"


def test_readings_are_plain_letters(pinyin: Pinyin) -> None:
    lines = (FOLDER / "pinyin.tsv").read_text(encoding="utf-8").splitlines()

    assert len(lines) > 41_000
    assert [line for line in lines if not line[2:].replace(" ", "").isascii() or line[1] != "\t"] == []
    assert [line for line in lines if not line[2:].replace(" ", "").isalpha()] == []


def test_what_is_committed_is_what_is_made(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "resources.pinyin.make", str(tmp_path)], cwd=ROOT, check=True)

    for name in ("pinyin.tsv", "surnames.tsv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_a_county_of_names_is_read_in_a_second(pinyin: Pinyin) -> None:
    """120,000 names in both forms took 0.2 s where it was measured; the rest of the second is for slower machines."""
    rng = random.Random(1)
    surnames = ["王", "李", "张", "单", "仇", "欧阳", "尉迟", "曾"]
    names = [rng.choice(surnames) + "".join(chr(rng.randrange(0x4E00, 0x9FA6)) for _ in "ab") for _ in range(120_000)]

    start = perf_counter()
    for name in names:
        pinyin.initials(name)
        pinyin.full(name)
    assert perf_counter() - start < 1
