"""What a browser's signed cookie remembers: its open drafts, what it sent, whose page it came from."""

from flask import session

from ugc.collect.uploads import new_draft

MOST = 12  # drafts in one cookie; the oldest is forgotten first
DRAFTS, SENT, KNOWN = "drafts", "sent", "known"


def draft(place: str) -> str:
    """The key of this browser's open draft at a place (a campaign, or a submission to be mended)."""
    drafts = _kept(DRAFTS)
    if place not in drafts:
        _keep(DRAFTS, place, new_draft())
    return str(session[DRAFTS][place])


def drafts() -> list[str]:
    """The keys of all open drafts; what a browser kept of any other may go."""
    return list(_kept(DRAFTS).values())


def close(place: str) -> None:
    """The next form at that place is a new one."""
    session[DRAFTS] = {where: key for where, key in _kept(DRAFTS).items() if where != place}


def holds(key: str) -> bool:
    """Whether this browser has opened the draft of that key."""
    return key in drafts()


def done(place: str, submission_id: str) -> None:
    """The draft is sent."""
    close(place)
    _keep(SENT, place, submission_id)


def sent(place: str) -> str | None:
    """The submission this browser sent last at that place."""
    return _kept(SENT).get(place)


def know(brand_id: str, customer_id: str) -> None:
    """The next forms of this brand come from a customer we know."""
    _keep(KNOWN, brand_id, customer_id)


def known(brand_id: str) -> str | None:
    """The customer whose page this browser came from."""
    return _kept(KNOWN).get(brand_id)


def forget(brand_id: str) -> None:
    """Somebody else writes now."""
    session[KNOWN] = {brand: who for brand, who in _kept(KNOWN).items() if brand != brand_id}


def _kept(name: str) -> dict[str, str]:
    kept = session.get(name, {})
    assert isinstance(kept, dict)
    return kept


def _keep(name: str, place: str, value: str) -> None:
    kept = {where: what for where, what in _kept(name).items() if where != place}
    session[name] = dict([*kept.items(), (place, value)][-MOST:])
    session.permanent = True
