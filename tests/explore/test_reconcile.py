"""The reconciliation service: names to ids."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from .conftest import Reader


def ask(reader: Reader, queries: Any) -> Any:
    text = queries if isinstance(queries, str) else json.dumps(queries)
    return asyncio.run(reader.datasette.client.post("/reconcile", data={"queries": text}))


def test_the_service_says_what_it_is(reader: Reader) -> None:
    found = reader.json("/reconcile")
    assert {"name", "identifierSpace", "schemaSpace", "versions"} <= set(found)
    assert found["view"]["url"] == "http://localhost/{{id}}"
    assert {"id": "person", "name": "Person"} in found["defaultTypes"]


def test_a_batch_of_names_gets_candidates(reader: Reader) -> None:
    answer = ask(
        reader,
        {
            "q0": {"query": "Boris Aldane", "type": "person"},
            "q1": {"query": "Helsinky", "type": "place", "limit": 1},
            "q2": {"query": "zzzzqq"},
        },
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    best = found["q0"]["result"][0]
    assert (best["id"], best["match"], best["type"][0]["id"]) == ("person/boris-aldane", True, "person")
    assert [row["id"] for row in found["q1"]["result"]] == ["place/helsinki-fi"]
    assert not found["q1"]["result"][0]["match"]
    assert found["q2"]["result"] == []
    assert reader.get("/" + best["id"]).status_code == 200


def test_queries_may_stand_in_the_address(reader: Reader) -> None:
    answer = reader.get("/reconcile", params={"queries": json.dumps({"q": {"query": "France", "type": "country"}})})
    assert answer.json()["q"]["result"][0]["id"] == "country/FR"


def test_a_field_gets_suggestions(reader: Reader) -> None:
    found = reader.json("/reconcile/suggest?prefix=bori")
    assert found["result"][0]["id"].startswith("person/boris-")


@pytest.mark.parametrize("queries", ["{", "[]", "1", json.dumps({str(n): {"query": "x"} for n in range(101)})])
def test_what_is_no_batch_is_refused(reader: Reader, queries: str) -> None:
    answer = ask(reader, queries)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_odd_queries_get_nothing_and_break_nothing(reader: Reader) -> None:
    found = ask(
        reader,
        {
            "a": None,
            "b": {"query": 7},
            "c": {"query": "", "limit": -1},
            "d": {"query": "boris", "type": ["nope"], "limit": True},
        },
    ).json()
    assert [found[k]["result"] for k in "abc"] == [[], [], []]
    assert found["d"]["result"]
