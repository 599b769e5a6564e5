"""Bluesky: posted to and heard over the AT Protocol, with a session that is kept and renewed."""

from ugc.platforms.bluesky.account import Bluesky

__all__ = ["Bluesky"]
