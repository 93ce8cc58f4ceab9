"""One module a kind of page: `load(conn, id, ask)` gives the page's facts as plain values, ready for HTML, JSON, CSV and feeds."""
