"""A fresh link to "my page", to the address we know and to no other; whoever asks learns nothing by it."""

from datetime import timedelta

from sqlalchemy import func, select

from ugc.db import Session
from ugc.lifecycle import ENGINE, begin
from ugc.models import Customer, Mail, new_id

AN_HOUR, MOST = timedelta(hours=1), 3  # letters to one address in that time, however often somebody asks


def renew(session: Session, email: str) -> None:
    """Write to this address, once for each brand that knows it; to nobody when none does."""
    address = email.strip().lower()
    known = select(Customer).where(func.lower(Customer.email) == address, Customer.email != "")
    newest: dict[str, Customer] = {}
    for customer in session.scalars(known.order_by(Customer.created_at.desc(), Customer.id)):
        newest.setdefault(customer.brand_id, customer)
    for customer in newest.values():
        send_link(session, customer)


def send_link(session: Session, customer: Customer) -> None:
    """Queue the letter with the links of everything this address sent to the brand."""
    lately = select(func.count()).where(
        Mail.kind == "link",
        Mail.brand_id == customer.brand_id,
        Mail.to == customer.email,
        Mail.created_at > session.now() - AN_HOUR,
    )
    if not customer.email or (session.scalar(lately) or 0) >= MOST:
        return
    mail = Mail(brand_id=customer.brand_id, customer_id=customer.id, kind="link", about_id=customer.id)
    mail.to, mail.key, mail.due_at = customer.email, f"link:{new_id()}", session.now()
    begin(session, mail, ENGINE)
    session.hint("mail", mail.id)


def revoke(session: Session, customer: Customer) -> None:
    """From here on no link made before opens; a fresh one goes to their address."""
    customer.link_number += 1
    session.flush()
    send_link(session, customer)
