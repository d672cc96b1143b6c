"""Start page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.web.access import requires

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@requires(Permission.USE)
def start() -> ResponseReturnValue:
    """Where everybody lands after signing in."""
    return render_template("home/start.html")
