"""The inbox: whose turn it is, by when, and the conversation itself."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.converse import NotSaid, close, inbox, make_public, release, say
from ugc.converse.inbox import TURNS, turns
from ugc.converse.threads import found_on
from ugc.db import Session
from ugc.definitions import load
from ugc.models import Member, Message, Thread
from ugc.models.channel import PLACES
from ugc.permissions import may
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.forms.inbox import ReplyForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, desk_page, found


@blueprint.get("/inbox")
@staff_only
def threads() -> ResponseReturnValue:
    """The threads of one brand, those who wait for us first; `turn` shows the others."""
    turn = request.args.get("turn", TURNS[0])
    with brand_session("see") as session:
        brand = chosen_brand(session)
        last = found(session.get(Thread, request.args["after"])) if "after" in request.args else None
        rows = inbox(session, brand, found(turn if turn in TURNS else None), last)
        counts = turns(session, brand)
        return desk_page(session, "staff/inbox.html", brand, "inbox", turn=turn, threads=rows, turns=counts)


@blueprint.get("/inbox/<thread_id>")
@staff_only
def thread(thread_id: str) -> ResponseReturnValue:
    """One conversation with all that was said."""
    with brand_session("see") as session:
        return _show(session, found(session.get(Thread, thread_id)))


@blueprint.post("/inbox/<thread_id>")
@staff_only
def answer(thread_id: str) -> ResponseReturnValue:
    """Say something under one's own name, or leave it as a draft for who may speak."""

    def write(session: Session, row: Thread, member: Member) -> None:
        cards = load(row.submission.campaign.revision).conversation.cue_cards
        message = say(session, row, ReplyForm().body.data or "", member, cards)
        if ReplyForm().public.data and message.sent_at:
            make_public(session, row, message, member)

    return _act(thread_id, write)


@blueprint.post("/inbox/<thread_id>/messages/<message_id>/release")
@staff_only
def release_draft(thread_id: str, message_id: str) -> ResponseReturnValue:
    """Send what a colleague drafted."""
    return _act(thread_id, lambda session, row, by: release(session, row, _one(row, message_id), by))


@blueprint.post("/inbox/<thread_id>/messages/<message_id>/public")
@staff_only
def publish_answer(thread_id: str, message_id: str) -> ResponseReturnValue:
    """Let an answer stand beside its question in the gallery."""
    return _act(thread_id, lambda session, row, by: make_public(session, row, _one(row, message_id), by))


@blueprint.post("/inbox/<thread_id>/close")
@staff_only
def close_thread(thread_id: str) -> ResponseReturnValue:
    """Nothing more to say for now; whenever the customer writes, it is open again."""
    return _act(thread_id, close)


def _act(thread_id: str, do: Callable[[Session, Thread, Member], None]) -> ResponseReturnValue:
    """Do something in a thread and show it again; what was typed survives a refusal."""
    try:
        with brand_session("reply", write=True) as session:
            row = found(session.get(Thread, thread_id))
            do(session, row, acting(row))
    except NotSaid as refused:
        with brand_session("reply") as session:
            return _show(session, found(session.get(Thread, thread_id)), str(refused))
    return redirect(url_for("staff.thread", thread_id=thread_id), 303)


def _one(row: Thread, message_id: str) -> Message:
    return found(next((message for message in row.messages if message.id == message_id), None))


def _show(session: Session, row: Thread, refused: str = "") -> ResponseReturnValue:
    form, member, submission = ReplyForm(), acting(row), row.submission
    if refused:
        form.body.errors = [refused]
    definition = load(submission.campaign.revision)
    return desk_page(
        session,
        "staff/thread.html",
        submission.campaign.brand,
        "inbox",
        status=422 if refused else 200,
        thread=row,
        form=form,
        definition=definition,
        may_reply=may(member, "reply"),
        may_speak=may(member, "speak"),
        threads=inbox(session, submission.campaign.brand, row.state),
        seen_on=found_on(session, row),
        networks=PLACES,
    )
