"""Secrets at rest: what a database dump must not give away."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class WrongKey(Exception):
    """The secret was sealed by another installation, or under another secret key."""


class Vault:
    """Encrypts channel credentials with a key derived from the installation's secret key."""

    def __init__(self, secret_key: str) -> None:
        digest = hashlib.sha256(b"ugc vault:" + secret_key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))

    def seal(self, secret: str) -> str:
        """The secret as text that only this installation can open."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """The secret again. Raises WrongKey."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKey from None
