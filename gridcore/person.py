"""A person of the grid (人员): the fields of DOMAIN 2.3 that may lie on a laptop (2.4 and religion do not)."""

from __future__ import annotations

from gridcore.parts import Body, Hukou, Identity, Residence


class Person(Body, frozen=True, kw_only=True):
    """About twenty fields; codes are those of the code tables named in DOMAIN 2.9. Child of its household."""

    name: str | None = None
    former_name: str | None = None
    sex: str | None = None
    birth_date: str | None = None
    identity: Identity | None = None
    nationality: str | None = None
    ethnic: str | None = None
    native_place: str | None = None
    marital: str | None = None
    politics: str | None = None
    education: str | None = None
    job: str | None = None
    workplace: str | None = None
    phone: str | None = None
    hukou: Hukou | None = None
    residence: Residence | None = None
    person_kind: str | None = None
    relation: str | None = None
    stay_behind: str | None = None
    hukou_consistency: str | None = None
    tags: tuple[str, ...] | None = None
    checked: bool | None = None
    note: str | None = None
