"""The country of a register entry: its name as printed, its id, and what is odd about the two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from etl.claims import Defect
from etl.geo.countries import country_code

SELDOM, OFTEN = 1, 2  # how often an id stands that is likely a slip, and the one it should have been


def entry_country(name: str, native: str, on: str, defects: list[Defect]) -> str | None:
    """The code that a country's name has on the ISO day `on`, or else its id in the register; None, and a defect, for neither."""
    by_name = country_code(name, on)
    by_id = country_code(native, on) or country_code(native.replace("-", " "), on)
    if not by_name and not by_id:
        defects.append(Defect("unknown-country", f"{name} ({native}) is no state or territory that we know"))
    elif not by_id:
        defects.append(Defect("unknown-country-id", f"{native} is no country's id"))
    elif by_name and by_name != by_id and not _part_of(name, by_id, on):
        defects.append(Defect("country-and-id-disagree", f"{name} is {by_name}, the id {native} is {by_id}"))
    return by_name or by_id


def _part_of(name: str, code: str, on: str) -> bool:
    """Whether the name tells a part and the id the whole: "Denmark (Greenland)" under denmark."""
    outer = re.match(r"(.+?) \(", name)
    return bool(outer and country_code(outer[1], on) == code)


def realm(name: str, code: str | None, on: str) -> str | None:
    """The state that a country named in brackets belongs to ("Denmark (Greenland)": DK), where it is another than the country."""
    if m := re.fullmatch(r"(.+?) \((.+)\)", name):
        outer, inner = country_code(m[1], on), country_code(m[2], on)
        if outer and inner and outer != inner and inner == code:
            return outer
    return None


def odd_ids(entries: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    """Ids that stand once for a country which has another id many times: the odd one -> the usual one.

    Takes the code and id of every entry. "somoa" beside "samoa", "korea" beside "korea-south".
    """
    ids: dict[str, Counter[str]] = defaultdict(Counter)
    for code, native in entries:
        if code:
            ids[code][native] += 1
    out: dict[str, str] = {}
    for code in sorted(ids):
        usual, times = max(sorted(ids[code].items()), key=lambda item: item[1])
        if times >= OFTEN:
            out |= {native: usual for native, n in sorted(ids[code].items()) if n <= SELDOM and native != usual}
    return out
