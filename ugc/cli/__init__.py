"""The operator's commands: `python -m ugc …`. Exit 0 done, 1 refused with the reason, 2 wrong usage."""

import click

from ugc.cli import bench, campaign, channel, collect, doctor, erase, export, media, member, serve, setup
from ugc.cli.context import Commands


@click.group(cls=Commands)
def main() -> None:
    """Collect what customers send, with consent, and answer every one of them."""


for command in (
    setup.init,
    setup.demo,
    serve.serve,
    serve.worker,
    campaign.campaign,
    channel.channel,
    collect.collect,
    member.member,
    doctor.doctor,
    bench.bench,
    erase.erase,
    export.export,
    media.media,
):
    main.add_command(command)
