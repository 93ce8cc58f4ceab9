"""The names of occasions, in the form that all entries share, and the bodies that they name.

Everyone who attended the same one can be brought together by it: without articles, ordinals kept, "G-7", "G–7" and "G7" one, "Summit
Meeting" a "Summit".
"""

from __future__ import annotations

import re

from etl.sources.remarks_tokens import Token, join
from etl.sources.remarks_words import nation_at

_VAGUE = frozenset(
    "bilateral informal separate private working trilateral briefing other several multilateral annual special".split()
)


def names_of(parts: list[Token], left: int, i: int, end: int, on: str) -> list[tuple[str, tuple[str, ...]]]:
    """The names of the occasion around the head at `i`, one for each body of a list before it, each with the bodies that it names.

    An occasion without a name of its own has "".
    """
    groups, bodies = _groups(parts, left, i, on)
    head = groups[-1]
    # what the last body of the list shares with the others: "NATO and EU [Summit] Meetings"
    lead = body_at(head, 0, on)
    shared = head[lead:] if len(groups) > 1 and lead else []
    tail = [parts[i], *parts[i + 1 : end]]
    text = " ".join(t.low for t in tail)
    if re.match(r"\w+ of (?:the )?(?:chiefs|heads|presidents|leaders) ?", text) and any(t.capital for t in head):
        tail = [parts[i]]
    nation = next((n for j in range(i + 1, end) if (n := nation_at(parts, j, on)) and n.body), None)
    named: dict[str, list[str]] = {}
    for group, own in zip(groups, bodies, strict=True):
        words = [*group, *(shared if group is not head else []), *tail]
        significant = [t for t in group if t.low not in _VAGUE and (t.capital or t.kind == "number")]
        right = [t for t in tail[1:] if t.capital]
        name = normal_name(join(words)) if significant or right else ""
        named.setdefault(name, []).extend([*own, *([nation.body] if nation else [])])
    if any(named):
        unnamed = named.pop("", [])
        next(iter(named.values())).extend(unnamed)
    return [(name, tuple(dict.fromkeys(own))) for name, own in named.items()]


def _groups(parts: list[Token], left: int, i: int, on: str) -> tuple[list[list[Token]], list[list[str]]]:
    """The words before a head, cut where a list of bodies goes on, and the bodies named in each part."""
    groups: list[list[Token]] = [[]]
    bodies: list[list[str]] = [[]]
    j = left
    while j < i:
        nation = nation_at(parts, j, on)
        if nation:
            groups[-1] += parts[j : min(i, j + nation.length)]
            if nation.body:
                bodies[-1].append(nation.body)
            j += nation.length
            continue
        if parts[j].text == "," or parts[j].low == "and":
            after = body_at(parts, j + 1 + (parts[j].text == "," and parts[j + 1].low == "and"), on)
            if groups[-1] and after and body_at(groups[-1], 0, on):
                groups.append([])
                bodies.append([])
            elif parts[j].low == "and" and groups[-1]:
                groups[-1].append(parts[j])
        else:
            groups[-1].append(parts[j])
        j += 1
    return groups, bodies


def body_at(parts: list[Token], at: int, on: str) -> int:
    """How many tokens a country or body takes here, also two of them joined by a hyphen ("U.S.-EU"); 0 when there is none."""
    if found := nation_at(parts, at, on):
        return found.length
    pieces = parts[at].text.split("-") if at < len(parts) else []
    if len(pieces) < 2:
        return 0
    return int(all(nation_at([Token(p, "word", p.lower())], 0, on) for p in pieces if p))


def ceremony_name(parts: list[Token], left: int, i: int, end: int) -> str | None:
    text = join(parts[left:end])
    return normal_name(text) or None


def object_of(parts: list[Token], i: int) -> str | None:
    """The object of a verb, up to a date, a place or company."""
    j = i
    while j < len(parts):
        token = parts[j]
        if token.text in ",;(" or token.low in ("with", "during", "while", "en", "after", "before", "where", "who"):
            break
        if token.low == "on" and j + 2 < len(parts) and parts[j + 2].kind == "number":
            break
        if token.kind == "number" and j and parts[j - 1].capital and j - 1 > i and len(token.text) <= 2:
            j -= 1
            break
        j += 1
    text = normal_name(join(parts[i:j]))
    return text or None


def normal_name(text: str) -> str:
    """The name of an occasion in the form that all entries share."""
    text = re.sub(r"[‘’`]", "'", text).strip(' ,.;“”"-–')
    text = re.sub(r"^(?:the|a|an|his|its|in|of|to|for|on)\s+", "", text, flags=re.I)
    text = re.sub(r" ?\([A-Z][A-Z\d.-]+\)", "", text)
    text = re.sub(r"\bG[-– ]?(7|8|20)\b", r"G\1", text)
    text = re.sub(r"\bU\.N\.?(?!\w)|\bUnited Nations\b", "UN", text)
    text = re.sub(
        r"^(?:(?:opening |regular )?(?:meeting|session) of (?:the )?)?((?:UN|OAS) General Assembly)(?: (?:session|meeting|reception))?$",
        r"\1",
        text,
        flags=re.I,
    )
    text = re.sub(
        r"^(?:State )?(Funeral)(?: ceremon(?:y|ies))? (?:of|for) (?:the late )?(?:former )?",
        r"\1 of ",
        text,
        flags=re.I,
    )
    text = re.sub(r"^(Memorial) services? (?:of|for) (?:the late )?(?:former )?", r"\1 service for ", text, flags=re.I)
    text = re.sub(r"\bEU-U\.?S\.?(?= )", "U.S.-EU", text)
    text = re.sub(r"\bEuropean Union\b", "EU", text)
    text = re.sub(r"\b(?:U\.S\.|US|United States)-", "U.S.-", text)
    text = re.sub(r"\bSummit [Mm]eetings?\b|\bSummit Conference\b|\bsummit meetings?\b|\bSummits\b", "Summit", text)
    text = re.sub(r"\b(Leader)s?'?s?'? (?:Summit|[Mm]eetings?|Summit Meeting)\b", r"\1s' Summit", text)
    text = re.sub(r"\b(Foreign Minister)s?'?s?'? [Mm]eetings?\b", r"\1s' Meeting", text)
    text = re.sub(r"\bForeign Ministerial(?: Meeting)?\b", "Foreign Ministers' Meeting", text)
    text = re.sub(r"\b([Mm])eetings\b", r"\1eeting", text)
    text = re.sub(r"\bmeeting$", "Meeting", text)
    text = re.sub(r"\bconference$", "Conference", text)
    text = re.sub(r"\bsummit$", "Summit", text)
    text = re.sub(r"^(.*Summit (?:of|on) .*) Meeting$", r"\1", text)
    text = re.sub(r"\s+", " ", text).strip(" ,.;“”\"'-–")
    if re.match(r"(?:the )?President(?: \w+)?'s (?:bilateral )?(?:meeting|summit)$", text, re.I):
        return ""  # told of the companion, not a name
    return text[:1].upper() + text[1:]
