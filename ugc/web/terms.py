"""Terms are Markdown; raw HTML in them is shown as text."""

from markdown_it import MarkdownIt
from markupsafe import Markup


def html(markdown: str) -> Markup:
    """The wording as HTML."""
    return Markup(MarkdownIt("commonmark", {"html": False}).render(markdown))  # noqa: S704 - raw HTML is off
