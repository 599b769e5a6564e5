"""Receipts: what somebody agreed to, to read, to print, and as JSON (ISO/IEC TS 27560)."""

from collections.abc import Sequence

from flask import abort, jsonify, url_for
from flask.typing import ResponseReturnValue

from ugc.consent import receipt as receipts
from ugc.db import Session
from ugc.definitions import load
from ugc.definitions.texts import text
from ugc.models import Brand, Consent, Submission
from ugc.web.context import page, services
from ugc.web.portal.blueprint import blueprint
from ugc.web.portal.guardian import Asked, asked
from ugc.web.portal.mine import mine
from ugc.web.terms import html


@blueprint.get("/my/<token>/<submission_id>/receipt")
def receipt(token: str, submission_id: str) -> ResponseReturnValue:
    """The author's."""
    with mine(token) as it:
        consents = receipts.own(it.submission(submission_id)) or abort(404)
        return _page(it.session, consents, url_for(".my", token=token))


@blueprint.get("/my/<token>/<submission_id>/receipt.json")
def receipt_file(token: str, submission_id: str) -> ResponseReturnValue:
    """The author's, for machines."""
    with mine(token) as it:
        consents = receipts.own(it.submission(submission_id)) or abort(404)
        return _file(it.session, consents, url_for(".my", token=token))


@blueprint.get("/consent/<token>/receipt")
def answer_receipt(token: str) -> ResponseReturnValue:
    """A guardian's or depicted person's."""
    with asked(token) as it:
        return _page(it.session, _answered(it), url_for(".consent", token=token))


@blueprint.get("/consent/<token>/receipt.json")
def answer_receipt_file(token: str) -> ResponseReturnValue:
    """A guardian's or depicted person's, for machines."""
    with asked(token) as it:
        return _file(it.session, _answered(it), url_for(".consent", token=token))


def _answered(it: Asked) -> list[Consent]:
    """Their answers; there is no receipt for a question nobody answered."""
    return [one for one in it.consents if one.state not in ("requested", "lapsed")] or abort(404)


def _file(session: Session, consents: Sequence[Consent], back: str) -> ResponseReturnValue:
    links = services().links
    response = jsonify(receipts.receipt(session, consents, links, links.base + back))
    response.headers.set("Content-Disposition", "attachment", filename="receipt.json")
    return response


def _page(session: Session, consents: Sequence[Consent], back: str) -> ResponseReturnValue:
    links, first = services().links, consents[0]
    submission = session.get_one(Submission, first.submission_id)
    definition = load(submission.revision)
    return page(
        "portal/receipt.html",
        brand=session.get_one(Brand, first.brand_id),
        receipt=receipts.receipt(session, consents, links, links.base + back),
        consents=consents,
        definition=definition,
        texts=text(definition, first.language),
        terms=html(first.terms.text, top=3),
        back=back,
        mine=first.party == "author",
    )
