"""The life-cycle of an event: T2-T32 of DOMAIN 3.2 (T1 is the creation of the draft).

Where the design gives one row two targets, each target is a step of its own: accept / accept_to_verify (T4),
verified_true / verified_false / verified_duplicate (T8), grant_… / refuse_… (T14, T16, T18). T22 and T23 belong to two
people, so the grid worker's check_pass and check_fail record a verdict and leave the state to close_case and rework
of the duty chief. T25's reopening is `reopen`.
"""

from __future__ import annotations

from gridcore.flow.closing import ANY_TIME, CLOSING
from gridcore.flow.disposal import DISPOSAL
from gridcore.flow.intake import INTAKE

STEPS = (*INTAKE, *DISPOSAL, *CLOSING, *ANY_TIME)
"""Every step of an event in the order in which panels show them."""
