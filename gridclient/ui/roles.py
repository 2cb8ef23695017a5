"""The words for the roles of DOMAIN 1.5."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridcore.roles import Role

translate = QCoreApplication.translate


def role_name(role: Role) -> str:
    """A role as the person's badge says it."""
    return {
        Role.GRID_WORKER: translate("Role", "Grid worker"),
        Role.GRID_LEADER: translate("Role", "Grid leader"),
        Role.COMMUNITY_OFFICE: translate("Role", "Community office"),
        Role.CENTER_OPERATOR: translate("Role", "Acceptor"),
        Role.CENTER_DISPATCHER: translate("Role", "Dispatcher"),
        Role.DUTY_CHIEF: translate("Role", "Duty chief"),
        Role.DEPT_HANDLER: translate("Role", "Handler"),
        Role.SUPERVISOR: translate("Role", "Supervisor"),
        Role.OFFICER: translate("Role", "Officer"),
        Role.AGENCY_HEAD: translate("Role", "Agency head"),
        Role.LEGAL_REVIEWER: translate("Role", "Legal reviewer"),
        Role.SYS_ADMIN: translate("Role", "System administrator"),
        Role.SEC_ADMIN: translate("Role", "Security administrator"),
        Role.AUDITOR: translate("Role", "Auditor"),
    }[role]
