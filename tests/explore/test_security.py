"""Fit for the internet: read-only, nothing private, limits, headers."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from etl.errors import InputError
from etl.explore import private
from etl.explore.serve import Following, make, run, settings
from etl.pages.document import Document, paragraphs
from etl.private import FILE, keep_texts

from .conftest import Reader

EVERYWHERE = ["/", "/person/boris-aldane", "/nope", "/embassyrow", "/embassyrow/people", "/embassyrow/people/boris-aldane", "/robots.txt",
              "/person/boris-aldane.json", "/embassyrow/people.csv?_size=5", "/-/static/app.css", "/download/data/people.csv",
              "/embassyrow?sql=select+1", "/-/versions.json"]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_the_headers(reader: Reader, path: str) -> None:
    headers = reader.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/-/databases", "/-/databases.json", "/-/threads.json", "/-/messages", "/-/permissions", "/-/patterns", "/-/allow-debug",
                                  "/-/auth-token", "/-/logout", "/-/actor.json"])  # fmt: skip
def test_pages_for_whoever_runs_it_are_closed(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_nothing_public_tells_where_files_lie(reader: Reader, folder: Path) -> None:
    for path in (
        "/",
        "/-/metadata.json",
        "/-/settings.json",
        "/-/versions.json",
        "/-/plugins.json?all=1",
        "/.json",
        "/embassyrow.json",
        "/nope",
    ):
        assert str(folder.parent) not in reader.get(path).text, path


@pytest.mark.parametrize(
    "sql",
    ["attach database 'x.db' as x", "delete from people", "pragma writable_schema = 1", "select load_extension('x')", "vacuum into 'x.db'",
     "insert into people (person_id, name) values ('x', 'x')", "select writefile('x', 'y')", "select readfile('/etc/passwd')",
     "with x as (select 1) delete from people"],
)  # fmt: skip
def test_sql_reads_this_database_and_nothing_else(reader: Reader, sql: str) -> None:
    answer = reader.get("/embassyrow.json", params={"sql": sql})
    assert answer.status_code == 400, answer.text[:200]


def test_sql_has_limits_of_time_and_rows(reader: Reader) -> None:
    limits = settings()
    assert limits["sql_time_limit_ms"] <= 3000
    assert limits["max_returned_rows"] <= 5000
    many = "with recursive n(i) as (select 1 union all select i + 1 from n limit 100000) select i from n"
    answer = json.loads(reader.get("/embassyrow.json", params={"sql": many}).text)
    assert len(answer["rows"]) == limits["max_returned_rows"]
    assert answer["truncated"]
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    stopped = reader.get("/embassyrow.json", params={"sql": endless, "_timelimit": "50"})
    assert stopped.status_code == 400


def test_a_csv_of_sql_that_runs_out_of_time_is_an_error_and_no_cut_file(reader: Reader) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    answer = reader.get("/embassyrow.csv", params={"sql": endless, "_timelimit": "50"})
    assert answer.status_code == 400


def test_nothing_can_be_written_over_http(reader: Reader, folder: Path) -> None:
    before = (folder / "embassyrow.db").read_bytes()
    import asyncio

    for path in ("/embassyrow", "/embassyrow/people", "/embassyrow/whom_did_they_meet", "/person/boris-aldane"):
        answer = asyncio.run(reader.datasette.client.post(path, data={"sql": "delete from people"}))
        assert answer.status_code >= 400 or answer.status_code == 200
    assert (folder / "embassyrow.db").read_bytes() == before


# Texts of articles


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    document = Document(
        form="html",
        paragraphs=paragraphs(
            ("title", "Envoys meet"), ("body", "Boris Aldane met Ada Brovic <b>secretly</b> in Paris.")
        ),
    )
    keep_texts(tmp_path, [document])
    conn = sqlite3.connect(tmp_path / FILE)
    with conn:
        conn.execute("update paragraphs set text_sha256 = ?", ("f" * 64,))
    conn.close()
    return tmp_path / FILE


ARTICLE = "/article/gazette-envoys-meet"


def test_without_being_asked_for_no_text_is_served(reader: Reader) -> None:
    assert "secretly" not in reader.get(ARTICLE).text


def test_on_this_machine_the_text_stands_with_its_evidence_marked(opened: object, texts: Path) -> None:
    local = opened(private_texts=texts)  # type: ignore[operator]
    answer = local.get(ARTICLE)
    assert "<mark>Boris Aldane</mark>" in answer.text
    assert '<a class="mark m-person" href="/person/boris-aldane"' in answer.text
    assert "m-event" in answer.text
    assert "&lt;b&gt;secretly&lt;/b&gt;" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert "secretly" not in local.get(ARTICLE + ".json").text


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-for": "127.0.0.1"}, {"forwarded": "for=127.0.0.1"}, {"via": "1.1 proxy"}, {"host": "evil.example.org"}, {"host": "localhost.evil.example.org"}],
)  # fmt: skip
def test_a_request_from_elsewhere_or_through_a_proxy_never_gets_a_text(
    opened: object, texts: Path, headers: dict[str, str]
) -> None:
    local = opened(private_texts=texts)  # type: ignore[operator]
    assert "secretly" not in local.get(ARTICLE, headers=headers).text
    assert "secretly" in local.get(ARTICLE).text


def test_texts_have_no_address_and_no_sql_reaches_them(opened: object, texts: Path) -> None:
    local = opened(private_texts=texts)  # type: ignore[operator]
    assert [name for name in local.datasette.databases if not name.startswith("_")] == ["embassyrow"]
    for path in (
        "/private",
        "/texts",
        "/texts.db",
        "/private/texts.db",
        "/download/private/texts.db",
        "/embassyrow/paragraphs",
    ):
        assert local.get(path).status_code == 404
    assert local.get("/embassyrow.json", params={"sql": "select * from paragraphs"}).status_code == 400
    assert "texts" not in local.get("/-/metadata.json").text


def test_texts_are_refused_on_any_other_address_than_loopback(folder: Path) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        with pytest.raises(InputError, match="never served"):
            run(folder, database=folder / "embassyrow.db", host=host, private_texts=True)


def test_who_is_local() -> None:
    def scope(client: str | None, host: str, **headers: str) -> dict[str, object]:
        given = [(b"host", host.encode())] + [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        return {"client": (client, 1) if client else None, "headers": given}

    assert private.is_local(scope("127.0.0.1", "localhost:8001"))
    assert private.is_local(scope("::1", "[::1]:8001"))
    assert not private.is_local(scope("192.0.2.7", "localhost"))
    assert not private.is_local(scope(None, "localhost"))
    assert not private.is_local(scope("127.0.0.1", "rebound.example.org"))
    assert not private.is_local(scope("127.0.0.1", "localhost", x_forwarded_for="127.0.0.1"))


def test_pieces_are_the_paragraph_whatever_the_offsets() -> None:
    text = "Zoë met Ada 😀 in Paris"
    marks = [
        (0, 3, ("person", "z", "Zoë")),
        (8, 13, ("person", "a", "Ada 😀")),
        (4, 11, ("event", "e", "meeting")),
        (20, 99, ("place", "p", "x")),
        (5, 5, ("x", "y", "z")),
    ]
    found = private.pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    assert found[0] == private.Piece("Zoë", (("person", "z", "Zoë"),))
    assert any(len(piece.marks) == 2 for piece in found)
    assert all(("place", "p", "x") not in piece.marks for piece in found)


# The server


def test_what_is_no_database_of_ours_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="no database"):
        make(folder, tmp_path / "embassyrow.db")
    (tmp_path / "embassyrow.db").write_bytes(b"not a database at all, but long enough to be one" * 40)
    with pytest.raises(InputError, match="not a database"):
        make(folder, tmp_path / "embassyrow.db")
    (tmp_path / "other.db").write_bytes((folder / "embassyrow.db").read_bytes())
    with pytest.raises(InputError, match="must be called"):
        make(folder, tmp_path / "other.db")


def test_a_running_server_follows_the_pointer_and_holds_what_it_serves(tmp_path: Path, folder: Path) -> None:
    import asyncio

    import httpx

    from etl.workspace import is_locked

    builds = []
    for name in ("one", "two"):
        build = tmp_path / name
        build.mkdir()
        (build / "embassyrow.db").write_bytes((folder / "embassyrow.db").read_bytes())
        builds.append(build)
    conn = sqlite3.connect(builds[1] / "embassyrow.db")
    with conn:
        conn.execute("update people set name = 'Boris Renamed' where person_id = 'boris-aldane'")
    conn.close()
    current = builds[0]
    app = Following(lambda: current / "embassyrow.db", lambda database: make(folder, database))

    def title() -> str:
        async def ask() -> str:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
                return (
                    (await client.get("http://localhost/person/boris-aldane")).text.split("<h1>")[1].split("</h1>")[0]
                )

        return asyncio.run(ask())

    assert title() == "<bdi>Boris Aldane</bdi>"
    assert is_locked(builds[0])
    current = builds[1]
    assert title() == "<bdi>Boris Renamed</bdi>"
    assert is_locked(builds[1])
    assert not is_locked(builds[0])
    current = tmp_path / "gone"
    assert title() == "<bdi>Boris Renamed</bdi>"


def test_a_port_in_use_is_said_before_anything_starts(folder: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="cannot be used"):
            run(folder, database=folder / "embassyrow.db", port=taken.getsockname()[1])
