"""Who is named in a remark: people with their titles, and groups that stand without names.

    party   := [the] [nations] (titles name [of nation] | titles [of nations] | group noun [of nations])
    titles  := title (("and" | "/") title)* [rank or form of address]
    list    := party (("," | "and" | "as well as" | "with")+ party)*

A plural title is shared by the names that follow it ("Presidents Perez of Venezuela, Carazo of Costa Rica"). A name ends at the first
word that is no part of one; a portfolio that ends a title is told from the name after it by the lexicon.
"""

from __future__ import annotations

from dataclasses import replace

from etl.sources.remarks_groups import Groups
from etl.sources.remarks_names import PEERS, Party
from etl.sources.remarks_titles import Title, honorific, starts_title, title_at
from etl.sources.remarks_tokens import join
from etl.sources.remarks_words import (
    ADJECTIVES,
    DETERMINERS,
    DOMESTIC,
    GROUP_NOUNS,
    HONORIFICS,
    INSTITUTIONS,
    NO_NAMES,
    PARTICLES,
    QUALIFIERS,
    RANKS,
    SECOND,
    STYLES,
    Nation,
    nation_at,
)


class Parser(Groups):
    """Reads parties out of one clause, at the ISO day `on`."""

    # parties

    def party_at(self, start: int, untitled: bool = False) -> tuple[list[Party], int]:
        """The party that begins at a token (several, for a shared plural title), and the index after it; none: ([], start)."""
        i = start
        while self.at(i).low in DETERMINERS and self.at(i).kind == "word":
            i += 1
        while self.at(i).capital and (self.at(i).low in STYLES or (self.at(i).low in ("his", "her", "hi", "all"))):
            i += 1
        while self.at(i).low in DETERMINERS and self.at(i).kind == "word":
            i += 1
        qualifier = ""
        while self.at(i).low in QUALIFIERS and not self.at(i).capital and not title_at(self.parts, i, self.on):
            qualifier = QUALIFIERS[self.at(i).low]  # "former South African President Mandela"
            i += 1
        prefix, loose, at_title = self._prefix(i)
        if at_title is None:
            return self._untitled(start, i) if untitled else ([], start)
        title = title_at(self.parts, at_title, self.on)
        if title is None:
            return self._group(start, at_title, prefix)
        found, end = self._titled(start, at_title, prefix, loose)
        if qualifier:
            found = [
                replace(
                    p,
                    titles=tuple(replace(t, qualifier=qualifier) if t.qualifier == "current" else t for t in p.titles),
                )
                for p in found
            ]
        return found, end

    def _titled(self, start: int, at: int, prefix: list[Nation], loose: list[str]) -> tuple[list[Party], int]:
        titles: list[Title] = []
        i = at
        joined = False
        addresses: list[str] = []
        second: Nation | None = None
        while (title := title_at(self.parts, i, self.on)) is not None:
            # A head may really be the name: "Prime Minister King", "Prime Minister Amir Abbas Hoveyda".
            if titles and not joined and not (self._names_after(title.end) and title.head.split()[0] in SECOND):
                break
            joined = False
            titles.append(replace(title, nation=title.nation or second))
            i = title.end
            if title.plural:
                break
            while honorific(self.at(i)) and not (self.at(i).low in PEERS and self.at(i + 1).low == "of"):
                addresses.append(self.at(i).text)
                i += 1
            joint = self.at(i)
            if joint.text in "/&" or joint.low == "and" or (joint.low == "the" and titles[0].nation):
                j = i + 1 if joint.low != "the" else i
                if self.at(j).low in DETERMINERS and joint.low == "and":
                    break  # "the King and the Prime Minister": two
                nation = nation_at(self.parts, j, self.on)
                if nation and title_at(self.parts, j + nation.length, self.on):
                    second = nation
                    j += nation.length
                following = title_at(self.parts, j, self.on)
                if following is None or following.plural or not self._names_after(following.end):
                    break
                i, joined = j, True
                continue
        if titles[-1].plural:
            return self._shared(start, titles, prefix, i)
        begin = i
        styled = self.at(i + 2).low in STYLES
        if self.at(i).text == "," and (self.at(start).low in ("the", "his") or styled) and titles[-1].end == i:
            j = i + 1
            rank = title_at(self.parts, j, self.on)  # "the Governor of Bermuda, Admiral Sir Ralph Leatham"
            if rank and rank.head in RANKS and self.name_at(rank.end)[0]:
                i = rank.end
            elif styled:  # "Patriarch of the Church, His Holiness Linus II"
                i = j + 1
            elif (honorific(self.at(j)) or (self.at(j).capital and not rank)) and not self._prefix(j)[2]:
                i = j
        name, nickname, address, end = self.name_at(i)
        addresses += address
        if any(word.lower() in INSTITUTIONS for word in name.split()):
            name, begin = "", end  # "the Chief Prosecutor of the War Crimes Tribunal"
        nations = self._own(titles, prefix)
        if (
            not name
            and titles[-1].place
            and titles[-1].head in ("duke", "duchess", "prince", "princess", "earl", "viscount")
        ):
            name, end = titles[-1].text, begin  # "the Duke of Windsor"
        if not name:
            end = begin
            return [self._unnamed(start, end, nations, tuple(titles))], end
        body = self._body(titles, prefix, loose)
        domestic = bool(body) and (body in DOMESTIC or not any(nation.body for nation in nations))
        codes = tuple(dict.fromkeys(code for nation in nations for code in nation.countries))
        if self.at(end).low in ("of", "from"):
            found, _ = self.nations_at(end + 1)
            if found:
                one = found[0]
                codes, body = (one.countries or codes), (one.body or body)
                j = end + 1
                while self.at(j).low == "the":
                    j += 1
                end = j + one.length
        party = Party(
            join(self.parts[start:end]),
            name,
            nickname,
            tuple(titles),
            tuple(addresses),
            codes if len(codes) < 4 else (),
            body,
            domestic=domestic,
        )
        return [party], end

    def _own(self, titles: list[Title], prefix: list[Nation]) -> list[Nation]:
        return [*(t.nation for t in titles if t.nation), *prefix]

    def _body(self, titles: list[Title], prefix: list[Nation], loose: list[str]) -> str:
        for nation in self._own(titles, prefix):
            if nation.body:
                return nation.body
        return " ".join(loose) if len(loose) > 1 else ""

    def _names_after(self, i: int) -> bool:
        """Whether a name, or another title with one, begins here."""
        if self.at(i).text in "/&" or self.at(i).low == "and":
            following = title_at(self.parts, i + 1, self.on)
            return bool(following and self._names_after(following.end))
        if title := title_at(self.parts, i, self.on):
            return self._names_after(title.end) or bool(self.name_at(i)[0])
        return bool(self.name_at(i)[0])

    def _bracketed(self, start: int, i: int, titles: list[Title]) -> tuple[list[Party], int]:
        """Countries each with its holder's name in brackets: "of Australia (Payne), India (Jaishankar)"."""
        shared = (*titles[:-1], replace(titles[-1], plural=False))
        out: list[Party] = []
        begin, end = start, i
        while (nation := nation_at(self.parts, i, self.on)) and self.at(i + nation.length).text == "(":
            name, nickname, address, after = self.name_at(i + nation.length + 1)
            if not name or name.isupper() or self.at(after).text != ")":
                break
            text = join(self.parts[begin : after + 1])
            out.append(Party(text, name, nickname, shared, address, nation.countries, nation.body))
            end = i = after + 1
            while self.at(i).text == "," or self.at(i).low == "and":
                i += 1
            begin = i
        return out, end

    def _shared(self, start: int, titles: list[Title], prefix: list[Nation], i: int) -> tuple[list[Party], int]:
        """A plural title: with the countries it is of, or with the names that share it."""
        title = titles[-1]
        if self.at(i).low in ("of", "from", "representing"):
            bracketed, end = self._bracketed(start, i + 1, titles)
            if bracketed:
                return bracketed, end
            nations, end = self.nations_at(i + 1)
            if nations:
                end = self._tail(end)
                return [self._unnamed(start, end, nations, tuple(titles), True, shown=i)], end
        out: list[Party] = []
        end = i
        while True:
            if title_at(self.parts, i, self.on) and out:
                break
            name, nickname, address, after = self.name_at(i)
            if any(word.lower() in INSTITUTIONS for word in name.split()):
                end, name = after, ""
            if not name or (not out and nation_at(self.parts, i, self.on) and self.at(after).low in GROUP_NOUNS):
                break
            nations = self._own(titles, prefix)
            begin = start if not out else i
            if self.at(after).low == "of":
                found, _ = self.nations_at(after + 1)
                if found:
                    nations = [found[0]]
                    after = after + 1 + (self.at(after + 1).low == "the") + found[0].length
            codes = tuple(dict.fromkeys(code for nation in nations for code in nation.countries))
            body = next((nation.body for nation in nations if nation.body), "")
            singular = replace(title, plural=False)
            out.append(
                Party(join(self.parts[begin:after]), name, nickname, (*titles[:-1], singular), address, codes, body)
            )
            end = after
            i = after
            while self.at(i).text == "," or self.at(i).low == "and":
                i += 1
            if i == after:
                break
            j = i
            while nation_at(self.parts, j, self.on):
                j += 1
            particle = self.at(i).low in PARTICLES and self.at(i + 1).capital
            if (
                title_at(self.parts, j, self.on)
                or self.at(i).low in DETERMINERS
                or not (self.at(i).capital or particle)
            ):
                break
        if not out:
            return [self._unnamed(start, end, self._own(titles, prefix), tuple(titles), True)], end
        return out, end

    def _untitled(self, start: int, i: int) -> tuple[list[Party], int]:
        """A name without any title, of two words or more that are no country, body or thing."""
        nation = nation_at(self.parts, i, self.on)
        if nation:
            nations, end = self.nations_at(i)
            return [self._unnamed(start, end, nations, (), True)], end
        if any(t.low == "the" for t in self.parts[start:i]):
            return [], start
        name, nickname, address, end = self.name_at(i)
        words = name.split()
        if not words or any(w.lower().strip("’'s") in NO_NAMES or w.lower() in HONORIFICS for w in words):
            return [], start
        if (
            words[0].lower() in ADJECTIVES
            or words[0].lower() in GROUP_NOUNS
            or self.at(end).low in GROUP_NOUNS | {"of"}
        ):
            return [], start
        if any(w.isupper() and len(w) > 2 and not set(w) <= set("IVX") for w in words) or any(
            ch.isdigit() for ch in name
        ):
            return [], start
        return [Party(join(self.parts[start:end]), name, nickname, (), address)], end

    def list_at(self, start: int, untitled: bool = False) -> tuple[list[Party], int]:
        """A list of parties from a token on, and the index after it; each knows how it hangs on the one before."""
        found, end = self.party_at(start, untitled)
        if not found:
            return [], start
        out = list(found)
        i = end
        while True:
            j = i
            if self.at(j).text == "(":  # an aside: "(State dinner)", "(November 7)"
                while self.at(j).kind != "end" and self.at(j).text != ")":
                    j += 1
                j += 1
            seps: list[str] = []
            while self.at(j).text in (",", ";") or self.at(j).low in (
                "and",
                "with",
                "also",
                "together",
                "along",
                "as",
                "well",
                "by",
            ):
                if self.at(j).low == "as" and self.at(j + 1).low != "well" and "well" not in seps:
                    break
                seps.append(self.at(j).low or self.at(j).text)
                j += 1
            lost = not seps and last_is_group(out[-1]) and self.at(j).capital and self.at(j - 1).low != "and"
            if lost and starts_title(self.parts, j, self.on):
                seps = [","]
            if not seps or (seps[-1] in ("as", "also", "by") and "well" not in seps) or seps == ["with"]:
                return out, i
            more, after = self.party_at(j, untitled=(untitled and "with" in seps) or (untitled and seps[-1] == "and"))
            if not more:
                return out, i
            how = "along" if "along" in seps else "with" if "with" in seps else seps[-1]
            last = out[-1]
            first = more[0]
            carried, carried_body = (last.countries or last.carried), (last.body or last.carried_body)
            if how == "with" or not carried:
                carried, carried_body = (), ""
            of_both = bool(last.titles) or " of " in first.text or len(first.countries) > 1
            bare = last.several and not last.name and not (last.countries or last.body)
            if bare and first.several and how == "and" and of_both:
                out[-1] = replace(
                    last, countries=first.countries, body=first.body
                )  # "the Presidents and Prime Ministers of …"
            if last.joined == "along" and how != "with":
                how = "along"
            out.append(replace(first, joined=how, carried=carried, carried_body=carried_body))
            out += [replace(p, joined="and") for p in more[1:]]
            i = after


def last_is_group(party: Party) -> bool:
    """Whether it has no name, so that a comma may be missing after it."""
    return not party.name and party.several
