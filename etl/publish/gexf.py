"""GEXF 1.3 (https://gexf.net) of the encounter network for Gephi: edges have their days, so that its time line works."""

from __future__ import annotations

from pathlib import Path

from etl.publish import facts, network
from etl.publish.files import text_file
from etl.publish.xmltext import element

_TYPES = {"string": "string", "int": "integer"}


def export(database: Path, out: Path) -> list[Path]:
    """Write embassy-row.gexf."""
    connection = facts.open_database(database)
    path = out / "embassy-row.gexf"
    with text_file(path) as target:
        target.write('<?xml version="1.0" encoding="utf-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        target.write(
            "<meta>" + element("creator", "Embassy Row") + element("description", "Who met whom") + "</meta>\n"
        )
        target.write('<graph mode="dynamic" defaultedgetype="undirected" timeformat="date">\n')
        for kind, keys in (("node", network.NODE), ("edge", network.EDGE)):
            declared = "".join(
                element("attribute", None, id=f"{kind}-{name}", title=name, type=_TYPES[type])
                for name, type in keys.items()
            )
            target.write(f'<attributes class="{kind}" mode="static">{declared}</attributes>\n')
        target.write("<nodes>\n")
        for node in network.nodes(connection):
            head = element("node", None, id=node["person_id"], label=node["name"]).removesuffix("/>")
            target.write(f"{head}>{_values('node', network.NODE, node)}</node>\n")
        target.write("</nodes>\n<edges>\n")
        for number, edge in enumerate(network.edges(connection)):
            days = {"start": edge["first_day"], "end": edge["last_day"]}
            ends = {"source": edge["person_a"], "target": edge["person_b"]}
            head = element("edge", None, id=f"e{number}", **ends, kind=edge["event"], **days).removesuffix("/>")
            target.write(f"{head}>{_values('edge', network.EDGE, edge)}</edge>\n")
        target.write("</edges>\n</graph>\n</gexf>\n")
    connection.close()
    return [path]


def _values(kind: str, keys: dict[str, str], row: facts.Record) -> str:
    inner = (
        element("attvalue", None, **{"for": f"{kind}-{k}", "value": row[k]}) for k in keys if row.get(k) is not None
    )
    return "<attvalues>" + "".join(inner) + "</attvalues>"
