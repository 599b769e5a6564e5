"""Mending: a submission that came back, changed by its customer and sent again."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.collect.mend import MENDABLE, mend
from ugc.collect.standing import standing
from ugc.lifecycle import Conflict
from ugc.web.context import gettext as _
from ugc.web.context import page
from ugc.web.portal.agreeing import agree, no_letter
from ugc.web.portal.bench import Bench
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.mine import Mine, mine
from ugc.web.submit import browser
from ugc.web.submit.pictures import keep_files, late_files, pictures


class _Unfit(Exception):
    """What was drawn cannot be hidden like that; says what is wrong, by photo. Nothing was kept."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__()
        self.wrong = wrong


@blueprint.get("/my/<token>/<submission_id>/mend")
def mending(token: str, submission_id: str) -> ResponseReturnValue:
    """What was asked, and what else can be changed."""
    with mine(token) as it:
        bench = _bench(it, submission_id)
        return bench.page(pictures(bench.draft)) if bench else _back(token, submission_id)


@blueprint.post("/my/<token>/<submission_id>/mend")
def send_again(token: str, submission_id: str) -> ResponseReturnValue:
    """Send it again, or only add photos without a script; 409 when it changed while they were at it."""
    with mine(token) as it:
        bench = _bench(it, submission_id)
        if bench is None:
            return _over(it, submission_id)
        refused, adding = keep_files(bench.draft), request.form.get("do") == "add"
        photos = pictures(bench.draft)
        if bench.outdated:
            return bench.page(photos, 409, refused, stale=True)
        if adding or refused or not bench.check(photos):
            return bench.page(photos, 200 if adding and not refused else 422, refused)
        mended = bench.mended(photos)
    try:
        with mine(token, write=True) as it:
            if not bench.hide(it.session, it.customer):
                raise _Unfit(bench.wrong)
            known = agree(it.session, submission_id, bench.form, bench.once_more)
            mend(it.session, submission_id, bench.draft.key, mended)
    except _Unfit as unfit:
        return _again(token, submission_id, 422, unfit.wrong)
    except Conflict:
        return _again(token, submission_id, 409)
    browser.done(submission_id, submission_id)
    flash(_("Thank you. It is on its way again."))
    for one in known:
        flash(no_letter(one))
    return _back(token, submission_id)


def _bench(it: Mine, submission_id: str) -> Bench | None:
    """None when there is nothing to mend, as far as its customer was told."""
    submission = it.submission(submission_id)
    stands = standing(it.session, submission)
    return Bench(it, submission, stands) if stands.state in MENDABLE else None


def _again(
    token: str, submission_id: str, status: int, wrong: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """As it stands now, with what was typed; what could not be hidden is said at its photo."""
    with mine(token) as it:
        bench = _bench(it, submission_id)
        if bench is None:
            return _over(it, submission_id)
        bench.wrong.update(wrong or {})
        return bench.page(pictures(bench.draft), status, stale=status == 409)


def _over(it: Mine, submission_id: str) -> ResponseReturnValue:
    """It cannot be mended any more; what was typed or picked is named once more, unless it arrived before."""
    submission = it.submission(submission_id)
    typed = [request.form.get(name, "").strip() for name in ("story", "why")]
    said = [words for words in typed if words and words != submission.story]
    late = [file.filename for file in late_files(submission)]
    if not (said or late):
        return _back(it.token, submission_id)
    return page(
        "portal/mend_over.html",
        status=409,
        brand=it.brand,
        token=it.token,
        standing=standing(it.session, submission),
        said=said,
        late=late,
    )


def _back(token: str, submission_id: str) -> ResponseReturnValue:
    return redirect(url_for(".my", token=token, _anchor=submission_id), 303)
