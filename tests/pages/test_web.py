"""Fetching politely, against a server on this machine (which the guard of the tests lets in, and the real one does not)."""

import gzip
import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from etl.errors import InputError, LimitError
from etl.pages.net import public_only
from etl.pages.web import Fetcher, Kept, fetch_documents
from tests.pages.samples import PAGE, PROSE
from tests.pages.test_forms import FEED


class Site(ThreadingHTTPServer):
    """A server whose answers are set by path: (status, headers, body) or a function that writes to the handler."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path, (404, {}, b""))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        server.answers["/page"] = (200, {"Content-Type": "text/html"}, PAGE.encode())
        yield server
        server.shutdown()


def loopback(address):
    return address.is_loopback


@pytest.fixture
def fetcher():
    waits: list[float] = []
    with Fetcher(guard=loopback, sleep=waits.append, clock=lambda: 0.0) as fetcher:
        fetcher.waits = waits
        yield fetcher


def test_an_article_is_fetched_and_read(site, fetcher):
    (document,) = fetcher.documents(site.url + "/page")
    assert document.title == "Varga and Brandt reopen the ferry line"
    assert document.url == site.url + "/page"


def test_robots_is_asked_first_and_kept(site, fetcher):
    site.answers["/robots.txt"] = (
        200,
        {"Content-Type": "text/plain"},
        b"User-agent: *\nDisallow: /page\nCrawl-delay: 7\n",
    )
    with pytest.raises(InputError, match=r"robots\.txt forbids"):
        fetcher.fetch(site.url + "/page")
    assert [path for path, _ in site.seen] == ["/robots.txt"]
    site.answers["/other"] = site.answers["/page"]
    fetcher.fetch(site.url + "/other")
    assert fetcher.waits == [7.0]


def test_rules_for_this_reader_by_name(site, fetcher):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: embassy-row\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    with pytest.raises(InputError, match=r"robots\.txt forbids"):
        fetcher.fetch(site.url + "/page")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_robots_that_is_missing_allows_and_a_failing_one_does_not(site, fetcher, status, allowed):
    site.answers["/robots.txt"] = (status, {}, b"")
    if allowed:
        assert fetcher.fetch(site.url + "/page").data == PAGE.encode()
    else:
        with pytest.raises(InputError, match=r"robots\.txt cannot be read"):
            fetcher.fetch(site.url + "/page")


def test_robots_is_asked_once_and_requests_keep_their_distance(site, fetcher):
    fetcher.fetch(site.url + "/page")
    fetcher.fetch(site.url + "/page")
    assert [path for path, _ in site.seen] == ["/robots.txt", "/page", "/page"]
    assert fetcher.waits == [1.0, 1.0]


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    site.answers["/page"] = (
        200,
        {"Content-Type": "text/html", "ETag": '"7"', "Last-Modified": "Fri, 07 Oct 2016 20:15:00 GMT"},
        PAGE.encode(),
    )
    assert fetcher.fetch(site.url + "/page").changed
    site.answers["/page"] = (304, {}, b"")
    again = fetcher.fetch(site.url + "/page")
    assert (again.changed, again.data) == (False, PAGE.encode())
    headers = site.seen[-1][1]
    assert headers["If-None-Match"] == '"7"' and headers["If-Modified-Since"].startswith("Fri, 07")
    assert [d.title for d in fetcher.documents(site.url + "/page")] == ["Varga and Brandt reopen the ferry line"]


def test_what_came_is_kept_in_a_folder_between_runs(site, tmp_path):
    headers = {"Content-Type": "text/html", "ETag": '"7"'}
    site.answers["/page"] = (200, headers, PAGE.encode())
    for _ in range(2):
        with Fetcher(Kept(tmp_path / "web"), guard=loopback, sleep=lambda _: None) as fetcher:
            (document,) = fetcher.documents(site.url + "/page")
            assert document.title == "Varga and Brandt reopen the ferry line"
        site.answers["/page"] = (304, {}, b"")
    assert site.seen[-1][1]["If-None-Match"] == '"7"'
    (path,) = (tmp_path / "web").iterdir()
    path.write_bytes(b"broken")
    site.answers["/page"] = (200, headers, PAGE.encode())
    with Fetcher(Kept(tmp_path / "web"), guard=loopback, sleep=lambda _: None) as fetcher:
        assert fetcher.fetch(site.url + "/page").changed
    assert "If-None-Match" not in site.seen[-1][1]


def test_fetching_by_the_function_refuses_this_machine(site, tmp_path):
    with pytest.raises(InputError):
        list(fetch_documents(site.url + "/page", tmp_path / "web"))


def test_redirects_are_followed_a_few_times(site, fetcher):
    site.answers["/a"] = (302, {"Location": "/page"}, b"")
    assert fetcher.fetch(site.url + "/a").url == site.url + "/page"
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(InputError, match="redirects more than"):
        fetcher.fetch(site.url + "/loop")


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f000001.example.invalid/",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "http://user:pw@127.0.0.1/",
    ],
)
def test_redirects_into_the_machines_own_network_are_refused(site, fetcher, target):
    site.answers["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(InputError):
        fetcher.fetch(site.url + "/a")


def test_the_real_guard_refuses_this_machine(site):
    with Fetcher(sleep=lambda _: None) as fetcher:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(InputError, match=r"not on the public internet|cannot be read"):
                fetcher.fetch(f"http://{host}:{site.server_port}/page")
    assert site.seen == []


def test_a_name_that_changes_its_address_after_it_was_checked(site, monkeypatch):
    """The address that was checked is the one connected to: a second answer of the name server is never asked for."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    connected = []

    def resolve(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address, *args, **kwargs):
        connected.append(address[0])
        raise OSError("no net in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with Fetcher(sleep=lambda _: None) as fetcher, pytest.raises(InputError):
        fetcher.fetch(f"http://rebind.example:{site.server_port}/page")
    assert connected == ["93.184.215.14"]
    assert site.seen == []


def test_a_name_with_a_private_address_among_public_ones(site, monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: both)
    with Fetcher(sleep=lambda _: None) as fetcher, pytest.raises(InputError, match=r"127\.0\.0\.1"):
        fetcher.fetch("http://mixed.example/page")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False), ("::ffff:93.184.215.14", True), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert public_only(ipaddress.ip_address(address)) is public


def test_too_large_is_cut_off(site):
    site.answers["/big"] = (200, {"Content-Type": "text/html"}, b"x" * 200_000)
    with (
        Fetcher(guard=loopback, sleep=lambda _: None, max_bytes=50_000) as fetcher,
        pytest.raises(LimitError, match="MAX_FILE_BYTES"),
    ):
        fetcher.fetch(site.url + "/big")


def test_a_compressed_bomb_is_cut_off(site):
    site.answers["/bomb"] = (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(b"0" * 20_000_000),
    )
    with (
        Fetcher(guard=loopback, sleep=lambda _: None, max_bytes=1_000_000) as fetcher,
        pytest.raises(LimitError, match="MAX_FILE_BYTES"),
    ):
        fetcher.fetch(site.url + "/bomb")


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_given_up(site, where):
    done = threading.Event()

    def drip(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            + (b"X-A: b\r\n" if where == "headers" else b"Content-Length: 99999\r\n\r\n")
        )
        try:
            while not done.wait(0.02):
                handler.wfile.write(b"X" if where == "body" else b"X-B: c\r\n")
                handler.wfile.flush()
        except OSError:
            pass

    site.answers["/slow"] = drip
    site.answers["/robots.txt"] = (404, {}, b"")
    try:
        with (
            Fetcher(guard=loopback, sleep=lambda _: None, max_seconds=0.4) as fetcher,
            pytest.raises(LimitError, match="MAX_FETCH_SECONDS"),
        ):
            fetcher.fetch(site.url + "/slow")
    finally:
        done.set()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((404, {}, b""), "status 404"),
        ((500, {}, b""), "status 500"),
        ((200, {"Content-Type": "image/png"}, b"x"), "type image/png"),
        ((200, {"Content-Type": "text/html"}, b""), "empty"),
    ],
)
def test_answers_that_are_no_article(site, fetcher, answer, message):
    site.answers["/x"] = answer
    with pytest.raises(InputError, match=message):
        list(fetcher.documents(site.url + "/x"))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://[::1",
        "http://x.example:99999/",
        "",
        "file:///etc/hostname",
    ],
)
def test_what_is_no_address_of_the_web(fetcher, url):
    with pytest.raises(InputError):
        fetcher.fetch(url)


def test_nobody_listens(fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InputError, match=f":{port}"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")


def test_a_feed_gives_its_articles_fetching_those_it_only_sums_up(site, fetcher):
    text = FEED.replace(b"https://meridianpost.example/b", site.url.encode() + b"/b").replace(
        b"<description>Short.", b"<pubDate>Sat, 08 Oct 2016 10:00:00 GMT</pubDate><description>Short."
    )
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, text)
    site.answers["/b"] = (
        200,
        {"Content-Type": "text/html"},
        f"<html><body><h1>The pier and its stones</h1>{PROSE}</body></html>".encode(),
    )
    whole, fetched = fetcher.documents(site.url + "/feed")
    assert (whole.form, whole.title) == ("feed", "Ministers & masters")
    assert (fetched.form, fetched.title, fetched.published, fetched.published_from) == (
        "html",
        "The pier and its stones",
        "2016-10-08",
        "feed",
    )


def test_an_entry_that_fails_does_not_end_the_feed(site, fetcher):
    site.answers["/feed"] = (
        200,
        {"Content-Type": "text/xml"},
        FEED.replace(b"https://meridianpost.example/b", site.url.encode() + b"/gone"),
    )
    errors: list[InputError] = []
    assert len(list(fetcher.documents(site.url + "/feed", errors))) == 1
    assert "status 404" in str(errors[0])
