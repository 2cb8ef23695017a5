"""Roles of the people who use the client (DOMAIN 1.5)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is allowed to be in a grid or a unit; the ids are those of DOMAIN 1.5."""

    GRID_WORKER = "grid_worker"
    GRID_LEADER = "grid_leader"
    COMMUNITY_OFFICE = "community_office"
    CENTER_OPERATOR = "center_operator"
    CENTER_DISPATCHER = "center_dispatcher"
    DUTY_CHIEF = "duty_chief"
    DEPT_HANDLER = "dept_handler"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    AGENCY_HEAD = "agency_head"
    LEGAL_REVIEWER = "legal_reviewer"
    SYS_ADMIN = "sys_admin"
    SEC_ADMIN = "sec_admin"
    AUDITOR = "auditor"


FIELD_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICE})
"""The people of the grid: they hold its households."""

CENTER_ROLES = frozenset({Role.CENTER_OPERATOR, Role.CENTER_DISPATCHER, Role.DUTY_CHIEF, Role.SUPERVISOR})
"""The people of a governance centre (综治中心)."""
