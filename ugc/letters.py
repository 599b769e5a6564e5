"""Letters: a text template each in templates/mail, in the reader's language, and its HTML twin."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from ugc import language as languages
from ugc.links import elsewhere
from ugc.palette import palette

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Written:
    """A letter's words."""

    subject: str
    text: str
    html: str


def write(kind: str, language: str, **facts: object) -> Written:
    """Render templates/mail/<kind>.txt (blocks `subject` and `body`) and the HTML made from its body."""
    environment = furnished(language)
    facts = {"sender": "", **facts, "language": language, "dir": languages.direction(language)}
    template = environment.get_template(f"mail/{kind}.txt")
    context = template.new_context(facts)
    subject = " ".join("".join(template.blocks["subject"](context)).split())
    body = "".join(template.blocks["body"](context)).strip()
    paragraphs = [_linked(paragraph) for paragraph in _paragraphs(body)]
    html = environment.get_template("mail/layout.html").render(facts, subject=subject, paragraphs=paragraphs)
    return Written(subject, "\n\n".join(_paragraphs(template.render(facts))) + "\n", html)


@lru_cache(maxsize=16)  # a template is compiled once, not once a letter
def furnished(language: str) -> Environment:
    """Templates outside any web request, in a language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(languages.translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["palette"] = palette
    environment.filters["elsewhere"] = elsewhere
    environment.filters["moment"] = lambda at, zone="UTC": languages.moment(at, language, zone)
    environment.filters["day"] = lambda at, zone="UTC": languages.day(at, language, zone)
    return environment


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.strip())]


def _linked(paragraph: str) -> Markup:
    """A paragraph as HTML; a line that is an address becomes a link."""
    lines = [
        Markup('<a href="{0}">{0}</a>').format(line)
        if line.startswith(("http://", "https://"))
        else escape(line)
        for line in paragraph.splitlines()
    ]
    return Markup("<br>").join(lines)
