"""Make the product's own fonts from Noto Sans CJK SC.

    python resources/fonts/make.py <folder with NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc>

Written beside this file: `GridSans-{Regular,Bold}.otf` (every character of GBK, those of the general standard list
of characters that GBK lacks, Latin, signs) and `GridSansLatin-{Regular,Bold}.otf` (the Latin part alone, with quotes,
middle dot, dash and ellipsis of Latin width: the English interface puts it first, UI 2). Radicals U+2E80-2FDF are
left out, so that text copied from a PDF has the ordinary characters. The names are changed because the licence keeps
the name "Noto" for the original (OFL.txt).
"""

# ruff: noqa: INP001 - a script beside the fonts it makes, not a package

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
FULL = "GridSans"
LATIN = "GridSans Latin"
SUFFIX_OF_SC = "CJK SC"

# Characters of the general standard list (8,105) that GBK lacks: they stand in names of people and villages.
BEYOND_GBK = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃"
    "䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
    "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽"
    "𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤"
    "𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎"
    "𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)
LATIN_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A))
# Spaces, punctuation, currency, letterlike, arrows, mathematics, boxed and geometric signs, dingbat ticks.
SIGN_RANGES = (
    *LATIN_RANGES,
    (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x266F), (0x2713, 0x2718),
    (0x3000, 0x303F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
)  # fmt: skip
MIDDLE_DOT, HALFWIDTH_DOT = 0xB7, 0xFF65  # the feature has no narrow drawing of the dot, another character has
RADICALS = range(0x2E80, 0x2FE0)


def main(source: Path) -> None:
    """Write the four font files; prints their sizes in bytes and what was asked for and is not in the source."""
    for weight in ("Regular", "Bold"):
        collection = source / f"NotoSansCJK-{weight}.ttc"
        for family, wanted in ((FULL, gbk() | expand(SIGN_RANGES)), (LATIN, expand(LATIN_RANGES))):
            font = simplified(collection)
            font.recalcTimestamp = False
            missing = {code for code in map(ord, BEYOND_GBK) if code not in font.getBestCmap()}
            if family == LATIN:
                take_proportional_signs(font)
            cut(font, wanted - set(RADICALS))
            rename(font, family, weight)
            target = HERE / f"{family.replace(' ', '')}-{weight}.otf"
            font.save(target)
            lacking = " ".join(f"U+{code:04X}" for code in sorted(missing))
            sys.stdout.write(
                f"{target.name} {target.stat().st_size} bytes; not in the source: {lacking or 'nothing'}\n"
            )


def gbk() -> set[int]:
    """Every code point two bytes of GBK can say, and the name characters beyond it."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F)
    text = "".join(pair.decode("gbk", "ignore") for pair in pairs)
    return {ord(char) for char in text + BEYOND_GBK}


def expand(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The code points of closed ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def simplified(collection: Path) -> TTFont:
    """The face of a collection that draws characters the way the mainland writes them."""
    for font in TTCollection(str(collection), lazy=True).fonts:
        if font["name"].getDebugName(1).endswith(SUFFIX_OF_SC):
            return font
    raise SystemExit(f"{collection}: no face named '{SUFFIX_OF_SC}'")


def take_proportional_signs(font: TTFont) -> None:
    """Point the character map at the Latin-width drawings of the feature `pwid`, for quotes, dot, dash, ellipsis."""
    table = font["GSUB"].table
    lookups = {
        index for record in table.FeatureList.FeatureRecord if record.FeatureTag == "pwid"
        for index in record.Feature.LookupListIndex
    }  # fmt: skip
    dot = font.getBestCmap()[HALFWIDTH_DOT]
    narrow: dict[str, str] = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            narrow.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    for part in font["cmap"].tables:
        if part.isUnicode() and hasattr(part, "cmap"):
            part.cmap = {code: narrow.get(glyph, glyph) for code, glyph in part.cmap.items()}
            part.cmap.update({MIDDLE_DOT: dot} if MIDDLE_DOT in part.cmap else {})


def cut(font: TTFont, wanted: set[int]) -> None:
    """Keep the wanted characters, kerning and the localised forms; drop vertical writing."""
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give the font its new name everywhere a name stands; the copyright and licence lines stay."""
    ascii_name = f"{family.replace(' ', '')}-{weight}"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 13, 14}]
    for number, text in {
        1: family,
        2: weight,
        3: ascii_name,
        4: f"{family} {weight}",
        5: "Version 1.0",
        6: ascii_name,
    }.items():
        table.setName(text, number, 3, 1, 0x409)
    private = font["CFF "].cff
    private.fontNames = [ascii_name]
    private.topDictIndex[0].FullName = f"{family} {weight}"
    private.topDictIndex[0].FamilyName = family


if __name__ == "__main__":
    main(Path(sys.argv[1]))
