"""Offices that tell their state by themselves, that say nothing of a state, and that some states do not have."""

from __future__ import annotations

from etl.lexicon.roles import word_set

# Offices that English news gives without their state only where they are American, and British.
AMERICAN = frozenset(
    (
        "secretary of state",
        "deputy secretary of state",
        "vice president",
        "secretary of defense",
        "defense secretary",
        "national security advisor",
        "national security adviser",
        "press secretary",
        "first lady",
        "second lady",
        "first gentleman",
        "second gentleman",
        "attorney general",
        "secretary of the treasury",
        "treasury secretary",
        "secretary of commerce",
        "commerce secretary",
        "secretary of energy",
        "homeland security secretary",
        "secretary of homeland security",
        "assistant to the president",
        "assistant secretary of state",
        "under secretary of state",
        "under secretary of defense",
        "deputy assistant to the president",
        "deputy assistant secretary",
        "assistant secretary of defense",
        "assistant secretary for",
        "deputy secretary of",
        "chairman of the joint chiefs of staff",
        "director of national intelligence",
        "surgeon general",
        "secretary of health and human services",
        "health and human services secretary",
        "secretary of housing and urban development",
        "secretary of veterans affairs",
        "counsel to the president",
        "senate majority leader",
        "senate minority leader",
        "house majority leader",
        "house minority leader",
    )
)
BRITISH = frozenset(
    (
        "permanent under secretary",
        "parliamentary under secretary of state",
        "foreign secretary",
        "defence secretary",
        "home secretary",
        "secretary of state for defence",
    )
)
# Kinds of office that say nothing of a state, and those of which a state has one holder at a time.
STATELESS = frozenset(("journalist", "photographer", "scholar", "other", "executive", "religious_leader", None))
SINGLE = word_set(
    "head_of_state monarch head_of_government foreign_minister defense_minister vice_president national_security_adviser"
)
GOVERNMENT = frozenset(("ministry", "government_office", "legislature"))
NATIONAL = word_set("politician activist activists dissident queen leader agent sultan emir")  # "other", yet of a state
# States whose government a president leads, without a prime minister; and monarchies. (Constitutions as of 2020.)
NO_PREMIER = word_set(
    """US MX BR AR CL CO VE EC BO PY UY CR PA GT HN SV NI DO PH CH ID CY NG GH ZA BW ZM MW LR SL GM TM"""
)
NO_PRESIDENT = word_set(
    """GB JP SA JO MA ES NL BE SE NO DK TH KH MY KW QA BH OM CA AU NZ LU LI MC BT LS SZ BN TO VA JM BS"""
)
HOLY_SEE = frozenset(
    ("pope", "pontiff", "cardinal", "nuncio", "apostolic nuncio", "papal nuncio", "cardinal secretary of state")
)

PROVINCIAL = word_set(
    "governor senator congressman congresswoman legislator assemblymember"
)  # of Georgia the American one


def one_state(role: str) -> str | None:
    """The state of an office that English news names without it ("the secretary of state")."""
    if any(role.startswith(b) for b in BRITISH if " under " in b):
        return "GB"
    if role in AMERICAN or any(role.endswith(" " + a) or role.startswith(a + " ") for a in AMERICAN):
        return "US"
    return "GB" if role in BRITISH else None


def without(role: str) -> frozenset[str]:
    """States that have no such office; the United States have secretaries where others have ministers."""
    if "minister" in role.split() and role not in ("prime minister", "first minister"):
        return frozenset(("US",))
    return NO_PREMIER if role in ("prime minister", "premier") else NO_PRESIDENT if role == "president" else frozenset()
