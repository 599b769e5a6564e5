"""Threads, the inbox, and the letters that go out."""

from ugc.converse.inbox import inbox
from ugc.converse.outbox import send
from ugc.converse.threads import NotSaid, close, make_public, release, say, write_back

__all__ = ["NotSaid", "close", "inbox", "make_public", "release", "say", "send", "write_back"]
