"""GraphML (http://graphml.graphdrawing.org) of the encounter network: a multigraph, one edge an encounter."""

from __future__ import annotations

from pathlib import Path

from etl.publish import facts, network
from etl.publish.files import text_file
from etl.publish.xmltext import element


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.graphml."""
    connection = facts.open_database(database)
    path = out / "embassy-row.graphml"
    with text_file(path) as target:
        target.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        )
        for kind, keys in (("node", network.NODE), ("edge", network.EDGE)):
            for name, type in keys.items():
                attributes = {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type}
                target.write(element("key", None, **attributes) + "\n")
        target.write('<graph id="encounters" edgedefault="undirected">\n')
        for node in network.nodes(connection):
            target.write(f'<node id="{node["person_id"]}">{_data("node", network.NODE, node)}</node>\n')
        for number, edge in enumerate(network.edges(connection)):
            ends = f'source="{edge["person_a"]}" target="{edge["person_b"]}"'
            target.write(f'<edge id="e{number}" {ends}>{_data("edge", network.EDGE, edge)}</edge>\n')
        target.write("</graph>\n</graphml>\n")
    connection.close()
    return [path]


def _data(kind: str, keys: dict[str, str], row: facts.Record) -> str:
    return "".join(element("data", row[key], key=f"{kind}-{key}") for key in keys if row.get(key) is not None)
