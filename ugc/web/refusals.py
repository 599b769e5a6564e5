"""Whoever is refused anything, in the process's log: one structured line each, and no secret in it."""

import json

from flask import Flask, Response, current_app, g, request


def note(status: int) -> None:
    """Keep what was refused to whom from where (OWASP ASVS 5.0, 16.3.3).

    It names the route, for an address may be a key, and nothing that was typed: that may be a password in the
    wrong field.
    """
    person = g.get("staff")
    where = request.url_rule.rule if request.url_rule else ""
    facts = {"status": status, "method": request.method, "route": where, "from": request.remote_addr}
    facts["account"] = person.account.id if person else None
    if action := g.get("falls_short"):
        facts["action"] = action
    current_app.logger.warning("refused %s", json.dumps(facts))


def register(app: Flask) -> None:
    """Note every answer that is a no; an address that leads nowhere is nobody's, and none."""

    @app.after_request
    def refused(response: Response) -> Response:
        if 400 <= response.status_code < 500 and (request.url_rule or response.status_code != 404):
            note(response.status_code)
        return response
