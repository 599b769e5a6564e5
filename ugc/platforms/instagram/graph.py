"""Instagram's official interface (https://developers.facebook.com/docs/instagram-platform).

By hashtag it shows posts of the last 24 hours without their authors; who names the account in a caption can
be answered, who tags it in a picture can be seen. Asked with the account's own token, kept like any secret.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from ugc.platforms.answer import Answer
from ugc.platforms.contract import Capabilities, Post, Profile, Published
from ugc.platforms.errors import PlatformError
from ugc.platforms.http import Door
from ugc.platforms.instagram.graph_reading import CHILDREN, FIELDS, Node, found, moment, names
from ugc.platforms.instagram.graph_refusals import NotThereError, accepted, rest
from ugc.platforms.listening import Budget, Found, Page, Tags
from ugc.platforms.manual import Manual
from ugc.platforms.rounds import back, through

ACCOUNT = re.compile(r"(https?://[^?#]+/v\d+\.\d+)/(\d+)/?")
PER_PAGE = 50
PAGES = 10
SLACK = timedelta(seconds=2)  # their Date header has whole seconds
WEEK = timedelta(days=7, hours=1)  # an hour more than theirs, for clocks that differ


class InstagramGraph(Manual):
    """One professional account, by a token with instagram_basic and instagram_manage_comments.

    base_url names version and account: https://graph.facebook.com/v23.0/17841405822304914. What it posts, a
    person posts.
    """

    capabilities = Capabilities(
        family="instagram",
        title="Instagram by its official interface: we listen and answer, somebody posts by hand",
        signing_in="Version and number of the account, as in "
        "https://graph.facebook.com/v23.0/17841405822304914, and a token with "
        "instagram_basic and instagram_manage_comments.",
        can_publish=False,
        can_delete=False,
        needs_person=True,
        max_caption=2200,
        finds_tags=True,
        finds_mentions=True,
        can_reply=True,
        reply_gap=timedelta(minutes=10),
        budget=Budget(100, timedelta(hours=1)),  # half of what an app with one person gets
        unique_tags=Budget(30, WEEK),
    )

    def __init__(
        self, base_url: str, secret: str, door: Door, keep: Callable[[str], None] = lambda secret: None
    ) -> None:
        super().__init__(base_url, secret, door)
        self._base_url, self._token, self._door = base_url, secret, door
        self._rest: PlatformError | None = None

    def check(self) -> Profile:
        return Profile(f"@{self._me}", f"https://www.instagram.com/{self._me}/", self.capabilities)

    def tagged(self, tags: Tags, cursor: str | None, since: datetime) -> Iterator[Page]:
        """Whatever the last 24 hours hold; older posts are not shown by Instagram."""
        return through(self._recent, tags, cursor, since)

    def mentions(self, cursor: str | None, since: datetime) -> Iterator[Page]:
        """Posts whose pictures have this account tagged in them, newest first."""
        return back(self._tagging, cursor, since)

    def look(self, remote_id: str) -> Found | None:
        """A post that names this account in its caption; any other one is gone for us."""
        try:
            return found(self._mentioned(remote_id), self._me)
        except NotThereError:
            return None

    def reply(self, to: str, text: str, key: str, ready: Callable[[], None] = lambda: None) -> Published:
        post = self.look(to)
        if post is None:
            message = "This post is gone, or no longer names us in its words; nothing was sent."
            raise PlatformError(message, permanent=True)
        ready()
        said = self._ask("POST", f"{self._user}/mentions", json={"media_id": to, "message": text})
        return Published(said.read(lambda comment: str(comment["id"])), post.permalink)

    def find(self, post: Post, key: str, since: datetime) -> Published | None:
        """Looks through the comments below the post that was answered: Instagram keeps no keys."""
        comments = "comments{id,text,username,timestamp}"
        try:
            answer = self._mention(post.answers or "", f"permalink,{comments}")
        except NotThereError:
            return None
        begin = answer.on_their_clock(since) - SLACK
        return answer.read(lambda node: _ours(node["mentioned_media"], post.caption, self._me, begin))

    def _tagging(self, begin: datetime) -> Iterator[list[Found]]:
        for nodes in self._pages(f"{self._user}/tags", fields=f"{FIELDS},username,{CHILDREN}"):
            recent = [node for node in nodes if moment(node) >= begin]
            yield from ([self._within_reach(node)] for node in recent)
            if len(recent) < len(nodes):
                return

    def _recent(self, tag: str, begin: datetime) -> Iterator[list[Found]]:
        try:
            query = {"user_id": self._user, "q": tag}
            node_id = self._ask("GET", "ig_hashtag_search", query).read(lambda it: str(it["data"][0]["id"]))
        except NotThereError:
            return  # nobody used the tag yet
        fields = f"{FIELDS},{CHILDREN}"
        for nodes in self._pages(f"{node_id}/recent_media", user_id=self._user, fields=fields):
            yield from ([self._discovered(node)] for node in nodes if moment(node) >= begin)

    def _discovered(self, node: Node) -> Found:
        """What a hashtag brought: without its author, unless it names us, for then we may ask."""
        if str(node["permalink"]) in self._ours:
            return found(node, self._me, own=True)
        return self._within_reach(node)

    def _within_reach(self, node: Node) -> Found:
        if names(node, self._me):
            try:
                return found(self._mentioned(str(node["id"])), self._me)
            except NotThereError:
                pass
        return found(node, self._me, reachable=False)

    @cached_property
    def _ours(self) -> frozenset[str]:
        """The addresses of our own latest posts, for a hashtag shows those without a name as well."""
        query = {"fields": "permalink", "limit": str(PER_PAGE)}
        answer = self._ask("GET", f"{self._user}/media", query)
        return answer.read(lambda page: frozenset(str(node["permalink"]) for node in page["data"]))

    def _mentioned(self, remote_id: str) -> Node:
        answer = self._mention(remote_id, f"{FIELDS},username,{CHILDREN}")
        return answer.read(lambda node: _known(node["mentioned_media"]))

    def _mention(self, remote_id: str, fields: str) -> Answer:
        if not remote_id.isdecimal():
            raise NotThereError("Instagram numbers its posts, and this is no number.", permanent=True)
        query = {"fields": f"mentioned_media.media_id({remote_id}){{{fields}}}"}
        return self._ask("GET", self._user, query)

    def _pages(self, path: str, **query: str) -> Iterator[list[Node]]:
        """The nodes of an edge, page by page. Their own link to the next one holds the token: not used."""
        query["limit"] = str(PER_PAGE)
        for _ in range(PAGES):
            nodes, after = self._ask("GET", path, query).read(_page)
            yield nodes
            if after is None:
                return
            query["after"] = after

    def _ask(
        self, method: str, path: str, query: dict[str, str] | None = None, json: object = None
    ) -> Answer:
        if self._rest:
            raise self._rest
        url = f"{self._version}/{path}" + (f"?{urlencode(query)}" if query else "")
        answer = self._door.request(method, url, token=self._token, json=json)
        self._rest = rest(answer)
        return accepted(answer)

    @cached_property
    def _me(self) -> str:
        answer = self._ask("GET", self._user, {"fields": "id,username"})
        return answer.read(lambda account: str(account["username"]))

    @property
    def _version(self) -> str:
        return self._address[0]

    @property
    def _user(self) -> str:
        return self._address[1]

    @cached_property
    def _address(self) -> tuple[str, str]:
        parts = ACCOUNT.fullmatch(self._base_url)
        if parts is None:
            message = (
                "The address names a version and the number of the account, as in "
                "https://graph.facebook.com/v23.0/17841405822304914."
            )
            raise PlatformError(message, needs_person=True)
        return parts[1], parts[2]


def _page(body: Any) -> tuple[list[Node], str | None]:
    paging = body.get("paging") or {}
    after = paging["cursors"]["after"] if "next" in paging else None
    return [_known(node) for node in body["data"]], after


def _known(node: Node) -> Node:
    """The node when it has what every post has. Raises what `Answer.read` understands."""
    moment(node), str(node["permalink"])[0]
    return node


def _ours(node: Node, text: str, me: str, begin: datetime) -> Published | None:
    for comment in (node.get("comments") or {}).get("data", ()):
        same = str(comment["text"]).replace("@", "").split() == text.replace("@", "").split()
        if same and comment["username"] == me and moment(comment) >= begin:
            return Published(str(comment["id"]), str(node["permalink"]))
    return None
