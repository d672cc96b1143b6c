"""Loads every table, so that names in foreign keys and migrations find each other."""

from tracker.accounts import models as accounts
from tracker.appeals import models as appeals
from tracker.audit import models as audit
from tracker.cases import models as cases
from tracker.conclusions import models as conclusions
from tracker.diary import models as diary
from tracker.discipline import models as discipline
from tracker.dispatch import models as dispatch
from tracker.documents import draft_models as paper_drafts
from tracker.documents import models as documents
from tracker.documents import number_models
from tracker.documents import office_models as document_choices
from tracker.dossiers import models as dossiers
from tracker.evidence import models as evidence
from tracker.findings import models as findings
from tracker.follow_up import models as follow_up
from tracker.incoming import models as incoming
from tracker.lawbook import models as lawbook
from tracker.meetings import models as meetings
from tracker.members import models as members
from tracker.notifications import models as notifications
from tracker.observations import models as observations
from tracker.organizations import models as organizations
from tracker.periodic import models as periodic
from tracker.petitions import models as petitions
from tracker.printing import models as printing
from tracker.programmes import models as programmes
from tracker.reorganization import models as reorganization
from tracker.reviews import models as reviews
from tracker.teams import models as teams
from tracker.web import models as web
from tracker.writing import models as writing

ALL = (
    audit,
    organizations,
    members,
    accounts,
    web,
    documents,
    number_models,
    paper_drafts,
    document_choices,
    lawbook,
    programmes,
    observations,
    petitions,
    cases,
    teams,
    evidence,
    findings,
    reviews,
    meetings,
    conclusions,
    discipline,
    appeals,
    follow_up,
    reorganization,
    dossiers,
    periodic,
    dispatch,
    incoming,
    printing,
    diary,
    writing,
    notifications,
)
