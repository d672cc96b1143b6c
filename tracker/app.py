"""Builds the application: the only module that knows every area."""

from flask import Flask, Response, g, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from config import Config
from tracker import cli, tables
from tracker.accounts import views as accounts
from tracker.appeals import offers as appeal_offers
from tracker.appeals import queries as appeal_queries
from tracker.appeals import tasks as appeal_tasks
from tracker.appeals import views as appeals
from tracker.approvals import queries as approval_queries
from tracker.approvals import tasks as approval_tasks
from tracker.approvals import views as approvals
from tracker.cases import offers as case_offers
from tracker.cases import page as case_page
from tracker.cases import planning, source_views
from tracker.cases import queries as case_queries
from tracker.cases import tasks as case_tasks
from tracker.cases import views as cases
from tracker.conclusions import offers as conclusion_offers
from tracker.conclusions import tasks as conclusion_tasks
from tracker.conclusions import views as conclusions
from tracker.core.errors import NotVisible
from tracker.core.text import has_control_character
from tracker.diary import offers as diary_offers
from tracker.diary import tasks as diary_tasks
from tracker.diary import views as diary
from tracker.discipline import offers as discipline_offers
from tracker.discipline import tasks as discipline_tasks
from tracker.discipline import views as discipline
from tracker.dispatch import tasks as dispatch_tasks
from tracker.dispatch import views as dispatch
from tracker.documents.signing import keyring
from tracker.dossiers import offers as dossier_offers
from tracker.dossiers import services as dossier_services
from tracker.dossiers import tasks as dossier_tasks
from tracker.dossiers import views as dossiers
from tracker.evidence import offers as evidence_offers
from tracker.evidence import tasks as evidence_tasks
from tracker.evidence import views as evidence
from tracker.extensions import babel, csrf, db, migrate
from tracker.findings import day_views as violation_days
from tracker.findings import offers as finding_offers
from tracker.findings import views as findings
from tracker.follow_up import offers as follow_up_offers
from tracker.follow_up import tasks as follow_up_tasks
from tracker.follow_up import views as follow_up
from tracker.home import views as home
from tracker.incoming import tasks as incoming_tasks
from tracker.incoming import views as incoming
from tracker.lawbook import views as lawbook
from tracker.meetings import offers as meeting_offers
from tracker.meetings import tasks as meeting_tasks
from tracker.meetings import views as meetings
from tracker.members import views as members
from tracker.notifications import queries as notification_queries
from tracker.notifications import views as notifications
from tracker.observations import tasks as observation_tasks
from tracker.observations import views as observations
from tracker.office import views as office
from tracker.organizations import views as organizations
from tracker.periodic import views as periodic
from tracker.petitions import tasks as petition_tasks
from tracker.petitions import views as petitions
from tracker.petitions.vault import Vault
from tracker.printing import views as printing
from tracker.programmes import tasks as programme_tasks
from tracker.programmes import views as programmes
from tracker.programmes.views import area as programme_area
from tracker.records import views as records
from tracker.registers import views as registers
from tracker.reorganization import views as reorganization
from tracker.reviews import offers as review_offers
from tracker.reviews import views as reviews
from tracker.statistics import views as statistics
from tracker.teams import offers as team_offers
from tracker.teams import tasks as team_tasks
from tracker.teams import views as teams
from tracker.web import errors, navigation, session, templating, unit_of_work, uploads
from tracker.web.access import check_access
from tracker.wordings import views as wordings
from tracker.writing import offers as writing_offers
from tracker.writing import views as writing

# In the order of the work: pages, and what each area adds to the pages of a case.
PAGES = (
    accounts,
    organizations,
    members,
    lawbook,
    programmes,
    observations,
    petitions,
    cases,
    source_views,
    teams,
    evidence,
    findings,
    violation_days,
    reviews,
    meetings,
    conclusions,
    discipline,
    appeals,
    follow_up,
    reorganization,
    office,
    wordings,
    dossiers,
    statistics,
    periodic,
    dispatch,
    approvals,
    records,
    incoming,
    registers,
    printing,
    diary,
    writing,
    notifications,
    home,
)
CASE_AREAS = (
    case_offers.AREA,
    team_offers.AREA,
    evidence_offers.AREA,
    finding_offers.AREA,
    review_offers.AREA,
    meeting_offers.AREA,
    conclusion_offers.AREA,
    discipline_offers.AREA,
    appeal_offers.AREA,
    follow_up_offers.AREA,
    dossier_offers.AREA,
    diary_offers.AREA,
    writing_offers.AREA,
    records.AREA,
)
# What waits for a person, in the order of the work.
TASKS = (
    *programme_tasks.TASKS,
    *observation_tasks.TASKS,
    *petition_tasks.TASKS,
    *case_tasks.TASKS,
    *team_tasks.TASKS,
    *evidence_tasks.TASKS,
    *meeting_tasks.TASKS,
    *conclusion_tasks.TASKS,
    *discipline_tasks.TASKS,
    *appeal_tasks.TASKS,
    *follow_up_tasks.TASKS,
    *dossier_tasks.TASKS,
    *dispatch_tasks.TASKS,
    *incoming_tasks.TASKS,
    *approval_tasks.TASKS,
    *diary_tasks.TASKS,
)
TABLES = tables.ALL

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Tracker(Flask):
    """Flask, with each request carried out inside one transaction."""

    def dispatch_request(self) -> BaseResponse:  # type: ignore[override]
        return unit_of_work.run(super().dispatch_request)


def create_app(config: Config) -> Flask:
    """The application for a configuration; touches no database."""
    app = Tracker("tracker", template_folder="../templates", static_folder="static")
    app.config.update(config.flask_settings())
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    migrate.init_app(app, db, directory="migrations", render_as_batch=True, compare_type=True)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=session.language)
    _hook(app)
    templating.register(app)
    navigation.register(app)
    errors.register(app)
    for area in PAGES:
        app.register_blueprint(area.blueprint)
    case_page.connect(app, CASE_AREAS)
    programme_area.connect(app, planning.AHEAD)
    app.extensions["tasks"] = TASKS
    # asked on every page: only what costs one small question
    app.extensions["counters"] = {"notifications.list_notifications": notification_queries.count_unread}
    app.extensions["case_of_petition"] = case_queries.find_case_of_petition
    app.extensions["case_of_observation"] = case_queries.find_case_of_observation
    app.extensions["complaints_of_petition"] = appeal_queries.appeals_of_petition
    app.extensions["drafts_of_session"] = approval_queries.drafts_of_session
    app.extensions["reopen_archive"] = dossier_services.reopen_case
    app.extensions["composed_now"] = printing.composed_now
    keyring.configured()  # a mistake in it stops the start, not the first paper
    app.extensions["vault"] = Vault([bytes.fromhex(key) for key in config.vault_keys])
    cli.register(app)
    if config.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxy_hops, x_proto=config.proxy_hops)  # type: ignore[method-assign]
    return app


def _hook(app: Flask) -> None:
    # before CSRFProtect's own check, so that a refused request is answered in the visitor's language
    app.before_request_funcs.setdefault(None, [])[:0] = [
        lambda: uploads.receive(lambda: session.is_live(app)),
        unit_of_work.begin,
        lambda: session.open_session(app),
        uploads.refuse,
    ]

    @app.before_request
    def guard() -> None:
        if has_control_character(request.path):  # no database takes it as a key
            raise NotVisible
        if request.endpoint is not None and request.endpoint != "static":
            check_access(app.view_functions[request.endpoint])

    @app.after_request
    def secure(response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        g.pop("actor", None)
