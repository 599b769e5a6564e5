"""Reporting what is public: two taps, and who leaves an address learns what became of it."""

import hashlib
from ipaddress import ip_address, ip_network

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from ugc.db import EVERYONE
from ugc.moderate.report import Notice
from ugc.moderate.report import report as keep
from ugc.publish import follow
from ugc.publish.gallery import one
from ugc.web.context import Visit, services, visit
from ugc.web.forms.report import reasons, report_form
from ugc.web.public.blueprint import blueprint
from ugc.web.submit.flood import flooded


@blueprint.get("/s/<submission_id>/report")
def report(submission_id: str) -> ResponseReturnValue:
    """The reasons, each a button."""
    with visit(_slug(submission_id)) as here:
        return _show(here, submission_id, report_form())


@blueprint.post("/s/<submission_id>/report")
def send_report(submission_id: str) -> ResponseReturnValue:
    """Keep it and say thank you; severe ones take the item out of sight at once."""
    slug = _slug(submission_id)
    if flooded("report"):
        abort(429)
    with visit(slug, write=True) as here:
        form = report_form()
        if not form.validate():
            return _show(here, submission_id, form, 422)
        item = one(here.session, submission_id) or abort(404)
        row = keep(here.session, item.submission, _notice(form, here, submission_id), here.definition)
        here.session.flush()
        follow(here.session, item.submission)
        return here.page("public/reported.html", report=row)


def _slug(submission_id: str) -> str:
    """The campaign of something public; 404 for anything else."""
    with services().database.read(EVERYONE) as session:
        found = one(session, submission_id) or abort(404)
        return found.submission.campaign.slug


def _notice(form: FlaskForm, here: Visit, submission_id: str) -> Notice:
    return Notice(
        reason=form.reason.data,
        words=form.words.data or "",
        name=form["name"].data or "",
        email=form.email.data or "",
        url=f"{services().links.base}/s/{submission_id}",
        language=here.texts.language,
        origin=_origin(),
    )


def _origin() -> str:
    """A hash of the network that asks, which tells it from others and is worth nothing elsewhere."""
    ip = ip_address(request.remote_addr or "::")
    network = ip_network((ip, 32 if ip.version == 4 else 64), strict=False)
    return hashlib.sha256(f"{services().settings.secret_key}:report:{network}".encode()).hexdigest()


def _show(here: Visit, submission_id: str, form: FlaskForm, status: int = 200) -> ResponseReturnValue:
    item = one(here.session, submission_id) or abort(404)
    return here.page("public/report.html", status=status, item=item, form=form, reasons=reasons())
