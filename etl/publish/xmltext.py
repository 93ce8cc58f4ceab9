"""XML, written piece by piece."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 cannot hold at all, however it is written
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: object) -> str:
    """A value as character data."""
    return escape(_FORBIDDEN.sub("", str(value)))


def element(name: str, content: object | None = None, **attributes: object) -> str:
    """An element with character data, or an empty one; attributes that are None are left out."""
    given = "".join(
        f" {key}={quoteattr(_FORBIDDEN.sub('', str(value)))}" for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}/>" if content is None else f"<{name}{given}>{text(content)}</{name}>"
