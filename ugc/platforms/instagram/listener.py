"""An Instagram account that listens. Instagram offers no door for that: best effort by nature."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice

from instaloader.instaloadercontext import InstaloaderContext
from instaloader.structures import Hashtag
from instaloader.structures import Post as Shot

from ugc.platforms.contract import Capabilities, Profile
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.instagram import session
from ugc.platforms.instagram.reading import found
from ugc.platforms.instagram.refusals import NotThereError, in_sentences
from ugc.platforms.listening import Budget, Found, Page, Tags
from ugc.platforms.manual import Manual
from ugc.platforms.rounds import through

MOST = 120  # posts of one tag in one round: two or three pages
WHO_AM_I = "d6f4427fbe92d846298cf93df0b937d3"  # the query behind instaloader's own test of a session


class Instagram(Manual):
    """One account, by `name password` at first and by its session from then on; `keep` is given the session.

    What it posts, a person posts; base_url is its profile.
    """

    capabilities = Capabilities(
        family="instagram",
        title="Instagram: we listen, somebody posts by hand",
        signing_in="The profile’s address, and name and password with a blank between them; a third word "
        "where Instagram sends a code.",
        can_publish=False,
        can_delete=False,
        needs_person=True,
        finds_tags=True,
        knows_author=True,
        budget=Budget(40, timedelta(hours=1)),
    )

    def __init__(
        self, base_url: str, secret: str, door: Door, keep: Callable[[str], None] = lambda secret: None
    ) -> None:
        super().__init__(base_url, secret, door)
        self._secret, self._door, self._keep = secret, door, keep

    def check(self) -> Profile:
        with in_sentences(self._username):
            user = self._context.graphql_query(WHO_AM_I, {})["data"]["user"]
        if user is None:
            message = f"Instagram has signed {self._username} out. Sign in again for this channel."
            raise PlatformError(message, needs_person=True)
        name = str(user["username"])
        return Profile(f"@{name}", f"https://www.instagram.com/{name}/", self.capabilities)

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterator[Page]:
        """The first page of each tag, and as many further ones as Instagram gives: those are a bonus."""
        return through(lambda tag, begin: [self._recent(tag, begin)], tags, cursor, since)

    def look(self, remote_id: str) -> Found | None:
        try:
            with in_sentences(self._username):
                return found(Shot.from_shortcode(self._context, remote_id), self._username)
        except NotThereError:
            return None

    def _recent(self, tag: str, begin: datetime) -> list[Found]:
        posts: list[Found] = []
        try:
            with in_sentences(self._username):
                shots = Hashtag.from_name(self._context, tag).get_posts()
                for shot in islice(shots, MOST):
                    posts.append(found(shot, self._username))
                    if posts[-1].posted < begin:
                        break
        except NotThereError:
            pass  # nobody used the tag yet, or Instagram says so
        except PlatformError:
            if not posts:
                raise
        return posts

    @property
    def _username(self) -> str:
        return self._signed.username

    @property
    def _context(self) -> InstaloaderContext:
        return self._opened[0]

    @property
    def _signed(self) -> session.Signed:
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[InstaloaderContext, session.Signed]:
        """The session, opened once; a fresh one is kept at once, for Instagram minds frequent signing in."""
        made = session.context(self._door.count)
        signed = session.open_session(made, self._secret, self._door.count)
        if signed.text() != self._secret:
            self._keep(signed.text())
        return made, signed
