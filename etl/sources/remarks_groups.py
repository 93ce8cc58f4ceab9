"""Groups that stand without names in a remark ("senior Egyptian officials"), and what stands before a title or a group's noun."""

from __future__ import annotations

from etl.sources.remarks_names import NAME_STOPS, Party, Scanner
from etl.sources.remarks_titles import Title, starts_title, title_at
from etl.sources.remarks_tokens import MONTHS, join
from etl.sources.remarks_words import ADJECTIVES, GROUP_NOUNS, Nation, nation_at, respelt_nation


class Groups(Scanner):
    """Reads groups out of one clause, at the ISO day `on`."""

    def _prefix(self, i: int) -> tuple[list[Nation], list[str], int | None]:
        """Nations and adjectives before a title or group noun; the index of that title or noun, None where there is none."""
        nations: list[Nation] = []
        loose: list[str] = []
        begin = i
        for _ in range(16):
            token = self.at(i)
            if token.text in (",", "/") or token.low == "and":
                j = i + 1 + (self.at(i + 1).low == "and")
                if (nations or (i > begin and not loose)) and (
                    nation_at(self.parts, j, self.on) or self.at(j).low in ADJECTIVES
                ):
                    i = j
                    continue
                return nations, loose, None
            nation = nation_at(self.parts, i, self.on)
            if title_at(self.parts, i, self.on) and not (nation and nation.length > 1):
                return nations, loose, i
            if nation:
                nations.append(nation)
                i += nation.length
                if self.at(i).text == "(" and self.at(i + 2).text == ")" and self.at(i + 3).capital:
                    i += 3  # "International Atomic Energy Agency (IAEA) Director General"
                if self.at(i).low in ("former", "interim", "acting"):
                    continue
                continue
            if token.text == "(" and loose and self.at(i + 2).text == ")" and self.at(i + 3).capital:
                i += 3  # "International Atomic Energy Agency (IAEA) Director General"
                continue
            if token.capital and token.low in GROUP_NOUNS and self._title_ahead(i + 1):
                loose.append(token.text)
                i += 1
                continue
            if (
                not token.text.endswith(("’", "'"))
                and token.low in GROUP_NOUNS
                and token.kind == "word"
                and (i > begin or token.low not in ("council",))
            ):
                if self.at(i + 1).low in GROUP_NOUNS | {"members"} and not self.at(i + 1).capital:
                    i += 1
                return nations, loose, i
            if token.kind == "word" and token.low in ADJECTIVES:
                if token.capital:
                    loose.append(token.text)
                i += 1
                continue
            if token.capital and self.at(i + 1).low in GROUP_NOUNS and (slip := respelt_nation(token.text)):
                nations.append(slip)
                i += 1
                continue
            if token.capital and token.low in NAME_STOPS:
                return nations, loose, None
            if token.capital and token.low not in MONTHS and len(loose) < 6 and token.kind == "word":
                loose.append(token.text)
                i += 1
                continue
            if loose and token.low in ("of", "the", "for") and self.at(i + 1).kind == "word":
                loose.append(token.text)
                i += 1
                continue
            return nations, loose, None
        return nations, loose, None

    def _title_ahead(self, i: int) -> bool:
        """Whether a title begins after at most two more capitalised words."""
        for j in range(i, i + 3):
            if title_at(self.parts, j, self.on):
                return True
            if not self.at(j).capital:
                return False
        return False

    def _tail(self, end: int) -> int:
        """Where the rest of a group's own name ends: "leaders [of the Bucharest Nine Eastern Flank NATO Allies]"."""
        i = end
        while self.at(i).low in ("of", "from", "for", "in", "on") and self.at(i).kind == "word":
            j = i + 1
            while self.at(j).low in ("the", "a"):
                j += 1
            if (
                not self.at(j).capital
                or self.at(j).low in MONTHS
                or (self.at(i).low in ("in", "on", "for") and i > end)
            ):
                break
            if self.at(i).low in ("in", "on", "for") and self.at(end - 1).low not in ("participants", "group"):
                break
            while (
                self.at(j).capital
                and self.at(j).low not in MONTHS
                and not (j > i + 2 and starts_title(self.parts, j, self.on))
            ):
                j += 1
            i = j
        while (
            i > end - 1
            and self.at(i).capital
            and self.at(i - 1).kind == "word"
            and not starts_title(self.parts, i, self.on)
        ):
            i += 1
        return i

    def _group(self, start: int, i: int, prefix: list[Nation]) -> tuple[list[Party], int]:
        """A group without names, from its noun at `i`."""
        end = i + 1
        if self.at(i).low == "heads" and self.at(end).low == "of":  # "Heads of State and Government"
            while (
                self.at(end).low in ("of", "state", "and", "government", "governments") and self.at(end).kind == "word"
            ):
                if self.at(end).low == "of" and self.at(end + 1).low not in ("state", "government", "governments"):
                    break
                if self.at(end).low == "and" and self.at(end + 1).low not in ("government", "foreign"):
                    break
                end += 1
        if self.at(end).low == "of" and self.at(end + 1).low in ("state", "mission"):
            end += 2
        shown = 0
        if self.at(end).low in ("of", "from", "representing") and not prefix:
            nations, after = self.nations_at(end + 1)
            shown = end
            if nations:
                prefix, end = nations, after
        end = self._tail(end)
        return [self._unnamed(start, end, prefix, (), several=True, shown=shown)], end

    def _unnamed(
        self,
        start: int,
        end: int,
        nations: list[Nation],
        titles: tuple[Title, ...],
        several: bool = False,
        shown: int = 0,
    ) -> Party:
        """A party without a name; its text ends at `shown` where a list of countries follows: they stand in `countries`."""
        codes = tuple(dict.fromkeys(code for nation in nations for code in nation.countries))
        body = next((nation.body for nation in nations if nation.body), "")
        text = join(self.parts[start : end if len(nations) < 2 or not shown else shown])
        slips = tuple(nation.misspelt for nation in nations if nation.misspelt)
        return Party(text, titles=titles, countries=codes, body=body, several=several, misspelt=slips)
