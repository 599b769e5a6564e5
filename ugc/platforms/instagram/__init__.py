"""Instagram, posted to by hand and heard in two ways: through instaloader, and by its official Graph API."""

from ugc.platforms.instagram.graph import InstagramGraph
from ugc.platforms.instagram.listener import Instagram

__all__ = ["Instagram", "InstagramGraph"]
