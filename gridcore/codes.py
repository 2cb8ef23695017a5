"""Numbers with rules: citizen numbers, credit codes, phones, region codes, event numbers (DOMAIN 2.2, 2.9, 2.10, 3.2).

A check never blocks: real cards with errors exist, so its answer is a reason for a warning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gridcore.errors import InvalidInput

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: it is read out on the phone
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,5})?", re.ASCII)
_SERVICE = re.compile(r"[19]\d{2,4}|400-?\d{3}-?\d{4}", re.ASCII)
_REGION = re.compile(r"\d{6}(\d{3}(\d{3}(\d{3})?)?)?", re.ASCII)


def normal(text: str) -> str:
    """A number as it is stored: full-width characters made plain, spaces gone, letters capital."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


@dataclass(frozen=True, slots=True)
class IdCheck:
    """What a citizen number says.

    Attributes:
        ok: no reason to warn.
        reason: empty, or length, characters, birth, check_digit, old_15 (15 digits outside an import).
        birth: date of birth where readable. sex: code of GB/T 2261.1 ("1" male, "2" female) where readable, else "".
    """

    ok: bool
    reason: str
    birth: date | None = None
    sex: str = ""


def check_id_no(text: str, *, importing: bool = False, today: date | None = None) -> IdCheck:
    """Check a citizen number by GB 11643-1999. The region digits are not judged: cards keep the code of their issue.

    Args:
        text: the number; written with spaces, full-width or a small x it means the same.
        importing: 15-digit numbers of before 1999 are accepted too.
        today: where given, a birth after it is a wrong one.
    """
    number = normal(text)
    if len(number) == 15 and number.isascii() and number.isdigit():
        birth = _date("19" + number[6:12])
        reason = "birth" if birth is None else "" if importing else "old_15"
        return IdCheck(not reason, reason, birth, _sex(number[14]))
    if len(number) != 18:
        return IdCheck(ok=False, reason="length")
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return IdCheck(ok=False, reason="characters")
    birth, sex = _date(number[6:14]), _sex(number[16])
    if birth is None or (today is not None and birth > today):
        return IdCheck(ok=False, reason="birth", sex=sex)
    right = number[17] == id_check_digit(number[:17])
    return IdCheck(right, "" if right else "check_digit", birth, sex)


def id_check_digit(first_17: str) -> str:
    """The eighteenth character that belongs to seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _sex(digit: str) -> str:
    return "1" if int(digit) % 2 else "2"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a number follows its rule; reason is empty, or length, characters, check_digit or form."""

    ok: bool
    reason: str = ""


def check_uscc(text: str) -> Check:
    """Check a unified social credit code (统一社会信用代码) by GB 32100-2015."""
    code = normal(text)
    if len(code) != 18:
        return Check(ok=False, reason="length")
    if any(letter not in _USCC_ALPHABET for letter in code):
        return Check(ok=False, reason="characters")
    total = sum(_USCC_ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    right = _USCC_ALPHABET.index(code[17]) == (31 - total % 31) % 31
    return Check(right, "" if right else "check_digit")


def check_phone(text: str) -> Check:
    """Check a phone: a mobile number, a landline with its area code, or a service number (110, 12345, 400 …)."""
    number = normal(text)
    known = any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _SERVICE))
    return Check(known, "" if known else "form")


def mask_id(text: str) -> str:
    """A certificate number as screens show it: 610702********0023; of short ones only the ends remain."""
    return _mask(text, 6, 4) if len(text) >= 15 else _mask(text, 2, 2)


def mask_phone(text: str) -> str:
    """A phone as screens show it: 138****1234."""
    return _mask(text, 3, 4) if len(text) >= 11 else _mask(text, 1, 2)


def _mask(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[-tail:] if hidden > 0 else "*" * len(text)


@dataclass(frozen=True, slots=True)
class RegionCode:
    """A region code taken apart; each part is the whole code down to that level, empty below the code's own level.

    `grid` has 15 digits and belongs to a `community` of 12, that to a `township` of 9, that to a `county` of 6 digits.
    """

    county: str
    township: str = ""
    community: str = ""
    grid: str = ""


def region_code(text: str) -> RegionCode:
    """Take a code of 6, 9, 12 or 15 digits apart. Raises InvalidInput: field region_code, reason form."""
    if not _REGION.fullmatch(text):
        raise InvalidInput(field="region_code", reason="form")
    size = len(text)
    return RegionCode(
        text[:6], text[:9] if size >= 9 else "", text[:12] if size >= 12 else "", text if size == 15 else ""
    )


def event_no(county: str, day: date, event_id: UUID) -> str:
    """The readable number of an event: SJ-county-date-6 characters of its id (DOMAIN 3.2). Readable, never a key.

    The characters are the id's last 30 bits: its first ones are a time stamp, the same for all that is made together.
    """
    rest, letters = event_id.int, ""
    for _ in range(6):
        rest, digit = divmod(rest, 32)
        letters = _BASE32[digit] + letters
    return f"SJ-{county}-{day:%Y%m%d}-{letters}"


def plausible_position(longitude: float, latitude: float) -> bool:
    """Whether a point lies in the box around Hanzhong (DOMAIN 2.10): 105.5-108.3 E, 32.1-33.9 N."""
    return 105.5 <= longitude <= 108.3 and 32.1 <= latitude <= 33.9
