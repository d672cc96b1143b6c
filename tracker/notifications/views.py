"""The page of what happened for somebody."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.notifications import queries, services
from tracker.notifications.states import KIND_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of

blueprint = Blueprint("notifications", __name__, url_prefix="/notifications")


@blueprint.get("/")
@requires(Permission.USE)
def list_notifications() -> ResponseReturnValue:
    """What is not read yet, newest first; what is read on a page of its own."""
    actor, cursor, read = current_actor(), cursor_of_request(), request.args.get("read") == "y"
    found = queries.notification_rows(actor, clock.today(), read, cursor)
    page = page_of(found, cursor, lambda row: (row.made_at, row.id))
    return render_template("notifications/list_notifications.html", page=page, read=read, labels=KIND_LABELS)


@blueprint.post("/<int(max=999999999):notification_id>/read")
@requires(Permission.USE)
def mark_read(notification_id: int) -> ResponseReturnValue:
    """Mark one as read."""
    services.mark_read(current_actor(), notification_id, clock.now())
    return redirect(url_for("notifications.list_notifications"), 303)


@blueprint.post("/read")
@requires(Permission.USE)
def mark_all_read() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_all_read(current_actor(), clock.now())
    flash(gettext("All are marked as read."), "success")
    return redirect(url_for("notifications.list_notifications"), 303)
