"""What a person has to take down is put before them every day until it is gone."""

from datetime import timedelta

from sqlalchemy import select

from ugc.db import Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Account, Mail, Member, Reshare
from ugc.permissions import may
from ugc.publish.retract import GONE_WITHIN

DAY = timedelta(days=1)


def remind(session: Session) -> None:
    """A letter to everybody who looks after the brand's posts, at once and then once a day."""
    for reshare in session.scalars(select(Reshare).where(Reshare.state == "remove_by_hand")):
        assert reshare.remove_by is not None
        day = (session.now() - (reshare.remove_by - GONE_WITHIN)) // DAY
        for account in _who(session, reshare):
            _write(session, reshare, account, f"takedown:{reshare.id}:{account.id}:{day}")


def _who(session: Session, reshare: Reshare) -> list[Account]:
    members = session.scalars(Member.at(reshare.brand_id)).all()
    return [member.account for member in members if may(member, "reshare")]


def _write(session: Session, reshare: Reshare, account: Account, key: str) -> None:
    if session.scalar(select(Mail.id).where(Mail.key == key)):
        return
    mail = Mail(brand_id=reshare.brand_id, kind="takedown", about_id=reshare.id, key=key, to=account.email)
    mail.due_at = session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
