"""Telling a customer what became of their contribution on a network."""

from ugc.db import Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Mail, Reshare


def tell(session: Session, reshare: Reshare, kind: str) -> None:
    """Queue the letter of this kind (`reshared`, `removed`) to the author, once."""
    author = reshare.submission.customer
    if not author.email:  # erased meanwhile, or found on a network
        return
    mail = Mail(brand_id=reshare.brand_id, customer_id=reshare.customer_id, kind=kind, about_id=reshare.id)
    mail.to, mail.key, mail.due_at = author.email, f"{kind}:{reshare.id}", session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)
