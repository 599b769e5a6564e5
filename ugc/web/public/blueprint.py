"""The public side's blueprint; each kind of page adds its views to it."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
