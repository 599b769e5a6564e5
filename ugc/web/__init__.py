"""The web: a public side and a staff side, as separate sets of blueprints."""

from collections.abc import Sequence

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from ugc.settings import ROOT, Settings
from ugc.web import (
    api,
    assets,
    compression,
    context,
    errors,
    hooks,
    media,
    portal,
    public,
    refusals,
    security,
    staff,
    submit,
)
from ugc.wiring import Services, wire

SURFACES = {
    "public": (public.blueprint, submit.blueprint, portal.blueprint, media.blueprint, hooks.blueprint),
    "staff": (staff.blueprint,),
}
FORM_BYTES = 300 * 1024 * 1024  # ten photos of 25 MB and the words around them


def create_app(
    settings: Settings, surfaces: Sequence[str] | None = None, services: Services | None = None
) -> Flask:
    """The WSGI application for these surfaces; a public-only one has no staff route at all."""
    app = Flask("ugc.web", template_folder=str(ROOT / "templates"), static_folder=None)
    app.extensions["ugc"] = services or wire(settings)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # a form filled in on a train must not go stale
        WTF_CSRF_SSL_STRICT=False,  # no page tells where it was: see decision 6
        **security.session_cookie(settings.base_url),
    )
    CSRFProtect(app).exempt(hooks.blueprint)
    for register in (
        assets.register,
        compression.register,
        context.register,
        security.register,
        errors.register,
        refusals.register,
    ):
        register(app)
    app.register_blueprint(api.blueprint)
    for surface in surfaces or settings.surfaces:
        for blueprint in SURFACES[surface]:
            app.register_blueprint(blueprint)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.proxies] * 3)  # type: ignore[method-assign]
    return app
