"""Several submissions and one decision: chosen in a list, previewed one by one, done, undone in one go."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc import language as languages
from ugc.db import Session
from ugc.definitions import load
from ugc.models import Brand, Submission, new_id
from ugc.moderate import bulk
from ugc.moderate.asks import named, usual
from ugc.moderate.bulk import MOST, Foreseen
from ugc.moderate.decide import OUTCOMES, NoReason, markers
from ugc.moderate.reasons import Choice, choices, words
from ugc.publish import follow
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.forms.parts import clean
from ugc.web.forms.staff import LONGEST_WORDS
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, desk_page, found, place_in
from ugc.web.staff.queue_page import address, around, chosen_filter

SEPARATOR = ":"  # between an id and the state it was seen in


@blueprint.get("/queue/list")
@staff_only
def bulk_list() -> ResponseReturnValue:
    """What the filters let through, fifty at a time, to choose from."""
    after_id = request.args.get("after")
    with brand_session("moderate") as session:
        brand, _member = chosen_for(session, "moderate")
        after = found(session.get(Submission, after_id)) if after_id else None
        chosen = chosen_filter(session, brand)
        rows = bulk.rows(session, chosen, after)
        facts: dict[str, Any] = {
            "rows": rows,
            "seen": markers(session, [row.submission for row in rows]),
            "states": {name for name, to in OUTCOMES.items() if _possible(rows, to)},
            "further": rows[-1].submission.id if len(rows) == MOST else "",
        }
        return desk_page(
            session, "staff/bulk.html", brand, "queue", **facts, **around(session, brand, chosen)
        )


@blueprint.post("/queue/preview")
@staff_only
def bulk_preview() -> ResponseReturnValue:
    """What would happen to each; nothing happens yet."""
    with brand_session("moderate") as session:
        brand, _member = chosen_for(session, "moderate")
        return _preview(session, brand)


@blueprint.post("/queue/decide")
@staff_only
def bulk_decide() -> ResponseReturnValue:
    """Decide about each as it was seen; what has changed since is shown again. 422 without a reason."""
    with brand_session("moderate") as session:
        chosen_for(session, "moderate")
    batch_id, outcome, left = new_id(), _outcome(), []
    for submission_id, seen in _chosen():
        try:
            with brand_session("moderate", write=True) as session:
                submission = found(session.get(Submission, submission_id))
                definition, member = load(submission.campaign.revision), acting(submission)
                reason = words(definition, submission.language, _code(), _words())
                asks = named(submission, usual(definition, _code()))
                made = bulk.decide_one_of_many(
                    session, submission, outcome, reason, member, seen, batch_id, asks
                )
                follow(session, submission)
        except NoReason:
            with brand_session("moderate") as session:
                return _preview(session, chosen_for(session, "moderate")[0], missing=True)
        left += [] if made else [(submission_id, seen)]
    with brand_session("moderate") as session:
        brand, _member = chosen_for(session, "moderate")
        return _result(session, brand, batch_id, left)


@blueprint.post("/queue/batches/<batch_id>/undo")
@staff_only
def bulk_undo(batch_id: str) -> ResponseReturnValue:
    """Undo all of it that still can be."""
    with brand_session("moderate", write=True) as session:
        made = found(next(iter(bulk.batch(session, batch_id)), None))
        back, left = bulk.undo_all(session, batch_id, acting(made))
        session.flush()
        for submission in back:
            follow(session, submission)
        slug = session.get_one(Brand, made.brand_id).slug
    return redirect(url_for("staff.bulk_list", brand=slug, undone=len(back), left=left), 303)


def _preview(session: Session, brand: Brand, *, missing: bool = False) -> ResponseReturnValue:
    outcome, foreseen = _outcome(), [_foreseen(session, *one) for one in _chosen()]
    able = [one for one in foreseen if not one.why]
    facts: dict[str, Any] = {
        "outcome": outcome,
        "language_names": dict(languages.named(languages.SHIPPED)),
        "able": able,
        "unable": [one for one in foreseen if one.why],
        "choices": _choices([one.submission for one in able]),
        "missing": missing,
        "typed": _words(),
        "picked": _code(),
        "shown": address,
    }
    status = 422 if missing else 200
    return desk_page(session, "staff/bulk_preview.html", brand, "queue", status=status, **facts)


def _result(
    session: Session, brand: Brand, batch_id: str, left: list[tuple[str, str]]
) -> ResponseReturnValue:
    made = bulk.batch(session, batch_id)
    facts: dict[str, Any] = {
        "outcome": _outcome(),
        "batch_id": batch_id,
        "done": [session.get_one(Submission, one.submission_id) for one in made],
        "seconds": int((min(one.final_at for one in made) - session.now()).total_seconds()) if made else 0,
        "unable": [_foreseen(session, *one) for one in left],
        "shown": address,
    }
    return desk_page(session, "staff/bulk_done.html", brand, "queue", status=409 if left else 200, **facts)


def _foreseen(session: Session, submission_id: str, seen: str) -> Foreseen:
    submission = found(session.get(Submission, submission_id))
    return bulk.foresee(session, submission, _outcome(), place_in(submission.campaign.brand), seen)


def _choices(submissions: list[Submission]) -> list[Choice]:
    """The reasons to pick from, where all of it is one campaign's; else there are own words."""
    campaigns = {one.campaign_id: one.campaign for one in submissions}
    return choices(load(submissions[0].campaign.revision), "") if len(campaigns) == 1 else []


def _possible(rows: list[bulk.Row], to: str) -> bool:
    return any(row.submission.machine.allows(row.submission.state, to) for row in rows)


def _outcome() -> str:
    outcome = request.form.get("outcome", "")
    return outcome if outcome in OUTCOMES else abort(400)


def _chosen() -> list[tuple[str, str]]:
    """The ids that were chosen, each with the state it was seen in."""
    pairs = [one.partition(SEPARATOR) for one in request.form.getlist("chosen")[:MOST]]
    return list({submission_id: seen for submission_id, _, seen in pairs}.items())


def _code() -> str:
    return request.form.get("reason", "")[:80]


def _words() -> str:
    return clean(request.form.get("words"))[:LONGEST_WORDS]
