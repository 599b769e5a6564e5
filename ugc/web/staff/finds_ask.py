"""Asking the authors of finds: a few at a time, each in words of their own; and what was sent."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.accounts import answerable
from ugc.collect import finds as found_posts
from ugc.db import Session
from ugc.definitions import load
from ugc.lifecycle import Conflict, NoSuchArrow
from ugc.models import Find, Reply
from ugc.models.channel import PLACES
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.context import services
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page, found

MOST = 20  # finds on one page of questions


@dataclass(frozen=True)
class Question:
    """One find that is to be asked about, and what was written so far."""

    find: Find
    can_reply: bool
    liked: str = ""
    problem: str = ""
    handle: str = ""


@blueprint.get("/finds/ask")
@staff_only
def finds_ask() -> ResponseReturnValue:
    """The chosen finds, with room for what we liked about each."""
    with brand_session("speak") as session:
        return _show(session, [_question(one) for one in _chosen(session, request.args.getlist("find"))])


@blueprint.post("/finds/ask")
@staff_only
def finds_asked() -> ResponseReturnValue:
    """Ask those with words beside them; those whose words will not do are shown again with the reason."""
    again: list[Question] = []
    with brand_session("speak", write=True) as session:
        chosen = _chosen(session, request.form.getlist("find"))
        asked = sum(_ask(session, one, again) for one in chosen)
        slug = chosen_brand(session).slug
    if asked:
        flash(_("%(count)s asked. They go out one by one, with a pause in between.", count=asked))
    if again:
        with brand_session("speak") as session:
            fresh = [
                _question(found(session.get(Find, one.find.id)), one.liked, one.problem, one.handle)
                for one in again
            ]
            return _show(session, fresh, 422)
    return redirect(url_for("staff.finds", brand=slug, state="asked"), 303)


@blueprint.post("/finds/pass")
@staff_only
def finds_pass() -> ResponseReturnValue:
    """Put the chosen ones aside."""
    with brand_session("reply", write=True) as session:
        slug = chosen_brand(session).slug
        for one in _chosen(session, request.form.getlist("find")):
            if one.state == "found":
                found_posts.pass_over(session, one, acting(one))
    return redirect(url_for("staff.finds", brand=slug), 303)


@blueprint.post("/finds/replies/<reply_id>/sent")
@staff_only
def finds_sent(reply_id: str) -> ResponseReturnValue:
    """A person has sent it."""
    with brand_session("reply", write=True) as session:
        reply = found(session.get(Reply, reply_id))
        return _after(session, lambda: found_posts.mark_sent(session, reply, acting(reply)))


@blueprint.post("/finds/<find_id>/answer")
@staff_only
def finds_answer(find_id: str) -> ResponseReturnValue:
    """A person copies in what the author answered where we cannot read it."""
    with brand_session("reply", write=True) as session:
        find = found(session.get(Find, find_id))
        words = request.form.get("words", "")
        return _after(session, lambda: found_posts.note_answer(session, find, words, acting(find)))


def _after(session: Session, do: object) -> ResponseReturnValue:
    assert callable(do)
    try:
        do()
    except found_posts.NotAsked as refused:
        flash(str(refused))
    return redirect(url_for("staff.finds", brand=chosen_brand(session).slug, state="asked"), 303)


def _chosen(session: Session, ids: list[str]) -> list[Find]:
    return [found(session.get(Find, one)) for one in ids[:MOST]]


def _question(find: Find, liked: str = "", problem: str = "", handle: str = "") -> Question:
    return Question(find, answerable(find), liked, problem, handle)


def _ask(session: Session, find: Find, again: list[Question]) -> int:
    """1 when it was asked; else what is wrong stands in `again`."""
    liked = request.form.get(f"liked_{find.id}", "")
    private = request.form.get(f"private_{find.id}") == "yes"
    handle = request.form.get(f"handle_{find.id}", "")
    try:
        with session.begin_nested():
            found_posts.ask(
                session, find, liked, acting(find), services().links, private=private, handle=handle
            )
    except (found_posts.NotAsked, Conflict, NoSuchArrow) as refused:
        again.append(_question(find, liked, str(refused), handle))
        return 0
    return 1


def _show(session: Session, rows: list[Question], status: int = 200) -> ResponseReturnValue:
    brand = chosen_brand(session)
    cards = {row.find.id: load(row.find.campaign.revision).conversation.cue_cards for row in rows}
    return desk_page(
        session,
        "staff/finds_ask.html",
        brand,
        "finds",
        status=status,
        rows=rows,
        cards=cards,
        networks=PLACES,
        nameless=found_posts.is_nameless,
    )
