"""`serve` runs web and worker in one process; `worker` runs the engine alone."""

import logging
import os
import signal
import sys

import click
from waitress import create_server

from ugc.cli.context import Refused, wired
from ugc.cli.setup import ensure_secret_key, fill, prepare
from ugc.tasks import Engine
from ugc.web import FORM_BYTES, create_app
from ugc.wiring import Services, stay


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--setup", is_flag=True, help="First migrate, apply the campaigns, and fill an empty database.")
@click.option("--web-only", is_flag=True, help="Leave the engine's work to `worker` processes.")
def serve(host: str, port: int, *, setup: bool, web_only: bool) -> None:
    """Serve the web, and by default the engine's work too, in one process."""
    if setup:
        ensure_secret_key()
        os.environ.setdefault("UGC_BASE_URL", f"http://{host}:{port}")
    with wired() as (services, engine):
        if setup:
            for line in prepare(services):
                click.echo(line, err=True)
            fill(services)
        _run(services, engine, host, port, web_only=web_only)


def _run(services: Services, engine: Engine, host: str, port: int, *, web_only: bool) -> None:
    _log()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what is below gets its `finally`
    app = create_app(services.settings, services=services)
    try:
        server = create_server(app, host=host, port=port, threads=8, max_request_body_size=FORM_BYTES)
    except OSError as problem:
        raise Refused(
            f"Cannot listen on {host}:{port}: {problem.strerror}. Set PORT to another one."
        ) from None
    consumer = None if web_only else engine.consumer(embedded=True)
    if consumer:
        consumer.start()
        engine.sweep_soon()
    stay()
    click.echo(f"Serving http://{host}:{port}, stop with Ctrl-C.")
    try:
        server.run()
    finally:
        if consumer:
            consumer.stop(graceful=False)


@click.command()
@click.option("--workers", default=2, show_default=True, help="Threads that take work.")
def worker(workers: int) -> None:
    """Do the engine's work: photos, mails, reshares, and what the clock asks for."""
    _log()
    with wired() as (_, engine):
        engine.sweep_soon()
        stay()
        engine.consumer(workers).run()


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)  # it logs every hint
