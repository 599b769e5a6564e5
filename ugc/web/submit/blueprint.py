from flask import Blueprint

blueprint = Blueprint("submit", __name__)
