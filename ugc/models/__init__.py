"""The tables, one file per noun."""

from ugc.models.account import Account, Attempt, Forgotten, Identity, Invite, Member, Passkey, SignIn
from ugc.models.base import Base, Branded, Claimable, CustomerOwned, Owned, Row, Stateful, new_id
from ugc.models.brand import Brand
from ugc.models.campaign import Campaign, Revision, Terms
from ugc.models.channel import Channel
from ugc.models.consent import Consent
from ugc.models.customer import Customer
from ugc.models.decision import ASKS, RETURNED, Ask, Decision, Review
from ugc.models.erasure import Erasure
from ugc.models.event import Chain, Event
from ugc.models.find import Find, Refusal, Reply, Search
from ugc.models.fingerprint import Fingerprint
from ugc.models.flag import Flag, Switch
from ugc.models.hint import Hint, Screening
from ugc.models.mail import Mail
from ugc.models.marker import Marker
from ugc.models.objection import Appeal, Report
from ugc.models.photo import Photo, Rendition, Retouch, Upload
from ugc.models.reshare import Reshare
from ugc.models.submission import Submission
from ugc.models.thread import Message, Thread
from ugc.models.view import View
from ugc.models.wording import Wording

__all__ = [
    "ASKS",
    "RETURNED",
    "Account",
    "Appeal",
    "Ask",
    "Attempt",
    "Base",
    "Brand",
    "Branded",
    "Campaign",
    "Chain",
    "Channel",
    "Claimable",
    "Consent",
    "Customer",
    "CustomerOwned",
    "Decision",
    "Erasure",
    "Event",
    "Find",
    "Fingerprint",
    "Flag",
    "Forgotten",
    "Hint",
    "Identity",
    "Invite",
    "Mail",
    "Marker",
    "Member",
    "Message",
    "Owned",
    "Passkey",
    "Photo",
    "Refusal",
    "Rendition",
    "Reply",
    "Report",
    "Reshare",
    "Retouch",
    "Review",
    "Revision",
    "Row",
    "Screening",
    "Search",
    "SignIn",
    "Stateful",
    "Submission",
    "Switch",
    "Terms",
    "Thread",
    "Upload",
    "View",
    "Wording",
    "new_id",
]
