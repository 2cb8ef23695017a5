"""Small forms for tests, written as XForms."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import TypedDict, Unpack
from xml.sax.saxutils import quoteattr

from gridcore.forms.definition import FormDefinition
from gridcore.forms.live import LiveForm
from gridcore.forms.record import Data
from gridcore.forms.xform import read_form

NOW = dt.datetime(2026, 11, 24, 10, 30, 15, 250_000, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:grid="urn:gridclient:items">
<h:head><h:title>t</h:title><model>
<instance><data id="sample" version="7">{instance}<meta><instanceID/></meta></data></instance>{model}{binds}
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head><h:body>{body}</h:body></h:html>"""


def xform(instance: str, binds: str = "", body: str = "", model: str = "") -> bytes:
    """An XForm with root `data`; without a body every leaf of `instance` written as `<x/>` gets an input."""
    if not body:
        names = [piece.split("/")[0].split(">")[0].strip() for piece in instance.split("<") if piece.endswith("/>")]
        body = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    return _FRAME.format(instance=instance, binds=binds, body=body, model=model).encode()


class Options(TypedDict, total=False):
    """What LiveForm takes besides clock and randomness."""

    facts: Mapping[str, str]
    data: Data | None
    record_id: str


def live(instance: str, binds: str = "", body: str = "", model: str = "", **options: Unpack[Options]) -> LiveForm:
    """The form of `xform`, opened."""
    return open_form(xform(instance, binds, body, model), **options)


def open_form(xml: bytes, **options: Unpack[Options]) -> LiveForm:
    """Open an XForm at NOW with a seeded source of randomness."""
    return open_definition(read_form(xml), **options)


def open_definition(form: FormDefinition, **options: Unpack[Options]) -> LiveForm:
    """Open a form at NOW with a seeded source of randomness."""
    return LiveForm(form, now=NOW, rng=random.Random(1), **options)


def evaluate(expression: str, kind: str = "string") -> str:
    """What a calculated node of a type stores; beside it stand `empty` (unanswered), `five` and `day`."""
    binds = f'<bind nodeset="/data/x" type="{kind}" calculate={quoteattr(expression)}/>'
    form = live("<x/><empty/><five>5</five><day>2026-02-01</day>", binds, '<input ref="/data/x"/>')
    return form.state("/data/x").value
