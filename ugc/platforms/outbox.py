"""Mailers without a mail server: a folder to look into, and memory."""

import os
import secrets
from collections.abc import Collection
from email.parser import BytesHeaderParser
from pathlib import Path

from ugc.platforms.errors import PlatformError
from ugc.platforms.letter import Letter, compose, fingerprint


class Outbox:
    """Writes each letter into a folder as a file of its own, readable by any mail program."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address

    def send(self, letter: Letter) -> None:
        content = compose(letter, self._address).as_bytes()
        # Letters hold links that stand for a person: nobody else may read or guess these files.
        name = f"{letter.written:%Y%m%dT%H%M%S}-{secrets.token_urlsafe(16)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._folder / name, content)
        except OSError as problem:
            message = f"The outbox folder cannot be written: {problem.strerror}."
            raise PlatformError(message, needs_person=True) from problem

    def forget(self, keys: Collection[str]) -> None:
        ids = {fingerprint(key) for key in keys}
        try:
            for path in self._folder.glob("*.eml"):
                with path.open("rb") as file:
                    written = str(BytesHeaderParser().parse(file)["Message-ID"])
                if written.strip("<> ").partition("@")[0] in ids:
                    path.unlink(missing_ok=True)
        except OSError as problem:
            message = f"The outbox folder cannot be cleared: {problem.strerror}."
            raise PlatformError(message, needs_person=True) from problem


def _write(path: Path, content: bytes) -> None:
    """Durably: the file is whole before it has its name, and the name is on disk when we return."""
    part, whole = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.eml")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(whole)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Memory:
    """Keeps letters in a list; refuses those that could not be sent."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        compose(letter, self._address).as_bytes()
        self.letters.append(letter)

    def forget(self, keys: Collection[str]) -> None:
        self.letters = [letter for letter in self.letters if letter.key not in keys]
