"""The form of a campaign: shown, sent, and shown again with all that was typed when something is wrong."""

from flask import abort, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from ugc.collect import intake
from ugc.models import Submission
from ugc.web.context import Visit, services, visit
from ugc.web.context import gettext as _
from ugc.web.errors import expired
from ugc.web.submit import browser
from ugc.web.submit.blueprint import blueprint
from ugc.web.submit.desk import Desk
from ugc.web.submit.flood import flooded
from ugc.web.submit.pictures import Picture, Refused, keep_files, late_files, pictures

Page = tuple[str, int]


@blueprint.get("/c/<slug>/submit")
def form(slug: str) -> Page | Response:
    """The form, with the photos that were picked before; or that it was sent, if the answer got lost."""
    if _sent_before(slug, browser.draft(slug)):
        return _thank(slug)
    with visit(slug) as it:
        if not it.campaign.open_at(it.session.now()):
            return _closed(it)
        if request.args.get("as") == "somebody-else":
            browser.forget(it.campaign.brand_id)
        desk = Desk(it)
        return desk.page(pictures(desk.draft))


@blueprint.post("/c/<slug>/submit")
def submit(slug: str) -> Page | Response:
    """Send the form, or only add photos to it without a script, or empty it."""
    key = request.form.get("draft", "")
    if _sent_before(slug, key):
        return _late(slug) or _thank(slug)
    with visit(slug) as it:
        if not it.campaign.open_at(it.session.now()):
            return _closed(it)
        desk = Desk(it)
        if desk.too_young() or request.form.get("do") == "over":
            return _empty(desk)
        outdated, refused = desk.outdated(), keep_files(desk.draft)
        photos = pictures(desk.draft)
        again = _again(desk, photos, outdated, refused)
        if again and _sent_before(slug, key):  # by the other click of a double one, while we were looking
            return _thank(slug)
        if again:
            status, problem = again
            return desk.page(photos, status, problem, refused)
        entry = desk.entry(photos)
    with visit(slug, write=True) as it:
        submission = intake.receive(it.session, it.campaign, it.definition, desk.draft.key, entry)
    browser.done(slug, submission.id)
    return _thank(slug)


def _again(
    desk: Desk, photos: list[Picture], outdated: str, refused: list[Refused]
) -> tuple[int, str] | None:
    """Why the form is shown again, as a status and perhaps a sentence."""
    if outdated:
        return 409, outdated
    if request.form.get("do") == "add":
        return (422 if refused else 200), ""
    if not desk.check(photos) or refused:
        return 422, ""
    return (429, _too_much()) if flooded("submit") else None


@blueprint.get("/c/<slug>/sent")
def sent(slug: str) -> Page:
    """What happens now, and the link to the customer's own page."""
    with visit(slug) as it:
        submission = it.session.get(Submission, browser.sent(slug) or "")
        if submission is None or submission.campaign_id != it.campaign.id:
            abort(404)
        my_page = services().links.my(submission.customer)
        due = submission.created_at + it.definition.conversation.reply_within
        return it.page(
            "submit/sent.html", submission=submission, my_page=my_page, due=due, drafts=browser.drafts()
        )


@blueprint.errorhandler(CSRFError)
def stale(error: CSRFError) -> Page:
    """The browser's cookie is gone or another's: the form again, with what was typed."""
    if request.endpoint != "submit.submit" or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return expired(error)
    with visit((request.view_args or {})["slug"]) as it:
        desk = Desk(it)
        refused = keep_files(desk.draft)
        problem = _(
            "This page had been open for so long that we could not tell whether it was still you. Nothing "
            "was sent, and everything you wrote is still here. Please look it over and send it again."
        )
        return desk.page(pictures(desk.draft), 400, problem, refused)


def _thank(slug: str) -> Response:
    return redirect(url_for(".sent", slug=slug), 303)


def _closed(it: Visit) -> Page:
    return it.page("submit/closed.html", status=410, story=request.form.get("story", ""))


def _empty(desk: Desk) -> Page | Response:
    """Keep nothing: it was asked for, or comes from a child we must not take anything from (16 CFR 312.5)."""
    slug = desk.visit.campaign.slug
    desk.draft.empty()
    browser.close(slug)
    if desk.too_young():
        return desk.visit.page("submit/parent.html", status=403, drafts=browser.drafts())
    return redirect(url_for(".form", slug=slug), 303)


def _late(slug: str) -> Page | Response | None:
    """A form that was sent already, with what was not in it; of a second click there is nothing."""
    with visit(slug) as it:
        before, desk = it.session.get_one(Submission, browser.sent(slug)), Desk(it)
        if request.form.get("do") == "over" or (not late_files(before) and not _other_words(desk, before)):
            return None
        if not it.campaign.open_at(it.session.now()):
            return _closed(it)
        if desk.too_young():
            return _empty(desk)
        desk.outdated()  # newer terms are agreed to anew
        refused = keep_files(desk.draft, late_files(before))
        problem = _(
            "This was sent already, perhaps from another tab, and what was sent then is safe with us. "
            "What you added since is not part of it; it is all still here. "
            "If you like, send it as another one."
        )
        return desk.page(pictures(desk.draft), 409, problem, refused)


def _other_words(desk: Desk, before: Submission) -> bool:
    return (desk.form["story"].data or before.story) != before.story


def _sent_before(slug: str, key: str) -> bool:
    """Whether the form of that key has become a submission of this browser's already."""
    with visit(slug) as it:
        before = intake.sent(it.session, it.campaign, key)
    if before is None or not (browser.holds(key) or browser.sent(slug) == before.id):
        return False
    browser.done(slug, before.id)
    return True


def _too_much() -> str:
    return _(
        "A lot has come from your network in the last minutes, so we ask for a little patience. Nothing "
        "was sent, and everything is still here. Please send it again in ten minutes."
    )
