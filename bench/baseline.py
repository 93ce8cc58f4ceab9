"""What a plain pipeline gives: named entities, the nearest title as capacity, a verb of meeting as event. The peer that we measure against."""

from __future__ import annotations

import re
from typing import Any

from etl.extract.nlp import pipeline
from etl.lexicon.roles import role_type
from etl.pages.document import Document

TITLE = re.compile(
    r"((?:[A-Z][\w.]+ ){0,3}(?:President|Minister|Secretary|Chancellor|King|Ambassador|Premier|Adviser|Advisor)(?: of [A-Z]\w+)?)\s*$"
)
VERBS = {
    "meet": "meeting",
    "visit": "visit",
    "call": "call",
    "talk": "talks",
    "sign": "agreement",
    "resign": "resignation",
    "appoint": "appointment",
}


def facts(document: Document, name: str) -> dict[str, Any]:
    """The gold form of a document as the baseline reads it."""
    people: dict[str, dict[str, Any]] = {}
    affiliations, events = [], []
    for doc in pipeline().pipe((p.text for p in document.zone("title", "body")), batch_size=8):
        for sentence in doc.sents:
            here = []
            for entity in sentence.ents:
                if entity.label_ != "PERSON":
                    continue
                text = re.sub(r"['’]s$", "", entity.text)
                known = next((p for p in people.values() if p["name"].split()[-1] == text.split()[-1]), None)
                if known is None:
                    known = people.setdefault(text, {"id": f"p{len(people) + 1}", "name": text, "mentions": [text]})
                here.append(known["id"])
                before = doc.text[max(0, entity.start_char - 60) : entity.start_char]
                if (title := TITLE.search(before)) and (role := role_type(title[1])):
                    affiliations.append(
                        {
                            "person": known["id"],
                            "role": title[1].lower(),
                            "role_type": role,
                            "country": None,
                            "qualifier": "current",
                        }
                    )
            for token in sentence:
                if token.lemma_ in VERBS and token.pos_ == "VERB" and here:
                    events.append({"id": f"e{len(events) + 1}", "type": VERBS[token.lemma_], "status": "occurred", "date": None, "place": None,
                                   "country": None, "participants": [{"who": p, "role": "participant"} for p in dict.fromkeys(here)]})  # fmt: skip
    return {"id": name, "people": list(people.values()), "affiliations": affiliations, "events": events}
