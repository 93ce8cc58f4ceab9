"""The headline among a page's titles: without the site's name, and not the search engine's version of it."""

from __future__ import annotations

import re

from etl.pages.clean import fold, key, tidy, words

_SEPARATOR = re.compile(r"\s+[|•·»›*:~]+\s+|\s+[-–—]{1,2}\s+|\s*\|\s*")


def squeezed(text: str) -> str:
    """Letters and digits only, for comparing a site's names with its host."""
    return re.sub(r"[\W_]+", "", fold(text))


def is_site(text: str, sites: frozenset[str]) -> bool:
    """Whether a text is the site's own name: one of `sites` (squeezed), with or without an article, "news" or a domain's ending."""
    own = squeezed(text)
    if not own:
        return False
    bare = re.sub(r"^the|(?:com|org|net|couk|co|uk|news|online|media|website|magazine)$", "", own)
    return any(
        own == s
        or (
            len(bare) > 2
            and bare == re.sub(r"^the|(?:com|org|net|couk|co|uk|news|online|media|website|magazine)$", "", s)
        )
        for s in sites
    )


def site_keys(names: list[str], host: str | None) -> frozenset[str]:
    """The squeezed names of a site: those it gives itself and its host's."""
    keys = {squeezed(n) for n in names}
    if host:
        bare = re.sub(r"^www\d*\.", "", host.lower())
        keys.add(squeezed(bare))
        keys |= {squeezed(part) for part in bare.split(".")[:-1] if len(part) > 3 and part not in ("news", "edition")}
    return frozenset(k for k in keys if len(k) > 1)


def strip_site(title: str, sites: frozenset[str]) -> str:
    """The title without the site's name at its end or start, and without section names that stand between title and site."""
    title = tidy(title)
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:  # "Title | World News | Site": all from the title's end on goes, when the site's name is the end
        tail = [p for p in _SEPARATOR.split(title[cut.start() :]) if p and p.strip()]
        if (
            tail
            and is_site(tail[-1], sites)
            and (len(tail) == 1 or all(len(p.split()) <= 3 for p in tail[:-1]))
            and len(title[: cut.start()].split()) >= 2
        ):
            return title[: cut.start()].strip()
    for cut in reversed(cuts):
        rest = title[cut.end() :]
        if (
            any(len(s) > 3 and s in squeezed(rest) for s in sites)
            and len(rest.split()) <= 6
            and len(title[: cut.start()].split()) >= 3
        ):
            return title[: cut.start()].strip()
        if re.match(r"by\s+[A-Z]", rest) and len(rest.split()) <= 6:
            title = title[: cut.start()].strip()
    if cuts and is_site(title[: cuts[0].start()], sites) and len(title[cuts[0].end() :].split()) >= 3:
        return title[cuts[0].end() :].strip()
    return title


def _within(short: list[str], long: list[str]) -> bool:
    """Whether the words of the one stand in the other in the same order."""
    it = iter(long)
    return all(word in it for word in short)


def choose(headline: str | None, titles: dict[str, str], headings: list[str], sites: frozenset[str]) -> str | None:
    """The title that a reader would take, from JSON-LD's headline, the meta titles and the page's level-one headings.

    Each source votes for its title; titles that differ in punctuation only are one. Where one title is another with words left out
    (no more than a third), the shorter is taken: what is added is for search engines ("World news: …") or for the site. Of two with as many votes,
    the one that the page shows as its heading wins.
    """
    candidates: list[tuple[str, str, float]] = []
    if headline:
        candidates.append(("json_ld", strip_site(headline, sites), 1.0))
    shown = {key(v) for v in titles.values()} | ({key(headline)} if headline else set())
    matching = [h for h in headings if any(key(h) and (key(h) in s or s in key(h)) for s in shown if s)]
    heading = next(iter(matching or [h for h in headings if len(h.split()) >= 3]), None)
    if heading:
        candidates.append(("h1", strip_site(heading, sites), 1.15))
    for source, weight in (("og", 1.1), ("twitter", 0.3), ("title", 0.8), ("meta", 0.3)):
        if source in titles:
            candidates.append((source, strip_site(titles[source], sites), weight))
    candidates = [(s, t, w) for s, t, w in candidates if t and not is_site(t, sites)]
    if not candidates:
        return None
    votes: dict[str, float] = {}
    spelt: dict[str, str] = {}
    for _, text, weight in candidates:
        own = key(text)
        votes[own] = votes.get(own, 0.0) + weight
        spelt.setdefault(own, text)
    keys = sorted(votes, key=lambda k: len(k.split()))
    for short in keys:
        for long in keys:
            a, b = words(short), words(long)
            if len(a) < len(b) and len(a) >= max(4, 0.65 * len(b)) and votes[short] >= 1.0 and _within(a, b):
                votes[short] += votes[long]
                votes[long] = 0.0
    best = max(votes, key=lambda k: (round(votes[k], 3), k == (key(heading) if heading else "")))
    return spelt[best]
