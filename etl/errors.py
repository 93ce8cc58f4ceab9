"""The errors a user can cause and mend. Anything else that is raised is a bug of ours."""

from __future__ import annotations


class EmbassyRowError(Exception):
    """Base of every error that is shown to a user as one line: what is wrong, where, and what to do.

    `file` is the file or address, `place` where in it (a line, a record, a column), `remedy` what would mend it.
    """

    exit_status = 2

    def __init__(self, message: str, *, file: str | None = None, place: str | None = None, remedy: str | None = None):
        self.message, self.file, self.place, self.remedy = message, file, place, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} ({self.remedy})" if self.remedy else text


class InputError(EmbassyRowError):
    """An input that cannot be used: empty, binary, in another encoding, too large, not an article."""


class LimitError(InputError):
    """An input that passes a named limit (see `etl.limits`)."""


class SourceError(EmbassyRowError):
    """A source that is missing, is not what `sources.yml` says, or fails its assertions."""


class CheckError(EmbassyRowError):
    """A check of ours that failed; nothing is published."""

    exit_status = 1
