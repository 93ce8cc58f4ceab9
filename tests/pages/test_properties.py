"""Whatever bytes come: a document, or an error of ours. And what a document promises, it keeps."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import EmbassyRowError
from etl.pages import publisher_slug, read_all
from etl.pages.clean import key, tidy
from etl.pages.document import ZONES
from tests.pages.samples import DUMP, MARKDOWN, PAGE
from tests.pages.test_forms import FEED, WARC, zipped

SHARED = Path(__file__).parents[2].parent / "shared" / "pages"
SAMPLES = [
    PAGE.encode(),
    DUMP.encode(),
    MARKDOWN.encode(),
    FEED,
    WARC,
    gzip.compress(WARC),
    gzip.compress(DUMP.encode()),
    zipped(**{"a.txt": DUMP.encode(), "b.html": PAGE.encode()}),
    json.dumps(
        {"url": "https://x.example/a", "title": "A meeting", "authors": ["Jonas Ekholt"], "text": DUMP}
    ).encode(),
]
common = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def check(data: bytes, **kwargs) -> None:
    """Read; on success, hold the documents against what `etl.pages.document` promises."""
    try:
        documents = list(read_all(data, **kwargs))
    except EmbassyRowError as error:
        assert str(error) and error.remedy
        return
    for document in documents:
        assert [p.number for p in document.paragraphs] == list(range(len(document.paragraphs)))
        assert all(p.zone in ZONES and p.text and p.text == tidy(p.text) for p in document.paragraphs)
        for link in document.links:
            assert 0 <= link.start < link.end <= len(document.paragraphs[link.paragraph].text)
            assert link.url.startswith(("http://", "https://"))
        assert all(b.paragraph is None or 0 <= b.paragraph < len(document.paragraphs) for b in document.bylines)
        assert (document.published is None) == (document.published_basis == "unknown")
        assert document.title is None or tidy(document.title) == document.title
        assert publisher_slug(document)
        document.text_sha256.encode("ascii")
        document.body.encode("utf-8")


@common
@given(
    st.binary(max_size=3000),
    st.sampled_from([None, "a.txt", "a.html", "a.md", "a.jsonl", "a.warc.gz", "a.zip", "a.xml"]),
)
def test_any_bytes(data, name):
    check(data, name=name)


@common
@given(st.text(max_size=3000), st.sampled_from(["a.txt", "a.html", "a.md", "a.jsonl", "a.xml"]))
def test_any_text(text, name):
    check(text.encode("utf-8", "surrogatepass"), name=name)


TOKENS = [
    "<p>", "</p>", "<div>", "<title>", "<h1>", "<script type='application/ld+json'>", "</script>", '{"@type":"NewsArticle","author":', "[", "]", "}",
    "<time datetime='2016-13-45'>", "<meta name=author content=", ">", "&amp;", "&#x110000;", "\x00", "\u202e", "\n\n", "\n", "By ", "By , a clerk and , a cook",
    "---\n", "title: x\n", "- ", "# ", "[a](", ")", "WARC/1.0\r\n", "Content-Length: 99\r\n\r\n", "<rss>", "<item>", "<![CDATA[", "More from X\n",
    "Photo: A B/AFP\n", "MOSCOW (Reuters) - ", "date 2017-12-02", "The envoy met the minister in Geneva on Tuesday, and they talked. ", "Related\n",
    "A. B. Clark is a reporter. @abc\n", "“", "”", '"', "…", "FILE PHOTO: ", "a.jpg\n",
]  # fmt: skip


@common
@given(st.lists(st.sampled_from(TOKENS), max_size=80), st.sampled_from([None, "a.txt", "a.html", "a.md", "a.jsonl"]))
def test_pieces_of_pages_in_any_order(parts, name):
    check("".join(parts).encode("utf-8", "surrogatepass"), name=name)


@st.composite
def mutated(draw, samples):
    data = bytearray(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        at = draw(st.integers(0, len(data) - 1))
        kind = draw(st.sampled_from(["flip", "cut", "insert", "copy"]))
        if kind == "flip":
            data[at] ^= draw(st.integers(1, 255))
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 400))]
        elif kind == "insert":
            data[at:at] = draw(st.sampled_from(TOKENS)).encode("utf-8", "surrogatepass")
        else:
            data[at:at] = data[at : at + draw(st.integers(1, 400))] * draw(st.integers(1, 5))
    return bytes(data)


@common
@given(mutated(SAMPLES))
def test_mutated_samples(data):
    check(data, url="https://meridianpost.example/2016/10/07/ferry")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/pages beside the checkout")
@settings(common, max_examples=25)
@given(st.data())
def test_mutated_real_pages(data):
    names = sorted(SHARED.glob("*.html.gz"))
    page = gzip.decompress(data.draw(st.sampled_from(names)).read_bytes())
    check(data.draw(mutated([page])), url="https://example.org/a")


@common
@given(st.text(max_size=300))
def test_tidying_and_keys_are_stable(text):
    once = tidy(text)
    assert tidy(once) == once
    assert key(once) == key(text) or len(text) != len(once)
