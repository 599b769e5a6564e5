"""What we asked a browser before it went away: kept in its signed form cookie, and good once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import session as form_cookie

from ugc.db import Session
from ugc.models import Attempt
from ugc.web.auth.wrong import Wrong

LIVES = timedelta(minutes=30)


def ask(what: str, now: datetime, **facts: Any) -> str:
    """A random secret for one question, kept with what has to be known when the answer comes."""
    secret = secrets.token_urlsafe(32)
    form_cookie[what] = [secret, now.timestamp(), facts]
    return secret


def answered(session: Session, what: str) -> tuple[str, dict[str, Any]]:
    """The secret and the facts again, once, also for a cookie that was kept. Raises Wrong."""
    secret, at, facts = form_cookie.pop(what, ("", 0, {}))
    key = f"{what}:{sha256(str(secret).encode()).hexdigest()}"
    recent = session.now() - LIVES
    if not secret or at < recent.timestamp() or session.scalar(Attempt.since(key, recent).limit(1)):
        raise Wrong("no question waits for this answer")
    session.add(Attempt(key=key))
    return str(secret), facts
