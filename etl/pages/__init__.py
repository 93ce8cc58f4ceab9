"""Reading: any news page into the article a careful reader sees."""

from etl.pages.document import Byline, Document, Link, Paragraph, Related
from etl.pages.publisher import publisher_slug
from etl.pages.reader import READER_VERSION, read, read_all, read_file

__all__ = [
    "READER_VERSION",
    "Byline",
    "Document",
    "Link",
    "Paragraph",
    "Related",
    "publisher_slug",
    "read",
    "read_all",
    "read_file",
]
