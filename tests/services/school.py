"""A school with an inspection that may begin, its pair and the checklist, for tests of services and pages."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from backports import zstd

from gridclient.services.checklists import Checklists
from gridclient.services.drafts import Drafts
from gridclient.services.inspections import Inspections
from gridclient.services.me import Me
from gridclient.store import Store
from gridcore.certificate import Certificate
from gridcore.checklist import Checklist
from gridcore.inspection import Inspection
from gridcore.parts import ChecklistRef, Gate, OfficerRef
from gridcore.school import School
from tests.clock import FakeClock
from tests.services.place import GRID, OFFICER, server_rows

XYZB = (Path(__file__).parents[2] / "resources" / "checklists" / "XYZB.xml").read_bytes()
REF = ChecklistRef(code="XYZB", version="2026-11", sha256=hashlib.sha256(XYZB).hexdigest())
PAIR = (
    OfficerRef(user="lizhengyang", name="李正阳", cert_no="陕F12340931"),
    OfficerRef(user="zhaomin", name="赵敏", cert_no="陕F12340947"),
)
INSPECTION, PATROLLED, SCHOOL = "i1", "k1", "s1"
CERTIFICATES = {"lizhengyang": "2027-06-30", "zhaomin": "2027-06-30", "wangwei": "2026-11-01"}


def build(store: Store) -> None:
    """Lay the school's records into a store as pages of the server bring them."""
    checklist = Checklist(
        code="XYZB",
        version="2026-11",
        sha256=REF.sha256,
        title="校园周边安全检查",
        mode="both",
        xform=base64.b64encode(zstd.compress(XYZB, 3)).decode(),
        published_at="2026-11-01T09:00:00+08:00",
    )
    names = {"lizhengyang": "李正阳", "zhaomin": "赵敏", "wangwei": "王伟"}
    certificates = [
        ("certificate", f"c-{user}", Certificate(user=user, name=names[user], cert_no=f"陕F1234{at}", valid_to=last))
        for at, (user, last) in enumerate(CERTIFICATES.items())
    ]
    school = School(
        name="柳湾小学",
        stage="primary",
        address="滨河路 30 号",
        students=812,
        boarding=False,
        gates=(Gate(name="东门"),),
    )
    server_rows(store, ("checklist", "x1", checklist), ("school", SCHOOL, school), *certificates)
    appoint(store, INSPECTION)


def appoint(store: Store, record: str, **fields: object) -> None:
    """An inspection of the school that its pair may begin; fields may say otherwise."""
    body = {
        "mode": "admin", "checklist": REF, "title": "柳湾小学校园周边安全检查", "unit": "宁强县城市管理执法局",
        "officers": PAIR, "gate": "东门", "period": "课间", "weather": "晴", "planned_for": "2026-11-24",
        "notified_at": "2026-11-23T10:00:00+08:00", "state": "NOTIFIED", **fields,
    }  # fmt: skip
    server_rows(store, ("inspection", record, Inspection(**body)))  # type: ignore[arg-type] # a table of fields
    with store._rows("test") as rows:
        rows.db.run("UPDATE inspection SET parent = ? WHERE id = ?", SCHOOL, record)


def service(store: Store, clock: FakeClock, me: Me = OFFICER) -> Inspections:
    """The service of a person."""
    return Inspections(store, me, clock, Drafts(store), Checklists(store))


__all__ = ["CERTIFICATES", "GRID", "INSPECTION", "PAIR", "REF", "SCHOOL", "XYZB", "appoint", "build", "service"]
