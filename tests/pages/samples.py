"""Texts and pages written for these tests. The people, papers and encounters in them are invented."""

DUMP = """The Lantern

The Lantern looks at small states and the large rooms they are asked into.

Two Ministers and a Ferry

Can Norvania and Tessaly settle the strait before the ice comes?

By , a correspondent for northern affairs and the author of Cold Harbours, and , a staff writer at Meridian Post.
The ferry at its berth
The ferry at its berth

Foreign Minister Ilse Varga of Norvania will meet on Thursday with her Tessalian counterpart, Tomas Brandt, in Port Aurel, where the two are to “settle the matter of the strait”, according to the Norvanian ministry.

The two have met twice before: once in Geneva in March, and once at Castle Hill in June, when the talks broke off after an hour.

Foreign Minister Ilse Varga of Norvania will meet on Thursday with her Tessalian counterpart, Tomas Brandt, in Port Aurel, where the two are to "settle the matter of the strait", according to the Norvanian ministry.

The two have met twice before: once in Geneva in March, and once at Castle Hill in June, when the talks broke off after an hour.

Nobody expects a treaty. The ferry, which has not sailed since May, may be back by the end of the month, officials on both sides say.

Photo credit: ANNA-LENA KOVAR/Norlys Bilder

Jonas Ekholt is a correspondent for northern affairs and the author of Cold Harbours. Twitter: @jekholt

Mara de Wit is a staff writer at Meridian Post. Twitter: @maradewit

More from Meridian Post

A lighthouse in the fog outside Port Aurel.
A lighthouse in the fog outside Port Aurel.

Who Owns the Fog?

A survey of the strait has raised questions that no map can answer.

The President of Tessaly opens a bridge on Oct. 3, 2016.
The President of Tessaly opens a bridge on Oct. 3, 2016.

The Bridge Isn’t Enough. The Toll Is.

Why a small country’s largest building has made nobody happy.
"""

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Varga and Brandt reopen the ferry line | World News | Meridian Post</title>
<meta property="og:title" content="Varga and Brandt reopen the ferry line - Meridian Post">
<meta property="og:site_name" content="Meridian Post">
<meta property="og:description" content="Norvania and Tessaly agree on a timetable, and on little else.">
<meta property="article:section" content="World">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "NewsArticle", "headline": "Varga and Brandt reopen the ferry line", "datePublished": "2016-10-07T22:15:00+02:00",
  "author": [{"@id": "#jonas"}, {"@type": "Organization", "name": "Meridian Post"}, {"@type": "Person", "name": "Staff Reporter"}],
  "publisher": {"@type": "Organization", "name": "Meridian Post"}},
 {"@type": "Person", "@id": "#jonas", "name": "JONAS EKHOLT and Mara de Wit"}]}
</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Varga and Brandt reopen the ferry line</h1>
<p class="standfirst">Norvania and Tessaly agree on a timetable, and on little else.</p>
<div class="byline">By Jonas Ekholt and Mara de Wit</div>
<figure><img src="a.jpg"><figcaption>The ferry at its berth in Port Aurel. <span class="credit">Anna-Lena Kovar/Norlys Bilder</span></figcaption></figure>
<p>PORT AUREL (Norlys) - The foreign ministers of Norvania and Tessaly, Ilse Varga and Tomas Brandt, signed a timetable for the ferry on Friday, after <a href="/2016/10/05/talks">two days of talks</a> in Port Aurel.</p>
<p>The line has been closed since May, when a Tessalian patrol boat stopped the noon crossing and held its captain for a night, an incident that each side still tells in its own way.</p>
<p>Varga said that the ships would sail twice a day from Monday. Brandt, standing beside her, said that he would be on the first of them, and would bring his own sandwiches.</p>
<p>Neither minister would say who is to pay for the new pier. A commission of engineers from both countries is to report on it before the ice comes, usually in December.</p>
<p><a href="javascript:alert(1)">Sign up for our newsletter</a></p>
<p class="author-bio">Jonas Ekholt is a correspondent for northern affairs at Meridian Post.</p>
</article>
<section class="related-stories"><h2>Related stories</h2><ul>
<li><a href="/2016/09/30/fog">Who owns the fog over the strait?</a></li>
<li><a href="javascript:alert(2)">The toll on the bridge is not enough</a></li></ul></section>
<footer>© 2016 Meridian Post. All rights reserved.</footer></body></html>
"""

MARKDOWN = """---
title: "Readout of Chancellor Lena Ostrow\\u2019s Call with Premier Iwan\\_Halm"
date: '2016-10-07'
published_time: 2016-10-07 23:30:00-04:00
source_url: https://chancellery.example/readouts/2016/10/07/halm/
tags: readouts
---

Chancellor Lena Ostrow spoke today with Premier Iwan Halm of the
*Lower Isles* about the **fisheries** agreement. They will meet in
Port Aurel next week.

-   They agreed to [publish the annex](https://chancellery.example/annex)
    before the end of the month.
-   They discussed the herring.

\\###
"""


def page(body: str, head: str = "", title: str = "Ministers meet over the strait") -> bytes:
    """A small page round a body."""
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


PROSE = (
    "<p>The foreign minister of Norvania met the ambassador of Tessaly in Port Aurel on Tuesday, and the two talked for three hours.</p>"
    "<p>Neither of them would say what had been agreed, but both were seen to smile when they left the old customs house by the side door.</p>"
    "<p>A second meeting is planned for next week, officials said, and the harbour master has been asked to keep a berth free.</p>"
)
