"""One step of our work in a process of its own, all in its first thread, so that strace can count its calls.

`python -m tests.faults.steps serve PORT` answers one request at a time; `… develop PHOTO` develops a photo.
"""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from ugc.collect.develop import develop
from ugc.settings import from_environment
from ugc.web import create_app
from ugc.wiring import wire


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log_message(self, *_: object) -> None:
        pass


def main(step: str, what: str) -> None:
    settings = from_environment()
    if step == "serve":
        app = create_app(settings)
        make_server("127.0.0.1", int(what), app, handler_class=Quiet).serve_forever()
    here = wire(settings)
    develop(here.database, here.store, here.darkroom, here.links, what)
    here.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
