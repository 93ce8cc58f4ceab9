"""What stands after the core of a title: "elect", the state or body it is of, to whom it is accredited, its field."""

from __future__ import annotations

from etl.extract.marks import Mark
from etl.extract.title import DIRECTED, PLACED, Title, provincial, qualifiers
from etl.extract.title_field import field, titled_name
from etl.extract.tokens import Token


def after(tokens: list[Token], title: Title, by_start: dict[int, Mark]) -> list[str]:
    """Read what stands after the core and move `title.end` over it; the words that belong to the role's text."""
    k, n = title.core_end, len(tokens)
    tail: list[str] = []
    while k < n and tokens[k].low in ("elect", "designate", "nominee", "emeritus", "emerita"):
        title.qualifier = qualifiers()[tokens[k].low]
        k += 1
        title.end = k
    if k + 1 < n and tokens[k].low == "ad" and tokens[k + 1].low == "interim":
        title.qualifier, k = "acting", k + 2
        title.end = k
    if title.counterpart:
        return tail
    for _ in range(3):
        if k + 1 >= n:
            break
        word = tokens[k].low
        if word not in ("of", "for", "to", "in", "at", "on"):
            break
        if word == "to" and title.head not in DIRECTED:
            break
        if word == "in" and title.head not in PLACED:
            break
        if word == "at" and not (
            title.head in PLACED
            or title.head
            in (
                "fellow",
                "professor",
                "lecturer",
                "correspondent",
                "scholar",
                "editor",
                "director",
                "spokesman",
                "spokeswoman",
            )
        ):
            break
        if word == "on" and title.head not in (
            "envoy",
            "negotiator",
            "representative",
            "rapporteur",
            "adviser",
            "advisor",
            "coordinator",
            "expert",
            "writer",
        ):
            break
        step = _complement(tokens, k, word, title, by_start)
        if step is None:
            break
        k, words = step
        tail += words
        title.end = k
    while (
        title.capital and k + 1 < n and tokens[k].text == "," and (mark := by_start.get(k + 1)) and mark.kind == "org"
    ):
        if mark.end < n and tokens[mark.end].text not in (",", ".", ";", ")"):
            break  # "Senior Advisor, Bureau of Consular Affairs, State Department"
        title.org = title.org or mark
        if mark.code and not title.countries:
            title.countries, title.country_said = [mark.code], "body"
        k = title.end = mark.end
    return tail


def _complement(
    tokens: list[Token], k: int, word: str, title: Title, by_start: dict[int, Mark]
) -> tuple[int, list[str]] | None:
    """One complement that begins with the preposition at k: its end and its words for the role's text."""
    n = len(tokens)
    j = k + 1
    inner = by_start.get(j + (tokens[j].low in ("the", "its")))
    if inner and inner.end < n and tokens[inner.end].low == "'s":  # "a spokesman for Nigeria's president"
        body = by_start.get(inner.end + 1)
        if body and body.kind == "org" and word in ("of", "for", "at"):  # "of Iran's Supreme Security Council"
            title.org = title.org or body
            if not title.countries and inner.code:
                title.countries, title.country_said = [inner.code], "of"
            return body.end, []
        if inner.code and not title.countries and (word == "of" or title.head.startswith("spokes")):
            title.countries, title.country_said = [inner.code], "of"
        return None
    the = tokens[j].low in ("the", "its", "his", "her", "their")
    if the:
        j += 1
    if j >= n:
        return None
    if not the and titled_name(tokens, j):
        return None  # "adviser to President Teller": that title is the other's
    mark = by_start.get(j)
    if mark and mark.kind in ("country", "metonym", "capital", "demonym"):
        codes = [mark.code or ""]
        title.region = title.region or (word in ("of", "for") and mark.code == "US" and provincial(mark.name))
        end = mark.end
        if mark.kind == "demonym":
            return field(tokens, k, j, title, by_start)
        if word == "of":
            while True:
                follow = end
                if follow < n and tokens[follow].low == ",":
                    follow += 1
                if follow < n and tokens[follow].low in ("and", "&"):
                    follow += 1
                if follow < n and tokens[follow].low == "of":
                    follow += 1
                if follow < n and tokens[follow].low == "the":
                    follow += 1
                more = by_start.get(follow)
                if follow > end and more and more.kind == "country" and title.plural:
                    codes.append(more.code or "")
                    end = more.end
                else:
                    break
            if not title.countries:
                title.countries, title.country_said = codes, "of"
            elif len(codes) > 1:
                title.countries = codes
            return end, []
        if word == "for" and title.head.startswith(("spokes", "minister")):
            title.countries, title.country_said = title.countries or codes, title.country_said or "of"
            return end, []
        if word in ("to", "in") and title.head not in ("correspondent", "reporter", "minister"):
            title.accredited = mark.code
        said = [t.low for t in tokens[k : mark.end]]
        end = mark.end
        while title.accredited:
            follow = end + 1 if end < n and tokens[end].text == "," else end
            follow += follow < n and tokens[follow].low in ("and", "&")
            follow += follow < n and tokens[follow].low == "to"
            follow += follow < n and tokens[follow].low == "the"
            more = by_start.get(follow)
            if follow == end or more is None or more.kind != mark.kind or not more.code:
                break
            last = tokens[end].low in ("and", "&") or tokens[min(end + 1, n - 1)].low in ("and", "&")
            peek = more.end
            if (
                tokens[end].text == ","
                and not last
                and not (peek < n and (tokens[peek].low == "and" or tokens[peek].text == ","))
            ):
                break
            title.also.append((more.code, f"{word} " + " ".join(t.low for t in tokens[more.start : more.end])))
            end = more.end
            if last:
                break
        return end, said
    if mark and mark.kind == "org":
        if word in ("of", "for", "at", "in", "on"):
            if title.org is None:
                title.org = mark
                if mark.code and not title.countries:
                    title.countries, title.country_said = [mark.code], "body"
            return mark.end, []
        return mark.end, [t.low for t in tokens[k : mark.end]]
    return field(tokens, k, j, title, by_start)
