"""Error pages: what happened, what is safe, what to do next; never a bare code."""

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from ugc.web.context import gettext as _
from ugc.web.context import page


def register(app: Flask) -> None:
    """Answer every HTTP error, and any mistake of ours, with a page."""
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(Exception, _broken)


def _answer(error: HTTPException) -> ResponseReturnValue:
    happened, next_step = _words(error.code or 500)
    body, status = page("error.html", status=error.code or 500, happened=happened, next_step=next_step)
    told = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return body, status, told  # what else would do: Allow, Retry-After (RFC 9110, 10.2)


def expired(_error: CSRFError) -> tuple[str, int]:
    """Nothing tells that this request is the reader's own."""
    happened = _("This page was open in another session, so we could not tell that the click was yours.")
    next_step = _("Nothing was changed. Go back, reload the page and send it again.")
    return page("error.html", status=400, happened=happened, next_step=next_step)


def _broken(error: Exception) -> tuple[str, int]:
    current_app.logger.error("unexpected failure", exc_info=error)
    happened = _("Something broke on our side.")
    next_step = _("What we had confirmed to you is safe. Please try again in a minute.")
    return page("error.html", status=500, happened=happened, next_step=next_step)


def _words(code: int) -> tuple[str, str]:
    sentences = {
        401: (
            _("You are signed out, so this was not saved."),
            _("Sign in again in another tab, then come back and send it: what you typed is still there."),
        ),
        403: (_("You are not allowed to see this."), _("If you should be, ask the owner of the brand.")),
        404: (_("There is nothing here."), _("It may have been taken back by the person who sent it.")),
        405: (_("That does not work this way."), _("Go back and use the button on the page.")),
        409: (_("Somebody else was faster."), _("Nothing of yours was lost. Look at how it stands now.")),
        413: (_("That was too large for us."), _("Nothing was saved. Send fewer or smaller photos.")),
        429: (_("That was a lot at once."), _("Nothing was lost. Please wait a minute and try again.")),
    }
    return sentences.get(code, (_("That did not work."), _("Nothing was changed. Go back and try again.")))
