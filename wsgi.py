"""The WSGI entry for a production server: `gunicorn wsgi:app`."""

from ugc.settings import from_environment
from ugc.tasks import Engine
from ugc.web import create_app
from ugc.wiring import stay, wire

_settings = from_environment()
_services = wire(_settings)
_engine = Engine(_services)  # web processes only leave hints; `python -m ugc worker` takes them
app = create_app(_settings, services=_services)
stay()
