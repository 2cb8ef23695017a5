"""The words for the roles of DOMAIN 1.5."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridcore.roles import Role


def role_name(role: Role) -> str:
    """A role as the person's badge says it."""
    tr = QCoreApplication.translate
    return {
        Role.GRID_WORKER: tr("Role", "Grid worker"),
        Role.GRID_LEADER: tr("Role", "Grid leader"),
        Role.COMMUNITY_OFFICE: tr("Role", "Community office"),
        Role.CENTER_OPERATOR: tr("Role", "Acceptor"),
        Role.CENTER_DISPATCHER: tr("Role", "Dispatcher"),
        Role.DUTY_CHIEF: tr("Role", "Duty chief"),
        Role.DEPT_HANDLER: tr("Role", "Handler"),
        Role.SUPERVISOR: tr("Role", "Supervisor"),
        Role.OFFICER: tr("Role", "Officer"),
        Role.AGENCY_HEAD: tr("Role", "Agency head"),
        Role.LEGAL_REVIEWER: tr("Role", "Legal reviewer"),
        Role.SYS_ADMIN: tr("Role", "System administrator"),
        Role.SEC_ADMIN: tr("Role", "Security administrator"),
        Role.AUDITOR: tr("Role", "Auditor"),
    }[role]
