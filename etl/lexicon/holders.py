"""Offices that one person at a time holds, and by how much two terms may overlap all the same."""

from __future__ import annotations

ONE_AT_A_TIME = (
    "head_of_state",
    "monarch",
    "head_of_government",
    "vice_president",
    "foreign_minister",
    "ambassador",
)  # of ministers there may be several

# Registers date a mission from appointment or arrival to departure, so that a successor's may begin months before.
HANDOVER = 183  # days
