"""The staff side's blueprint; each screen adds its views to it."""

from flask import Blueprint

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
