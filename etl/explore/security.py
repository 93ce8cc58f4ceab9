"""What makes the site fit for the internet: headers on every answer, addresses of Datasette that are closed, robots.txt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

# Our own pages: nothing from elsewhere, nothing inline. `data:` is for the small drawings in our own style sheet.
OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Datasette's own pages carry inline scripts and styles of its own; still nothing from elsewhere.
DATASETTE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)
# Pages of Datasette that are for whoever runs it, not for readers: they tell of the machine, or try things out.
CLOSED = (
    "/-/databases",
    "/-/threads",
    "/-/messages",
    "/-/permissions",
    "/-/allow-debug",
    "/-/patterns",
    "/-/auth-token",
    "/-/logout",
    "/-/actor",
)
ROBOTS = """# Every page is open to robots. What only repeats the same rows in another order is not worth your time or ours.
User-agent: *
Disallow: /*?*_sort
Disallow: /*?*_facet
Disallow: /*?*sql=
Disallow: /search
Disallow: /-/
Allow: /
"""

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]


def with_headers(app: App) -> App:
    """Wrap an ASGI application so that every answer carries our headers, and the closed addresses answer 404."""

    async def wrapped(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def sending(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                names = {name.lower() for name, _ in given}
                given += [(name, value) for name, value in HEADERS if name not in names]
                if b"content-security-policy" not in names:
                    given.append((b"content-security-policy", DATASETTE.encode()))
                message = dict(message, headers=given)
            await send(message)

        path = scope["path"].removesuffix(".json")
        if path.rstrip("/") in CLOSED:
            scope = dict(scope, path="/-/closed", raw_path=b"/-/closed")
        await app(scope, receive, sending)

    return wrapped
