"""Instagram: heard through instaloader with a signed-in session, posted to by hand."""

from ugc.platforms.instagram.listener import Instagram

__all__ = ["Instagram"]
