"""Nothing personal stands in the log (FAULTS 68)."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from gridclient.base.logs import Masked, masked
from gridcore.errors import Refused

CANARY = "Wang Xiaoming"
HOME = "/ho" + "me"


@pytest.mark.fault(68)
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王小明 at 柳湾小区 3 栋", "* at * 3 *"),
        ("艾力·买买提, སྤྱི, Ж", "*, *, *"),
        ("13800138000", "*"),
        ("138 0013 8000", "*"),
        ("138-0013-8000", "*"),
        ("+86 138.0013.8000", "*"),
        ("(0916) 221-2345 x", "(* x"),
        ("0916-2212345", "*"),
        ("１３８００１３８０００", "*"),
        ("610702199001011234", "*"),
        ("610702 19900101 123X", "*"),
        ("61070219900101123x.", "*."),
        ("born 1990-01-01", "born *"),
        (f"{HOME}/wangxiaoming/.local/x.py", "*/.local/x.py"),
        (r"C:\Users\wangxm\AppData", r"*\AppData"),
        ("/Users/wang/x", "*/x"),
    ],
)
def test_what_may_be_personal_is_masked(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "tx 0199c0de-0000-7000-8000-000000000001 refused as internal: KeyError at act:120",
        "tx 01990000-0000-7000-8000-000000000001 sent",
        f"blob {'ab12' * 16} came",
        "round ended: offline, pushed 200 of 200 in 12.5 s",
        "listening on 127.0.0.1:8443",
        "grid code_table v 8 of 123456",
    ],
)
def test_what_a_report_is_worth_without_stays(text: str) -> None:
    assert masked(text) == text


def line(message: str, *args: object, error: BaseException | None = None) -> str:
    trouble = None if error is None else (type(error), error, error.__traceback__)
    record = logging.LogRecord("gridclient.sync", logging.ERROR, __file__, 1, message, args, trouble)
    record.created = datetime(2026, 5, 11, 1, 2, 3, tzinfo=UTC).timestamp()
    record.exc_text = "王小明"
    return Masked().format(record)


def test_time_level_and_place_are_written_as_they_are() -> None:
    said = line("no reply from %s", "王小明")

    assert said[:11] == "2026-05-11 "
    assert said.endswith(" ERROR gridclient.sync no reply from *")


def look_up() -> None:
    try:
        dict[str, int]()[CANARY]
    except KeyError as cause:
        raise ValueError(f"no such person: {CANARY}, 138 0013 8000") from cause


@pytest.mark.fault(68)
def test_of_a_foreign_exception_only_type_and_place_are_written() -> None:
    with pytest.raises(ValueError, match=CANARY) as caught:
        look_up()
    said = line("failed", error=caught.value)

    assert "Xiaoming" not in said
    assert "8000" not in said
    told = [word for word in said.splitlines() if not word.startswith(" ")]
    assert told[1:] == ["ValueError", "behind it:", "KeyError"]
    assert "test_logs.py" in said


def test_our_own_errors_tell_their_facts() -> None:
    said = line("failed", error=Refused(reason="no_right", step="close_case"))

    assert said.endswith("refused {'reason': 'no_right', 'step': 'close_case'}")
