"""HTML pages: what they state about themselves first, then what a reader sees."""

import pytest

from etl.pages import publisher_slug, read
from tests.pages.samples import PAGE, PROSE, page

URL = "https://www.meridianpost.example/2016/10/07/ferry"


@pytest.fixture(scope="module")
def document():
    return read(PAGE.encode(), URL)


def test_the_title_is_without_the_sites_name(document):
    assert document.title == "Varga and Brandt reopen the ferry line"


def test_authors_are_people_and_joint_bylines_are_split(document):
    assert document.authors == ["Jonas Ekholt", "Mara de Wit"]


def test_the_day_is_the_one_written_on_the_page(document):
    assert (document.published, document.published_basis, document.published_from) == (
        "2016-10-07",
        "stated",
        "json_ld",
    )


def test_dek_section_language_and_publisher(document):
    assert document.dek == "Norvania and Tessaly agree on a timetable, and on little else."
    assert (document.section, document.language, document.publisher) == ("World", "en", "Meridian Post")
    assert publisher_slug(document) == "meridian-post"


def test_the_body_is_the_articles_own_paragraphs(document):
    body = [p.text for p in document.zone("body")]
    assert len(body) == 4
    assert body[0].startswith("PORT AUREL (Norlys) - The foreign ministers")
    assert "newsletter" not in document.body and "rights reserved" not in document.body


def test_caption_credit_bio_and_dateline(document):
    assert document.captions == ["The ferry at its berth in Port Aurel."]
    assert document.credits == ["Anna-Lena Kovar/Norlys Bilder"]
    assert document.bios == ["Jonas Ekholt is a correspondent for northern affairs at Meridian Post."]
    assert document.dateline == "Port Aurel"


def test_other_stories_are_related_with_safe_addresses(document):
    assert [(r.title, r.url) for r in document.related if r.relation == "related"] == [
        ("Who owns the fog over the strait?", "https://www.meridianpost.example/2016/09/30/fog"),
        ("The toll on the bridge is not enough", None),
    ]


def test_links_have_their_places(document):
    (link,) = document.links
    assert link.url == "https://www.meridianpost.example/2016/10/05/talks"
    assert document.paragraphs[link.paragraph].text[link.start : link.end] == "two days of talks"


@pytest.mark.parametrize(
    "author",
    [
        "Meridian Post",
        "Staff",
        "Staff Reporter",
        "admin",
        "Newsroom",
        "By Editorial Board",
        "https://example.org/authors/x",
    ],
)
def test_site_desk_and_staff_are_no_authors(author):
    head = f'<meta name="author" content="{author}"><meta property="og:site_name" content="Meridian Post">'
    assert read(page(PROSE, head), "https://meridianpost.example/a").authors == []


def test_an_agency_is_named_where_nobody_else_is():
    assert read(page(PROSE, '<meta name="author" content="Associated Press">')).authors == ["Associated Press"]
    both = '<meta name="author" content="Jonas Ekholt, Associated Press">'
    assert read(page(PROSE, both)).authors == ["Jonas Ekholt"]


def test_job_titles_do_not_stick_to_names():
    head = '<meta name="author" content="Jonas Ekholt, Diplomatic Editor, and Mara de Wit in Port Aurel">'
    assert read(page(PROSE, head)).authors == ["Jonas Ekholt", "Mara de Wit"]


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("Ministers meet over the strait - Meridian Post", "Meridian Post", "Ministers meet over the strait"),
        (
            "Ministers meet over the strait | World News | The Meridian Post",
            "Meridian Post",
            "Ministers meet over the strait",
        ),
        ("Meridian Post: Ministers meet over the strait", "Other", "Meridian Post: Ministers meet over the strait"),
        ("LIVE | Ministers meet over the strait", "Meridian Post", "LIVE | Ministers meet over the strait"),
        ("Norvania - Tessaly: the long strait", "Meridian Post", "Norvania - Tessaly: the long strait"),
    ],
)
def test_site_names_at_the_end_of_titles(title, site, wanted):
    head = f'<meta property="og:site_name" content="{site}">'
    body = PROSE
    assert read(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()).title == wanted


def test_a_page_without_a_day_gets_none():
    document = read(page(PROSE + "<figure><figcaption>The pier on Sept. 30, 2012.</figcaption></figure>"))
    assert document.published is None


def test_day_from_time_element_meta_or_address():
    assert (
        read(page('<time class="published" datetime="2016-10-07T09:00">7 Oct</time>' + PROSE)).published == "2016-10-07"
    )
    assert read(page(PROSE, '<meta property="article:published_time" content="2016-10-07">')).published == "2016-10-07"
    assert (
        read(page(PROSE, '<meta property="article:published_time" content="1475841600000">')).published == "2016-10-07"
    )
    assert read(page(PROSE), "https://x.example/news/2016-10-07/pier").published == "2016-10-07"
    assert read(page(PROSE, '<meta property="article:published_time" content="yesterday">')).published is None


def test_a_doubled_lead_is_given_once():
    lead, *rest = PROSE.split("</p>")
    document = read(page(lead + "</p>" + PROSE))
    assert document.body.count("met the ambassador") == 1
    assert len(list(document.zone("body"))) == 3
    assert rest


def test_a_stated_article_body_fills_in_what_the_extractor_lost():
    words = [
        f"Sentence number {n} of the report tells what the envoy did on that day and with whom." for n in range(40)
    ]
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ministers meet over the strait","articleBody":"%s"}</script>'
    body = "".join(
        f"<div><div class='ad'></div><div class='comment-{n}'><p>{w}</p></div></div>" for n, w in enumerate(words)
    )
    document = read(page(body, stated % " ".join(words)))
    assert sum(w in document.body for w in words) >= 38


def test_broken_json_ld_is_as_if_it_were_not_there():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert read(page(PROSE, head)).title == "Ministers meet over the strait"


def test_a_visible_date_line_under_the_headline_dates_a_page_that_states_nothing_else():
    line = '<div class="when">Friday, 7 October 2016</div>'
    assert read(page(line + PROSE)).published == "2016-10-07"
    today = b"<p>Monday, 10 October 2016</p><article>"
    assert read(page(PROSE).replace(b"<article>", today)).published is None
    comments = (
        b"</article><section class='comments'><span>Friday, 7 October 2016</span> <span>What a pier!</span></section>"
    )
    long = PROSE.replace("the two talked for three hours", "the two of them talked for three hours and more")
    assert read(page(long).replace(b"</article>", comments)).published is None


def test_articles_linked_to_in_the_text_are_cited():
    body = PROSE.replace("Port Aurel", '<a href="/2016/09/30/who-owns-the-fog">Port Aurel</a>').replace(
        "officials", '<a href="https://twitter.com/a">officials</a>'
    )
    document = read(page(body), "https://meridianpost.example/2016/10/07/ferry-line-is-back")
    assert [(r.url, r.relation) for r in document.related] == [
        ("https://meridianpost.example/2016/09/30/who-owns-the-fog", "cites")
    ]
    assert len(document.links) == 2
