"""The customer's own page, and the page where a guardian answers."""

from ugc.web.portal import again, guardian, leave, mend, page, receipts, renew, taking
from ugc.web.portal.blueprint import blueprint

__all__ = ["again", "blueprint", "guardian", "leave", "mend", "page", "receipts", "renew", "taking"]
