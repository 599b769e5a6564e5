"""The customer's own page, and the pages where a guardian and the author of a find answer."""

from ugc.web.portal import again, claim, guardian, leave, mend, once_more, page, receipts, renew, taking
from ugc.web.portal.blueprint import blueprint

__all__ = [
    "again",
    "blueprint",
    "claim",
    "guardian",
    "leave",
    "mend",
    "once_more",
    "page",
    "receipts",
    "renew",
    "taking",
]
