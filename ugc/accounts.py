"""From a channel to the account it stands for, the one place where its secret is opened; and its trouble."""

from collections.abc import Callable

from ugc.db import EVERYONE, Database, Session
from ugc.lifecycle import ENGINE, begin
from ugc.meter import ALL, meter
from ugc.models import Channel, Find, Mail, Member
from ugc.permissions import may
from ugc.platforms import Door, Network, PlatformError, capabilities, connect
from ugc.vault import Vault, WrongKey


def network(database: Database, channel: Channel, vault: Vault, door: Door, share: float = ALL) -> Network:
    """The account a channel stands for. Raises PlatformError when its key cannot be opened any more.

    Whatever it is asked counts, and `share` of the network's budget may be used up by it. Where the network
    gives us another key to use from now on, it is kept at once.
    """
    budget = capabilities(channel.network).budget
    counted = door.counting(meter(database, channel, budget, share)) if budget else door
    try:
        secret = vault.open(channel.secret)
    except WrongKey:
        message = "This channel’s key was kept under another secret key. Sign in again; what waits is kept."
        raise PlatformError(message, needs_person=True) from None
    return connect(channel.network, channel.base_url, secret, counted, _keeper(database, channel, vault))


def answerable(find: Find) -> bool:
    """Whether we can say something below a find ourselves; else a person has to."""
    return find.reachable and capabilities(find.channel.network).can_reply


def ask_a_person(session: Session, channel: Channel, problem: str) -> None:
    """Note what only a person can mend; whoever can gets one letter, and no other until it was mended."""
    broken, channel.problem = channel.problem, problem
    if broken is not None:
        return
    for member in session.scalars(Member.at(channel.brand_id)).all():
        if may(member, "channels"):
            key = f"channel:{channel.id}:{session.now():%Y%m%d%H%M%S}:{member.id}"
            mail = Mail(brand_id=channel.brand_id, kind="channel", about_id=channel.id, key=key)
            mail.to, mail.due_at = member.account.email, session.now()
            begin(session, mail, ENGINE)
            session.hint("mail", mail.id)


def _keeper(database: Database, channel: Channel, vault: Vault) -> Callable[[str], None]:
    """Keeps another key, unless a person has signed in again, or another worker, since ours was read."""
    last = channel.secret

    def keep(secret: str) -> None:
        nonlocal last
        with database.write(EVERYONE) as session:
            row = session.get_one(Channel, channel.id, with_for_update=True)
            if row.secret == last:
                row.secret = last = vault.seal(secret)

    return keep
