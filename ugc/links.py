"""Every address we hand out, also where no web request is around, and the signed ones' tokens."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ugc.models import Account, Campaign, Consent, Customer, Find, Invite, Reshare, Submission, Thread

MY_PAGE_LIVES = timedelta(days=400)
RESET_LIVES = timedelta(hours=1)


class Links:
    """Builds absolute addresses below `base_url` and signs those that stand for a person."""

    def __init__(self, base_url: str, secret_key: str) -> None:
        self.base = base_url.rstrip("/")
        self._my = URLSafeTimedSerializer(secret_key, salt="my page")
        self._asked = URLSafeTimedSerializer(secret_key, salt="asked for consent")
        self._claim = URLSafeTimedSerializer(secret_key, salt="claim")
        self._reset = URLSafeTimedSerializer(secret_key, salt="choose a new password")
        self._invited = URLSafeTimedSerializer(secret_key, salt="invited to a brand")

    def campaign(self, campaign: Campaign) -> str:
        """The campaign's page."""
        return f"{self.base}/c/{campaign.slug}"

    def rules(self, campaign: Campaign) -> str:
        """The campaign's terms and rules."""
        return f"{self.campaign(campaign)}/rules"

    def gallery(self, campaign: Campaign) -> str:
        """The campaign's gallery."""
        return f"{self.campaign(campaign)}/gallery"

    def submission(self, submission: Submission) -> str:
        """The public page of one submission."""
        return f"{self.base}/s/{submission.id}"

    def my(self, customer: Customer) -> str:
        """The customer's own page, by a signed link instead of an account."""
        return f"{self.base}/my/{self._my.dumps([customer.id, customer.link_number])}"

    def mend(self, submission: Submission) -> str:
        """Where its customer mends what came back."""
        return f"{self.my(submission.customer)}/{submission.id}/mend"

    def read_my(self, token: str) -> tuple[str, int] | None:
        """The customer's id and link number a token was made for, or None for a bad or expired one."""
        try:
            customer_id, number = self._my.loads(token, max_age=int(MY_PAGE_LIVES.total_seconds()))
        except (BadSignature, ValueError):
            return None
        return customer_id, number

    def asked(self, consent: Consent) -> str:
        """The page where a guardian or depicted person answers."""
        return f"{self.base}/consent/{self._asked.dumps([consent.id, consent.link_number])}"

    def read_asked(self, token: str) -> tuple[str, int] | None:
        """The consent's id and link number a token was made for, or None for a bad or expired one.

        The question itself lapses sooner (`Consent.expires_at`); whoever answered comes back by the same
        link to take it back.
        """
        try:
            found = self._asked.loads(token, max_age=int(MY_PAGE_LIVES.total_seconds()))
        except BadSignature:
            return None
        consent_id, number = found if isinstance(found, list) else (found, 0)  # a link of before they had one
        return consent_id, number

    def invited(self, invite: Invite) -> str:
        """The page where somebody joins a brand; the invitation itself says how long."""
        return f"{self.base}/staff/invited/{self._invited.dumps(invite.id)}"

    def read_invited(self, token: str) -> str | None:
        """The invitation's id, or None for a bad token."""
        try:
            return str(self._invited.loads(token))
        except BadSignature:
            return None

    def claim(self, find: Find, *, private: bool = False) -> str:
        """Where the author of a find answers. Who got it in a `private` message is its author."""
        return f"{self.base}/claim/{self._claim.dumps([find.id, private])}"

    def read_claim(self, token: str) -> tuple[str, bool] | None:
        """The find's id and whether the link was private, or None for a bad or expired token."""
        try:
            find_id, private = self._claim.loads(token, max_age=int(MY_PAGE_LIVES.total_seconds()))
        except (BadSignature, ValueError):
            return None
        return str(find_id), bool(private)

    def reset(self, account: Account) -> str:
        """The page where somebody chooses a new password: for an hour, and until the password changes."""
        return f"{self.base}/staff/reset/{self._reset.dumps([account.id, _mark(account)])}"

    def read_reset(self, token: str, find: Callable[[str], Account | None]) -> Account | None:
        """The account a token was made for, or None for a bad, expired or used one."""
        try:
            account_id, mark = self._reset.loads(token, max_age=int(RESET_LIVES.total_seconds()))
        except (BadSignature, ValueError):
            return None
        account = find(account_id)
        return account if account and _mark(account) == mark else None

    def thread(self, thread: Thread) -> str:
        """The thread at the desk."""
        return f"{self.base}/staff/inbox/{thread.id}"

    def channels(self) -> str:
        """The channels at the desk."""
        return f"{self.base}/staff/channels"

    def reshare(self, reshare: Reshare) -> str:
        """The reshare at the desk."""
        return f"{self.base}/staff/planner/{reshare.id}"


def elsewhere(address: str) -> str:
    """An address another server told us, as a link may have it: `#` unless it is http or https."""
    return address if address.startswith(("https://", "http://")) else "#"


def _mark(account: Account) -> str:
    """Changes with the password, so that a link works once."""
    return hashlib.sha256(account.password_hash.encode()).hexdigest()[:16]
