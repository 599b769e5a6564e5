"""Terms are Markdown; raw HTML in them is shown as text."""

from markdown_it import MarkdownIt
from markupsafe import Markup

LEAST = 6  # HTML knows no lesser heading


def html(markdown: str, top: int = 1) -> Markup:
    """The wording as HTML; `top` is the level of its title among the headings of the page around it."""
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(LEAST, int(token.tag[1]) + top - 1)}"
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - raw HTML is off
