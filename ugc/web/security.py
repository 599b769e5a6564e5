"""Headers and cookies that keep strangers out."""

import secrets
from itertools import chain
from typing import IO, Any

from flask import Flask, Request, Response, abort, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser

POLICY = (
    "default-src 'none'; img-src 'self' blob: data:; style-src 'self' 'nonce-{nonce}'; "
    "script-src 'self' 'nonce-{nonce}'; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
HTTPS = "max-age=31536000; includeSubDomains"  # a year of nothing else, once it has been https
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
}


class Readable(FormDataParser):
    """Reads forms without the NULs that no text has, and that PostgreSQL would not keep."""

    def parse(self, *args: Any, **options: Any) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        stream, typed, files = super().parse(*args, **options)
        pairs = ((name, value.replace("\0", "")) for name, value in typed.items(multi=True))
        return stream, self.cls(pairs), files


class Asked(Request):
    """A request whose form is readable."""

    form_data_parser_class = Readable


def session_cookie(base_url: str) -> dict[str, Any]:
    """Flask's settings for the signed session cookie.

    Browsers accept a `__Host-` cookie only over https (RFC 6265bis, 4.1.3.2), and Safari also on no
    loopback address; so the plain name serves `make run`, the prefixed one everything else.
    """
    https = base_url.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-ugc-form" if https else "ugc-form",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def nonce() -> str:
    """This response's nonce for inline style and script elements."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def register(app: Flask) -> None:
    """Read requests without harm, and send the headers with every response that does not set its own."""
    app.request_class = Asked
    app.jinja_env.globals["nonce"] = nonce

    @app.before_request
    def refuse() -> None:
        """No address has a NUL in it, and PostgreSQL keeps none."""
        if "\0" in request.path or any("\0" in value for value in chain(*request.args.listvalues())):
            abort(400)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", HTTPS)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce()))
        return response
