"""Who is in a document: names, then whom they stand for, then in what capacity."""

from __future__ import annotations

from etl.extract.context import Context, Mention, Person


def read(context: Context) -> None:
    """Fill `context.people` and its mentions."""
    for byline in context.document.bylines:
        if byline.kind == "person":
            _person(context, byline.name)
    context.prepare(context.sentences)
    for sentence in context.sentences:
        for ent in sentence.doc.ents:
            if ent.label_ != "PERSON":
                continue
            start = sentence.start + ent.start_char
            text = ent.text.removesuffix("'s").removesuffix("’s")
            person = _person(context, text)
            context.add(Mention(sentence.paragraph, start, start + len(text), text, "name", (person.id,)))


def _person(context: Context, name: str) -> Person:
    for person in context.people:
        if name == person.name or name == person.name.split()[-1]:
            return person
    person = Person(f"p{len(context.people) + 1}", name, [name])
    context.people.append(person)
    return person
