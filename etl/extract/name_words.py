"""Words that are parts of names, that no name is made of, and that speak for or against one."""

from __future__ import annotations

import re

from etl.extract.words import rows
from etl.lexicon.roles import word_set

PARTICLES = word_set("""al el bin bint ibn abu ben da de do dos das del della di du la le las los van von der den ter ten zu y e af av
    ul ud ur dela delos y""")
JOINED = re.compile(r"^(?:al|el|ad|as|an|ar|at|az|ash|ul|ud|ed|es)[-‐‑][^\W\d_]", re.IGNORECASE)
SUFFIXES = word_set("jr sr ii iii iv")
ROMAN = word_set("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii")
# After a name these make it the name of something else.
THINGS = {row["word"]: row["case"] for row in rows("things.csv")}
NOT_A_PERSON = frozenset(THINGS)
NOT_NAMES = word_set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december i he she it they we the a an and or but in on at of for to by with from as when while if
    after before this that these those his her their its our my who what where why how not no yes then there here both
    each all some many most other another such so also just only even still yet already once former mr mrs ms dr photo
    photograph photos image video file pool courtesy getty images afp reuters ap epa via twitter gmt am pm edt est
    dc deputy acting principal lady covid internet bible quran god christmas easter ramadan islam muslim muslims christian christians jewish jews jew
    arab arabs catholic orthodox sunni shiite shia kurd kurds kurdish buddhist hindu communist communists democrat
    democrats republican republicans democratic""")
# Before a name these make it the name of something else.
BEFORE_THINGS = word_set(
    "hurricane storm typhoon cyclone operation fort camp mount lake port cape uss hms project team"
)
KIN = word_set("wife husband son daughter brother sister father mother nephew niece cousin half-brother uncle aunt")
SPEECH = word_set("""said says told tells met meets added noted called spoke speaks wrote asked visited arrived flew signed joined
    thanked welcomed warned urged announced declined denied praised insisted agreed expressed underscored discussed
    reaffirmed emphasized stressed reiterated conveyed congratulated hosted received traveled travelled attended
    explained replied argued recalled resigned died announced promised pledged vowed hailed condemned accused will has
    had was is would became remains served serves succeeded replaced smiled refused offered led held""")
