"""What every template may use: filters, globals, the labels of states."""

from flask import Flask, g
from flask_babel import get_locale

from tracker.access import Permission, Relation, may
from tracker.web import format
from tracker.web.drafts import draft_path, unsent
from tracker.web.forms import form_number
from tracker.web.translate import say


def register(app: Flask) -> None:
    """Attach filters and globals."""
    app.jinja_env.filters.update(
        day=format.day,
        instant=format.instant,
        count=format.count,
        money=format.money,
        percent=format.percent,
        say=say,
        capitalize_first=format.capitalize_first,
    )
    app.jinja_env.globals.update(unsent_draft=unsent, draft_path=draft_path, form_number=form_number)

    @app.context_processor
    def globals_of_page() -> dict[str, object]:
        return {
            "actor": g.get("actor"),
            "body_name": g.get("body_name", ""),
            "can": _can,
            "locale": str(get_locale() or "vi"),
        }


def _can(permission: str, relations: frozenset[Relation] = frozenset()) -> bool:
    actor = g.get("actor")
    return actor is not None and may(actor, Permission(permission), relations)
