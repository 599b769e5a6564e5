"""What networks call by themselves. They are no browsers: a signature stands where forms have a token."""

from hmac import compare_digest

from flask import Blueprint, Response, abort, request

from ugc.collect.finds import tell
from ugc.db import EVERYONE
from ugc.platforms.instagram import hook
from ugc.web.context import services

blueprint = Blueprint("hooks", __name__)
LONGEST = 1 << 20  # bytes of a message; theirs hold up to 1,000 changes of some hundred bytes


@blueprint.get("/hooks/instagram")
def instagram() -> Response:
    """Prove to Instagram that this address is ours, by the token typed in there."""
    ours = services().settings.instagram_verify_token or abort(404)
    theirs, challenge = request.args.get("hub.verify_token", ""), request.args.get("hub.challenge", "")
    if request.args.get("hub.mode") != "subscribe" or not compare_digest(theirs.encode(), ours.encode()):
        abort(403)
    if not challenge.isalnum() or len(challenge) > 200:
        abort(400)
    return Response(challenge, mimetype="text/plain")


@blueprint.post("/hooks/instagram")
def instagram_told() -> Response:
    """Note who names one of our accounts; the answer comes once that is kept."""
    secret = services().settings.instagram_app_secret or abort(404)
    request.max_content_length = LONGEST
    body = request.get_data()
    if not hook.is_signed(body, request.headers.get("X-Hub-Signature-256", ""), secret):
        abort(403)
    if mentions := hook.mentions(body):
        with services().database.write(EVERYONE) as session:
            for account, post in dict.fromkeys(mentions):
                tell(session, hook.NETWORK, account, post)
    return Response(status=204)
