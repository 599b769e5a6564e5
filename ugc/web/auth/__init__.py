"""Signing in to the desk, and what the person who did may reach."""

from ugc.web.auth.access import acting, brand_session, current_account, refuse, safe_next, staff, staff_only
from ugc.web.auth.confirmed import confirmed

__all__ = [
    "acting",
    "brand_session",
    "confirmed",
    "current_account",
    "refuse",
    "safe_next",
    "staff",
    "staff_only",
]
