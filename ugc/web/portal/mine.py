"""Whose page it is: a signed link stands for one customer, and a session shows that customer's rows only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import abort

from ugc.collect.standing import find_rendition, standing
from ugc.db import EVERYONE, Session, Whose
from ugc.models import Brand, Customer, Rendition, Submission, Thread
from ugc.web.context import services, speak


class LinkOver(Exception):
    """The link was never ours, has expired or was revoked; which of these, nobody is told."""


@dataclass(frozen=True)
class Mine:
    """A request to one customer's page."""

    token: str
    session: Session
    customer: Customer
    brand: Brand

    def submission(self, submission_id: str) -> Submission:
        """One of their submissions; 404 for anybody else's."""
        return self.session.get(Submission, submission_id) or abort(404)

    def thread(self, submission_id: str) -> Thread:
        """The conversation about one of their submissions."""
        found = standing(self.session, self.submission(submission_id)).thread
        return found or abort(404)

    def rendition(self, key: str) -> Rendition:
        """One of their pictures."""
        return find_rendition(self.session, key) or abort(404)


@contextmanager
def mine(token: str, *, write: bool = False) -> Iterator[Mine]:
    """Open the page a link stands for. Raises LinkOver for a bad, expired or revoked one."""
    here = services()
    found = here.links.read_my(token)
    with here.database.read(EVERYONE) as session:
        customer = session.get(Customer, found[0]) if found else None
        if found is None or customer is None or customer.link_number != found[1]:
            raise LinkOver
    with (here.database.write if write else here.database.read)(Whose.of(customer)) as session:
        customer = session.get_one(Customer, customer.id)
        speak([customer.language])
        yield Mine(token, session, customer, session.get_one(Brand, customer.brand_id))
