"""Every address of the program tells who may use it."""

import pytest
from flask import Flask

from tests.architecture.source import ROOT, refuse
from tests.databases import make_app
from tracker.access import Permission

FILES = "static"  # served by the framework, with no view of ours


@pytest.fixture(scope="module")
def unconnected_app() -> Flask:
    """The application beside a database that is never opened."""
    return make_app("sqlite:///:memory:")


def test_every_route_carries_a_permission_or_is_public(unconnected_app: Flask):
    refuse([endpoint for endpoint, view in _views(unconnected_app) if _mark_of(view) is None])


def test_no_route_is_both_public_and_permitted(unconnected_app: Flask):
    views = _views(unconnected_app)
    refuse([name for name, view in views if hasattr(view, "permission") and hasattr(view, "public")])


def test_a_page_that_is_named_after_its_view_has_its_template_there(unconnected_app: Flask):
    templates = {path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html")}
    areas = {rule.endpoint.split(".")[0] for rule in unconnected_app.url_map.iter_rules() if "." in rule.endpoint}
    pages = {str(path.with_suffix("")).replace("/", ".") for path in templates if path.parts[0] in areas}
    endpoints = {rule.endpoint for rule in unconnected_app.url_map.iter_rules()}
    refuse(sorted(page for page in pages - endpoints if not page.split(".")[-1].startswith("_")))


def _views(app: Flask) -> list[tuple[str, object]]:
    endpoints = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - {FILES})
    return [(endpoint, app.view_functions[endpoint]) for endpoint in endpoints]


def _mark_of(view: object) -> object:
    permission = getattr(view, "permission", None)
    return permission if isinstance(permission, Permission) else getattr(view, "public", None)
