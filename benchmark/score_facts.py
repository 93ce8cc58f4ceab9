#!/usr/bin/env python3
"""Score extracted facts against gold annotations, article by article.

    score_facts.py GOLD_DIR PREDICTED.jsonl [--only ID] [--per-article] [--errors] [--json]

GOLD_DIR holds NAME.json (the gold form) beside NAME.txt. PREDICTED.jsonl holds one object per article, in the same
form, with "id" equal to NAME: it is what `embassyrow extract GOLD_DIR/*.txt --jsonl` prints.

What is counted, as precision, recall and F1 over all articles (micro):
  people               a person is found when the names agree: same family name, no given name or middle initial that contradicts; a
                       spelling of several words that the gold lists among the mentions counts as the gold's name
  affiliations         person, role_type and country agree (a null country in the gold is not checked)
  affiliations_strict  and the qualifier (current, former, then, acting, first, ...) agrees as well
  events               matched one to one: types of the same family, and at least one participant shared,
                       dates that do not contradict
  events_strict        and type, status, date (equal EDTF), place country and the whole set of participants agree
  participants         over matched events, the participants (people by name, countries and bodies by code)
  dates                over matched events whose gold has a date, the share with the equal EDTF (accuracy as F1)
Only the standard library is used, so that anyone can run it.
"""

import argparse
import json
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

FAMILY = {  # event types that a reader would call the same happening
    **dict.fromkeys(["meeting", "talks", "summit", "visit", "dispatch"], "encounter"),
    "call": "call",
    "agreement": "agreement",
    "statement_joint": "agreement",
    "ceasefire": "agreement",
    "letter": "letter",
    "appointment": "office+",
    "inauguration": "office+",
    "election": "office+",
    "resignation": "office-",
    "dismissal": "office-",
    "strike": "force",
    "attack": "force",
    "sanction": "pressure",
    "expulsion": "pressure",
    "summons": "pressure",
    "ceremony": "ceremony",
    "other": "other",
}


SAME_ROLE = {"monarch": "head_of_state"}  # a king is a head of state


def role_type(a):
    return SAME_ROLE.get(a.get("role_type"), a.get("role_type"))


def kinds(event):
    """The families of an event's type, and of the second type that the gold accepts."""
    return {FAMILY.get(t, t) for t in (event.get("type"), event.get("alt_type")) if t}


LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ı": "i",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        **dict.fromkeys("'’‘`´ʼʻʿʾ", ""),
    }
)  # letters that do not decompose, and apostrophes


def fold(text):
    """Lower-case ASCII words of a name."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().translate(LETTERS)
    return re.findall(r"[a-z0-9]+", text)


def near(a, b):
    """Two spellings of one word: equal, or one edit apart when long enough."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]


PARTICLES = {
    "al",
    "el",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "dos",
    "du",
    "bin",
    "ibn",
    "van",
    "von",
}  # alone, no name


def same_name(a, b):
    a, b = fold(a), fold(b)
    if not a or not b:
        return False
    a, b = (["al" if w == "el" else w for w in words] for words in (a, b))
    if "".join(a) == "".join(b):
        return any(w not in PARTICLES for w in a)
    middle = [[w for w in words[1:-1] if len(w) == 1] for words in (a, b)]
    if all(middle) and a[0] == b[0] and middle[0] != middle[1]:
        return False  # George W. Bush, George H. W. Bush
    short, long = sorted((a, b), key=len)
    used = set()
    for word in short:
        hit = next(
            (
                i
                for i, other in enumerate(long)
                if i not in used
                and (
                    near(word, other)
                    or (len(word) == 1 and other.startswith(word))
                    or (len(other) == 1 and word.startswith(other))
                )
            ),
            None,
        )
        if hit is None:
            return False
        used.add(hit)
    return any(len(w) > 1 and w not in PARTICLES and any(near(w, v) for v in long if len(v) > 1) for w in short)


def as_gold(name, people):
    """The gold's name of whoever has this spelling among the mentions; the name itself where it agrees with a name, or with nothing."""
    if len(fold(name)) > 1 and not any(same_name(g["name"], name) for g in people):
        return next(
            (g["name"] for g in people for m in g.get("mentions") or [] if len(fold(m)) > 1 and same_name(m, name)),
            name,
        )
    return name


def pair_up(gold, pred, agree):
    """Greedy one-to-one pairing by score; agree returns 0 for 'no'."""
    scored = sorted(
        ((agree(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)), key=lambda x: (-x[0], x[1], x[2])
    )
    pairs, gi, pj = [], set(), set()
    for score, i, j in scored:
        if score > 0 and i not in gi and j not in pj:
            pairs.append((i, j))
            gi.add(i)
            pj.add(j)
    return pairs


def edtf_span(value):
    """Earliest and latest day of an EDTF date or interval, as strings that compare; None where unknown."""
    if not value:
        return None
    parts = [
        re.sub(r"^(\d{4})-2[1-4]$", r"\1", re.sub(r"[~?%]", "", p)) for p in str(value).split("/")
    ]  # a season is anywhere in its year
    lo, hi = parts[0].replace("X", "0"), parts[-1].replace("X", "9")
    lo, hi = ("0000-00-00" if lo in ("", "..") else lo), ("9999-99-99" if hi in ("", "..") else hi)
    return (lo + "-01-01"[len(lo) - 4 :] if len(lo) < 10 else lo), (
        hi + "-12-31"[len(hi) - 4 :] if len(hi) < 10 else hi
    )


def overlap(a, b):
    a, b = edtf_span(a), edtf_span(b)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def participants(article, event):
    names = {p.get("id"): p["name"] for p in article.get("people", [])}
    return [(names.get(x.get("who"), x.get("who") or ""), x.get("role")) for x in event.get("participants") or []]


def same_party(a, b):
    if ":" in a or ":" in b:
        return a.casefold() == b.casefold()
    return same_name(a, b)


def score_article(gold, pred, tally, errors):
    pred = {k: pred.get(k) or [] for k in ("people", "affiliations", "events")}
    pred["people"] = [p | {"name": as_gold(p.get("name") or "", gold["people"])} for p in pred["people"]]
    gp = [p for p in gold["people"] if p.get("zone") != "related"]
    rp = [p for p in gold["people"] if p.get("zone") == "related"]
    pp = [
        p
        for p in pred["people"]
        if not any(same_name(p["name"], r["name"]) for r in rp) or any(same_name(p["name"], g["name"]) for g in gp)
    ]
    pairs = pair_up(
        gp, pp, lambda g, p: int(same_name(g["name"], p["name"])) * (1 + (fold(g["name"]) == fold(p["name"])))
    )
    tally["people"] += (len(pairs), len(gp), len(pp))
    errors += [("people missed", g["name"]) for i, g in enumerate(gp) if i not in {a for a, _ in pairs}]
    errors += [("people wrong", p["name"]) for j, p in enumerate(pp) if j not in {b for _, b in pairs}]

    names_g = {p["id"]: p["name"] for p in gold["people"]}
    names_p = {p.get("id"): p["name"] for p in pred["people"]}
    ga = [a for a in gold["affiliations"] if a["person"] in {p["id"] for p in gp}]
    pa = [a for a in pred["affiliations"] if a.get("person") in {p.get("id") for p in pp}]

    def affiliated(strict):
        def agree(g, p):
            ok = (
                same_name(names_g[g["person"]], names_p.get(p.get("person"), ""))
                and role_type(g) == role_type(p)
                and (g.get("country") in (None, p.get("country")))
            )
            if strict and ok:
                ok = (g.get("qualifier") or "current") == (p.get("qualifier") or "current")
            return int(bool(ok)) * (1 + (fold(g.get("role")) == fold(p.get("role"))))

        return agree

    for key, strict in (("affiliations", False), ("affiliations_strict", True)):
        pairs = pair_up(ga, pa, affiliated(strict))
        tally[key] += (len(pairs), len(ga), len(pa))
        if not strict:
            errors += [
                ("affiliation missed", f"{names_g[g['person']]}: {g['role']} ({g['role_type']}, {g.get('country')})")
                for i, g in enumerate(ga)
                if i not in {a for a, _ in pairs}
            ]
            errors += [
                (
                    "affiliation wrong",
                    f"{names_p.get(p.get('person'))}: {p.get('role')} ({p.get('role_type')}, {p.get('country')})",
                )
                for j, p in enumerate(pa)
                if j not in {b for _, b in pairs}
            ]

    related = [e for e in gold["events"] if e.get("zone") == "related"]  # neither asked for nor held against anyone
    ge, pe = [e for e in gold["events"] if e.get("zone") != "related"], pred["events"]

    def event_agree(g, p):
        if FAMILY.get(p.get("type"), p.get("type")) not in kinds(g):
            return 0
        if not overlap(g.get("date"), p.get("date")):
            return 0
        a, b = participants(gold, g), participants(pred, p)
        shared = sum(any(same_party(x, y) for y, _ in b) for x, _ in a)
        if a and not shared:
            return 0
        return (
            1
            + shared
            + 2 * (g["type"] == p.get("type"))
            + 2 * (g.get("date") == p.get("date"))
            + ((g.get("country") or "") == (p.get("country") or ""))
        )

    pairs = pair_up(ge, pe, event_agree)
    idle = [p for j, p in enumerate(pe) if j not in {b for _, b in pairs}]
    if related and idle:
        forgiven = {id(idle[j]) for _, j in pair_up(related, idle, event_agree)}
        pe = [p for p in pe if id(p) not in forgiven]
        pairs = pair_up(ge, pe, event_agree)
    tally["events"] += (len(pairs), len(ge), len(pe))
    strict = 0
    for i, j in pairs:
        g, p = ge[i], pe[j]
        a, b = participants(gold, g), participants(pred, p)
        hit = len(pair_up(a, b, lambda x, y: int(same_party(x[0], y[0]))))
        tally["participants"] += (hit, len(a), len(b))
        if g.get("date"):
            tally["dates"] += (int(g["date"] == p.get("date")), 1, 1)
        strict += (
            p.get("type") in (g["type"], g.get("alt_type"))
            and g["status"] == p.get("status")
            and g.get("date") == p.get("date")
            and g.get("country") in (None, p.get("country"))
            and hit == len(a) == len(b)
        )
    tally["events_strict"] += (strict, len(ge), len(pe))
    errors += [
        (
            "event missed",
            f"{g['type']} {g['status']} {g.get('date')} {g.get('place')} {[n for n, _ in participants(gold, g)]}",
        )
        for i, g in enumerate(ge)
        if i not in {a for a, _ in pairs}
    ]
    errors += [
        (
            "event wrong",
            f"{p.get('type')} {p.get('status')} {p.get('date')} {p.get('place')} {[n for n, _ in participants(pred, p)]}",
        )
        for j, p in enumerate(pe)
        if j not in {b for _, b in pairs}
    ]


class Count(tuple):
    def __add__(self, other):
        return Count(x + y for x, y in zip(self or (0, 0, 0), other, strict=True))


def f1(hit, gold, pred):
    p, r = (hit / pred if pred else 0.0), (hit / gold if gold else 0.0)
    return {
        "precision": round(p, 4),
        "recall": round(r, 4),
        "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
        "hit": hit,
        "gold": gold,
        "predicted": pred,
    }


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("predicted", type=pathlib.Path)
    ap.add_argument("--only", help="the id of the one article to score")
    ap.add_argument("--per-article", action="store_true")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args()
    golds = {f.stem: json.loads(f.read_text()) for f in sorted(args.gold.glob("*.json"))}
    golds = {k: v for k, v in golds.items() if isinstance(v, dict) and "people" in v}
    if args.only:
        golds = {k: v for k, v in golds.items() if k == args.only}
    if not golds:
        sys.exit(f"no gold annotation in {args.gold}")
    preds = {}
    if not args.predicted.is_file():
        sys.exit(f"no file {args.predicted}")
    for n, line in enumerate(args.predicted.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                sys.exit(f"{args.predicted}:{n}: not JSON: {error}")
            if not isinstance(row, dict) or "id" not in row:
                sys.exit(f"{args.predicted}:{n}: the object has no id")
            preds[row["id"]] = row
    if not set(preds) & set(golds):
        sys.exit("no predicted article has the id of a gold article")
    total = defaultdict(lambda: Count((0, 0, 0)))
    for name, gold in golds.items():
        tally, errors = defaultdict(lambda: Count((0, 0, 0))), []
        score_article(gold, preds.get(name, {}), tally, errors)
        for k, v in tally.items():
            total[k] += v
        if args.per_article:
            print(
                f"{name:44s} "
                + "  ".join(f"{k} {f1(*tally[k])['f1']:.2f}" for k in ("people", "affiliations", "events"))
            )
        if args.errors:
            for kind, what in errors:
                print(f"  {name}: {kind}: {what}")
    order = ["people", "affiliations", "affiliations_strict", "events", "events_strict", "participants", "dates"]
    result = {k: f1(*total[k]) for k in order}
    if args.json:
        print(json.dumps(result))
    else:
        print(f"{'':20s} precision  recall     f1   hit/gold/predicted   ({len(golds)} articles)")
        for k in order:
            r = result[k]
            print(
                f"{k:20s}    {r['precision']:.3f}   {r['recall']:.3f}  {r['f1']:.3f}   {r['hit']}/{r['gold']}/{r['predicted']}"
            )


if __name__ == "__main__":
    main()
