"""The demo's staff: their accounts and places, and the passwords that are made once and kept in a file."""

import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ugc.db import EVERYONE, Session
from ugc.definitions import find_brand
from ugc.demo.script import Cast, Person, cast
from ugc.models import Account, Brand, Member
from ugc.web.auth.passwords import generate
from ugc.wiring import Services

NOBODY = ""  # no password matches it


def passwords(services: Services, everybody: Cast) -> dict[str, str]:
    """The passwords by mail address, from the file; made and written down first if there is none."""
    path = kept_in(services)
    if not path.exists():
        made = {person.mail: generate() for person in everybody.people if person.signs_in}
        _write(path, "".join(f"{mail} {password}\n" for mail, password in made.items()))
    return _read(path)


def kept_in(services: Services) -> Path:
    """The file with the passwords."""
    return services.settings.storage / "demo-sign-in"


def hire(session: Session, everybody: Cast, hashes: dict[str, str]) -> None:
    """Give everybody an account and a place in their brands, the outsider a brand of her own."""
    file = everybody.brand
    session.add(Brand(slug=file.slug, name=file.name, profile=file.model_dump(mode="json")))
    session.flush()
    for person in everybody.people:
        account = Account(email=person.mail, name=person.name)
        account.password_hash = hashes.get(person.mail, NOBODY)
        session.add(account)
        session.flush()
        for slug, role in person.brands.items():
            _place(session, person, account, slug, role)


def members(session: Session) -> dict[str, Member]:
    """The session's brand's people by their key."""
    keys = {person.mail: person.key for person in cast().people}
    rows = session.scalars(select(Member).options(joinedload(Member.account)))
    return {keys[row.account.email]: row for row in rows if row.account.email in keys}


def sign_in(services: Services) -> str:
    """Where and as whom to sign in, in lines; nothing unless these people are in the database."""
    path, known = kept_in(services), {person.mail: person for person in cast().people}
    if not path.exists():
        return ""
    with services.database.read(EVERYONE) as session:
        here = set(session.scalars(select(Account.email).where(Account.email.in_(known))))
    lines = [f"Sign in at {services.settings.base_url}/staff/ as"]
    for mail, password in _read(path).items():
        if mail in here:
            lines.append(f"  {mail:<28} {password}   {known[mail].signs_in}")
    return "\n".join(lines) if len(lines) > 1 else ""


def _place(session: Session, person: Person, account: Account, slug: str, role: str) -> None:
    brand = find_brand(session, slug)
    if brand:  # an operator may have taken one of our campaigns away
        session.add(Member(brand_id=brand.id, account=account, role=role, may_speak=person.may_speak))


def _read(path: Path) -> dict[str, str]:
    return dict(line.split() for line in path.read_text().splitlines())


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and nobody else's to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        os.fsync(file.fileno())
    part.rename(path)
