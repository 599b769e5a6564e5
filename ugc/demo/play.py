"""One campaign's script, played from its first day to now."""

from datetime import datetime, timedelta
from functools import partial

from ugc.demo import posting, steps
from ugc.demo.arriving import arrive
from ugc.demo.finding import answer, ask, find
from ugc.demo.script import Sent
from ugc.demo.stage import Stage
from ugc.models import Brand
from ugc.publish import channels
from ugc.tasks import KINDS

BEFORE = timedelta(hours=1)  # before anybody writes, the channels stand
ASKED, ANSWERED = timedelta(hours=3), timedelta(hours=8)  # after a post was found


def play(stage: Stage, now: datetime) -> int:
    """Let everything happen that the script says until now; returns how many submissions came."""
    sent = [(each.when.before(now, stage.definition.timezone), each) for each in stage.script.sent]
    stage.walk.at(min(moment for moment, _ in sent) - BEFORE, partial(_connect, stage))
    for moment, each in sent:
        stage.walk.at(moment, partial(_open, stage, each, now))
    for post in stage.script.seen:
        moment = post.when.before(now, stage.definition.timezone)
        stage.walk.at(moment, partial(find, stage, post))
        if post.asked:
            stage.walk.at(moment + ASKED, partial(ask, stage, post))
        if post.answered:
            stage.walk.at(moment + ANSWERED, partial(answer, stage, post))
    stage.walk.go(then=partial(_work, stage))
    return len(sent) + len(stage.script.seen)


def _connect(stage: Stage) -> None:
    """The brand's accounts, on networks nobody runs."""
    with stage.desk() as session:
        brand = session.get_one(Brand, stage.campaign.brand_id)
        actor = stage.actor(stage.script.desk.plans)
        stage.channels |= {row.name: row.id for row in channels.of(session, brand)}  # of a killed filling
        for name, account in stage.script.channels.items():
            if name not in stage.channels:
                where = {"name": name, "kind": account.network, "base_url": account.url, "secret": "demo"}
                row = channels.add(session, brand, stage.services.vault, actor, **where)
                stage.channels[name] = row.id


def _open(stage: Stage, sent: Sent, now: datetime) -> None:
    """A submission comes, and from now on its steps are due."""
    submission_id = arrive(stage, sent)
    if sent.undeveloped:
        stage.hints[:] = [hint for hint in stage.hints if hint[0] != "photo"]
    scene = steps.Scene(stage, sent, submission_id)
    for moment, step in sent.moments(now, stage.definition.timezone):
        stage.walk.at(moment, partial(steps.take, scene, step))


def _work(stage: Stage) -> None:
    """What the engine does with its hints."""
    while stage.hints:
        kind, row_id = stage.hints.pop(0)
        if kind == "removal":
            posting.take_down(stage, row_id)
        else:
            KINDS[kind].do(stage.services, row_id)
