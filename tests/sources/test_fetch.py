"""Fetching: whatever a server does, the target is the pinned file whole, or as it was."""

import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from etl.errors import LimitError, SourceError
from etl.sources import download as downloading
from etl.sources.catalogue import Pinned, Source
from etl.sources.download import download, only_public_https
from etl.sources.fetch import fetch


def packed(*members):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return whole.getvalue()


GOOD = packed(("owner-1/a.xml", b"<a/>" * 5000), ("owner-1/b.xml", b"<b/>"))


class Handler(BaseHTTPRequestHandler):
    """What it does is in the path: /good, /cut (first time only), /always-cut, /page, …"""

    def do_GET(self):
        self.server.requests.append((self.path, self.headers.get("Range")))
        getattr(self, "serve_" + self.path.strip("/").replace("-", "_"))()

    def send(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def serve_good(self):
        if (wanted := self.headers.get("Range")) and not self.server.ignores_ranges:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(GOOD) - 1}/{len(GOOD)}"
            self.send(GOOD[start:], 206, Content_Range=span)
        else:
            self.send(GOOD)

    def serve_cut(self):
        if len(self.server.requests) == 1:
            self.send(GOOD[:7000], Content_Length=str(len(GOOD)))
            self.close_connection = True
        else:
            self.serve_good()

    def serve_always_cut(self):
        self.send(GOOD[:7000], Content_Length=str(len(GOOD)))
        self.close_connection = True

    def serve_lies_short(self):
        self.send(GOOD, Content_Length="100")
        self.close_connection = True

    def serve_wrong_part(self):
        if self.headers.get("Range"):
            self.send(GOOD[:10], 206, Content_Range=f"bytes 0-9/{len(GOOD)}")
        else:
            self.send(GOOD)

    def serve_page(self):
        self.send(b"<!DOCTYPE html><title>Sorry</title>" + b" " * 20000, Content_Type="text/html")

    def serve_other_zip(self):
        self.send(packed(("owner-1/a.xml", b"<other/>")))

    def serve_repacked(self):
        self.send(packed(("owner-1/b.xml", b"<b/>"), ("owner-1/a.xml", b"<a/>" * 5000)))

    def serve_endless(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"PK" * 50000)
        except OSError:
            pass

    def serve_missing(self):
        self.send(b"no", 404)

    def serve_redirect(self):
        self.send(b"", 302, Location="/good")

    def serve_loop(self):
        self.send(b"", 302, Location="/loop")

    def serve_to_http(self):
        self.send(b"", 301, Location="http://elsewhere.example/good")

    def serve_to_private(self):
        self.send(b"", 302, Location="https://192.168.0.1/good")

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.requests, httpd.ignores_ranges = [], False
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def pin(server):
    def make(path, name="owner-1.zip", content=False):
        digest = hashlib.sha256()
        for member, data in (("a.xml", b"<a/>" * 5000), ("b.xml", b"<b/>")):
            digest.update(f"{member}\0{len(data)}\0".encode() + data)
        return Pinned(
            f"http://127.0.0.1:{server.server_port}/{path}",
            name,
            len(GOOD),
            hashlib.sha256(GOOD).hexdigest(),
            digest.hexdigest() if content else None,
        )

    return make


@pytest.fixture
def allow(server):
    """The rule of production, except for the one server of the test."""

    def rule(url):
        if not url.startswith(f"http://127.0.0.1:{server.server_port}/"):
            only_public_https(url)

    return rule


def test_a_good_file_arrives_whole_and_leaves_nothing_beside_it(tmp_path, pin, allow):
    path = download(pin("good"), tmp_path / "new", allow)
    assert path.read_bytes() == GOOD
    assert [p.name for p in path.parent.iterdir()] == ["owner-1.zip"]


def test_a_cut_connection_is_gone_on_with_where_it_stopped(tmp_path, pin, allow, server):
    assert download(pin("cut"), tmp_path, allow).read_bytes() == GOOD
    assert server.requests[1:] == [("/cut", "bytes=7000-")]


def test_a_server_that_ignores_ranges_is_read_from_the_start(tmp_path, pin, allow, server):
    server.ignores_ranges = True
    (tmp_path / "owner-1.zip.part").write_bytes(GOOD[:500])
    assert download(pin("good"), tmp_path, allow).read_bytes() == GOOD


def test_a_server_that_sends_another_part_is_not_believed(tmp_path, pin, allow):
    (tmp_path / "owner-1.zip.part").write_bytes(GOOD[:500])
    assert download(pin("wrong-part"), tmp_path, allow).read_bytes() == GOOD


@pytest.mark.parametrize("path", ["always-cut", "lies-short"])
def test_a_file_that_never_comes_whole_is_an_error_and_the_old_one_stays(tmp_path, pin, allow, path):
    (tmp_path / "owner-1.zip").write_bytes(b"old")
    with pytest.raises(SourceError, match="cut short"):
        download(pin(path), tmp_path, allow)
    assert (tmp_path / "owner-1.zip").read_bytes() == b"old"


def test_an_error_page_with_status_200_is_told_from_the_file(tmp_path, pin, allow):
    with pytest.raises(SourceError, match="a page came instead"):
        download(pin("page"), tmp_path, allow)
    with pytest.raises(SourceError, match="a page came instead"):
        download(pin("page", "officers.yaml"), tmp_path, allow)
    assert not list(tmp_path.glob("*.zip"))


def test_another_archive_than_the_pinned_one_is_refused(tmp_path, pin, allow):
    with pytest.raises(SourceError, match="not the pinned file"):
        download(pin("other-zip", content=True), tmp_path, allow)
    assert list(tmp_path.iterdir()) == []


def test_the_same_files_in_another_packing_are_accepted(tmp_path, pin, allow):
    assert download(pin("repacked", content=True), tmp_path, allow).exists()


def test_an_endless_answer_stops_at_the_limit(tmp_path, pin, allow, monkeypatch):
    monkeypatch.setattr(downloading, "_SLACK", 0)
    with pytest.raises(LimitError, match="more than"):
        download(pin("endless"), tmp_path, allow)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_names_status_and_address(tmp_path, pin, allow):
    with pytest.raises(SourceError, match=r"/missing: status 404 \("):
        download(pin("missing"), tmp_path, allow)


def test_redirects_are_followed_within_bounds(tmp_path, pin, allow):
    assert download(pin("redirect"), tmp_path, allow).read_bytes() == GOOD
    with pytest.raises(SourceError, match="redirects"):
        download(pin("loop"), tmp_path, allow)


def test_a_redirect_never_leaves_https_nor_enters_a_private_network(tmp_path, pin, allow):
    with pytest.raises(SourceError, match="not an https address"):
        download(pin("to-http"), tmp_path, allow)
    with pytest.raises(SourceError, match="private address"):
        download(pin("to-private"), tmp_path, allow)


@pytest.mark.parametrize(
    "url", ["http://example.org/a", "file:///etc/hosts", "https://127.0.0.1/a", "https://[::1]/a", "https://10.1.2.3/a"]
)
def test_only_public_https_addresses_are_allowed(url):
    with pytest.raises(SourceError):
        only_public_https(url)


@pytest.mark.parametrize("name", ["../out.zip", "a/b.zip", ".."])
def test_no_name_leaves_the_folder(tmp_path, pin, allow, name):
    with pytest.raises(SourceError, match="plain file name"):
        download(pin("good", name), tmp_path / "in", allow)


def test_a_link_in_the_place_of_the_part_is_not_written_through(tmp_path, pin, allow):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "owner-1.zip.part").symlink_to(victim)
    download(pin("good"), folder, allow)
    assert victim.read_bytes() == b"precious"


def source(pinned):
    return Source("owner", "register", "Officers", file=("owner-*.zip",), archive=pinned)


def test_fetch_leaves_what_is_pinned_already(tmp_path, pin, allow, server):
    first = fetch(tmp_path, sources=[source(pin("good"))], allow=allow)
    assert fetch(tmp_path, sources=[source(pin("good"))], allow=allow) == first
    assert len(server.requests) == 1


def test_a_source_that_fails_does_not_keep_the_others_away(tmp_path, pin, allow):
    lost = Source("lost", "register", "Lost", file=("lost-*.zip",), archive=pin("missing", "lost-1.zip"))
    with pytest.raises(SourceError, match="status 404"):
        fetch(tmp_path, sources=[lost, source(pin("good"))], allow=allow)
    assert (tmp_path / "owner-1.zip").read_bytes() == GOOD
    with pytest.raises(SourceError, match="2 sources"):
        fetch(tmp_path, sources=[lost, lost], allow=allow)


def test_fetch_from_a_folder_finds_the_archive_at_any_depth_and_checks_it(tmp_path, pin):
    deep = tmp_path / "media" / "disk"
    deep.mkdir(parents=True)
    (deep / "owner-1.zip").write_bytes(GOOD)
    (path,) = fetch(tmp_path / "dest", tmp_path / "media", sources=[source(pin("good"))])
    assert path == tmp_path / "dest" / "owner-1.zip" and path.read_bytes() == GOOD
    (deep / "owner-1.zip").write_bytes(GOOD[:-1])
    with pytest.raises(SourceError, match="not the pinned file"):
        fetch(tmp_path / "other", tmp_path / "media", sources=[source(pin("good"))])
    assert not (tmp_path / "other").exists()


def test_fetch_from_a_folder_says_what_is_not_there(tmp_path, pin):
    with pytest.raises(SourceError, match="no archive of owner"):
        fetch(tmp_path / "dest", tmp_path, sources=[source(pin("good"))])
