"""A published checklist, and finished records of it."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import random
from typing import Any

from backports import zstd

from tests.server.town import G1, Laptop, Town

COUNTY = "610726000000"
NOW = dt.datetime(2026, 5, 11, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
 <h:head><h:title>Visit</h:title><model><instance><visit id="visit" version="{version}">
  <met/><why/><people/><half/><member jr:template=""><age/></member><meta><instanceID/></meta></visit></instance>
  <bind nodeset="/visit/met" type="string" required="true()"/>
  <bind nodeset="/visit/why" type="string" relevant="/visit/met = 'no'"/>
  <bind nodeset="/visit/people" type="int" constraint=". &lt; 30"/>
  <bind nodeset="/visit/half" type="decimal" calculate="/visit/people * 0.5"/>
  <bind nodeset="/visit/member/age" type="int" constraint=". &lt; 130"/>
 </model></h:head>
 <h:body><select1 ref="/visit/met"><label>Met?</label><item><label>Yes</label><value>yes</value></item>
  <item><label>No</label><value>no</value></item></select1>
  <input ref="/visit/why"><label>Why not</label></input><input ref="/visit/people"><label>People</label></input>
  <group ref="/visit/member"><repeat nodeset="/visit/member"><input ref="/visit/member/age"><label>Age</label></input>
  </repeat></group></h:body></h:html>"""
GOOD = {"met": "yes", "people": "4", "half": "2", "member": [{"@row": "a", "age": "44"}, {"@row": "b", "age": "9"}]}


def published(version: str = "1", xml: str = FORM) -> tuple[dict[str, str], dict[str, Any]]:
    """The name of a published version, and its record."""
    raw = xml.replace("{version}", version).encode()
    ref = {"code": "visit", "version": version, "sha256": hashlib.sha256(raw).hexdigest()}
    return ref, {**ref, "title": "Visit", "xform": base64.b64encode(zstd.compress(raw, 3)).decode()}


def publish(town: Town, body: dict[str, Any], grid: str = COUNTY) -> None:
    he = town.laptop("he", seed=random.Random(str(body)).randint(1, 999))
    made = {"op": "create", "kind": "checklist", "id": he.id(), "grid": grid, "set": body}
    assert he.do(made).st == "applied"


def answers(laptop: Laptop, ref: dict[str, str], values: Any, change: dict[str, Any] | None = None) -> dict[str, Any]:
    body = {"checklist": ref, "values": values, "finished_at": "2026-05-11T09:30:00+08:00", "by": "li"}
    return {"op": "create", "kind": "answers", "id": laptop.id(), "grid": G1, "set": body | (change or {})}


class Asked:
    """A look into the database that counts how often records are asked for."""

    def __init__(self, reading: Any) -> None:
        self._reading, self.times = reading, 0

    def __getattr__(self, name: str) -> Any:
        self.times += name == "row"
        return getattr(self._reading, name)


def counted(town: Town, outcome: str) -> float:
    """How often records ended so."""
    series = f"gridserver_proofs_total|outcome={outcome}"
    return sum(values.get(series, 0) for values in town.server.meter.told().values())
