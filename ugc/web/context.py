"""What every view and page shares: the services, the reader's language, and how a page is rendered."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Flask, Response, abort, current_app, g, render_template, request

from ugc import language as languages
from ugc.db import EVERYONE, Session, Whose
from ugc.definitions import Definition, current_terms, find_campaign, load
from ugc.definitions.texts import Texts, text
from ugc.models import Brand, Campaign, Terms
from ugc.web.assets import static
from ugc.web.templating import furnish
from ugc.wiring import Services

DESK = "en"  # what the staff desk speaks
LANGUAGE = "language"  # the parameter, and the cookie that remembers it


def services() -> Services:
    """The parts this installation is made of."""
    found = current_app.extensions["ugc"]
    assert isinstance(found, Services)
    return found


@dataclass(frozen=True)
class Visit:
    """A public request to one campaign: a session limited to its brand, and what is asked of people."""

    session: Session
    campaign: Campaign
    definition: Definition
    texts: Texts

    def terms(self) -> Terms:
        """The terms as they stand, in the page's language."""
        return current_terms(self.session, self.campaign, self.texts.language)

    def page(self, template: str, *, status: int = 200, **facts: Any) -> tuple[str, int]:
        """Render a page of this campaign."""
        return page(
            template,
            status=status,
            brand=self.campaign.brand,
            campaign=self.campaign,
            definition=self.definition,
            texts=self.texts,
            open=self.campaign.open_at(self.session.now()),
            asks=self.definition.accepts == ("question",),
            languages=languages.named(self.definition.languages),
            **facts,
        )


@contextmanager
def visit(slug: str, *, write: bool = False) -> Iterator[Visit]:
    """Open a campaign by its public address, in the visitor's language; 404 when there is none to see."""
    database = services().database
    with database.read(EVERYONE) as session:
        campaign = find_campaign(session, slug)
        if campaign is None or campaign.hidden_at:
            abort(404)
    with (database.write if write else database.read)(Whose.brand(campaign.brand_id)) as session:
        campaign = session.get_one(Campaign, campaign.id)
        definition = load(campaign.revision)
        yield Visit(session, campaign, definition, text(definition, speak(definition.languages)))


def speak(offered: Sequence[str]) -> str:
    """Choose the page's language: `?language=`, what was chosen before, or what the browser prefers."""
    asked = (request.args.get(LANGUAGE), request.cookies.get(LANGUAGE))
    wanted = [code for code in asked if code] + list(request.accept_languages.values())
    g.language = g.spoken = languages.choose(wanted, list(offered))
    return str(g.language)


def spoken() -> str:
    """The language of this request; the staff desk speaks English."""
    if "spoken" not in g:
        g.spoken = DESK if request.blueprint == "staff" else speak(languages.SHIPPED)
    return str(g.spoken)


def _remember(response: Response) -> Response:
    """Keep the language somebody asked for until their browser closes, so that every link keeps it.

    Caches on the way keep the languages apart (RFC 9110, 12.5.5).
    """
    if "language" in g:
        response.vary.update(("Accept-Language", "Cookie"))
    asked = request.args.get(LANGUAGE)
    if asked and asked == g.get("language"):
        response.set_cookie(LANGUAGE, asked, httponly=True, secure=request.is_secure, samesite="Lax")
    return response


def gettext(text: str, **values: object) -> str:
    """A sentence in the page's language."""
    translated = languages.translations(spoken()).ugettext(text)
    return translated % values if values else translated


def page(template: str, *, brand: Brand | None = None, status: int = 200, **facts: Any) -> tuple[str, int]:
    """Render a page for its reader."""
    facts.setdefault("language", spoken())
    return render_template(template, brand=brand, **facts), status


def media(key: str) -> str:
    """The address of a rendition for whoever looks: the public, the customer on their page, or staff."""
    if request.blueprint == "staff":
        return f"/staff/media/{key}"
    if request.blueprint == "portal":
        page, token = request.path.split("/")[1:3]
        return f"/{page}/{token}/media/{key}"
    return f"/media/{key}"


def register(app: Flask) -> None:
    """Give templates gettext, dates, the clock and the links."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: languages.translations(spoken()).ugettext(text),
        lambda one, many, n: languages.translations(spoken()).ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # which it would look up at each sentence
    furnish(app.jinja_env, static, media)
    for zoned in (languages.moment, languages.day, languages.weekday_moment, languages.hour):
        app.jinja_env.filters[zoned.__name__] = _zoned(zoned)
    for plain in (languages.weekday, languages.month, languages.near):
        app.jinja_env.filters[plain.__name__] = _plain(plain)
    app.jinja_env.filters["ago"] = lambda at: languages.ago(at, services().clock(), spoken())
    app.jinja_env.filters["filesizeformat"] = lambda count: languages.size(count, spoken())
    app.after_request(_remember)

    @app.context_processor
    def shared() -> dict[str, Any]:
        language = spoken()
        direction = languages.direction(language)
        return {"links": services().links, "now": services().clock(), "dir": direction, "language": language}


def _zoned(format_: Callable[[datetime, str, str], str]) -> Callable[..., str]:
    """A filter for moments that speaks the page's language."""
    return lambda at, zone="UTC": format_(at, spoken(), zone)


def _plain(format_: Callable[[date, str], str]) -> Callable[..., str]:
    """A filter for days that speaks the page's language."""
    return lambda on: format_(on, spoken())
