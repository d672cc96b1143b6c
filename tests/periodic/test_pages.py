"""The pages of periodic reports: from the figures to the number, and who is offered what."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.periodic.building import WORDS, begun, written
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.documents.draft_models import PaperDraft
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.periodic.models import PeriodicReport
from tracker.periodic.services import drop_report
from tracker.tasks import read_tasks

TERM = f"from={typed(ago(1500))}&to={typed(TODAY)}"
SEND = "send_for_approval"


@pytest.fixture
def ref(app, stored_cast) -> str:
    """A report with every word written and a concluded case in it."""
    with app.app_context():
        Story(stored_cast).concluded()
        report = written(stored_cast)
        db.session.commit()
        return report.ref


def demand_approval(app, cast) -> None:
    with app.app_context():
        db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True
        db.session.commit()


def asked(app, cast, name: str) -> set[str]:
    with app.app_context():
        sources = [source for source in TASKS if source.name.startswith("papers-")]
        actor = get_actor(cast.accounts[name])
        return {source.name for source in sources if read_tasks(actor, TODAY, [source])[0]}


def test_a_report_goes_from_the_figures_to_the_number(app, stored_cast, play):
    with app.app_context():
        Story(stored_cast).concluded()
        db.session.commit()
    officer, clerk = play("officer"), play("clerk")
    figures = officer.get(f"/statistics/?{TERM}")
    assert "/reports/new?" in figures.text and "/reports/new?" not in play("leader").get(f"/statistics/?{TERM}").text
    answer = officer.submit(f"/reports/new?{TERM}&body=all")
    assert answer.status_code == 303
    ref = answer.location.split("/")[2]
    officer.submit(f"/reports/{ref}/write", {"assessment": WORDS.assessment, "recipients": ""})
    page = officer.get(f"/reports/{ref}").text
    assert WORDS.assessment in page and "kiểm tra khi có dấu hiệu vi phạm" in page.lower()
    assert clerk.submit(f"/reports/{ref}/issue", {"signer": str(stored_cast.accounts["chair"])}).status_code == 422
    officer.submit(f"/reports/{ref}/write", vars(WORDS))
    assert officer.get(f"/reports/{ref}/draft.pdf").mimetype == "application/pdf"
    assert officer.submit(f"/reports/{ref}/figures").status_code == 303
    done = clerk.submit(f"/reports/{ref}/issue", {"signer": str(stored_cast.accounts["chair"])})
    assert done.status_code == 303
    with app.app_context():
        paper = db.session.query(RegisteredPaper).filter_by(template="periodic_report").one()
        paper_ref, number = paper.ref, f"{paper.number:02d}-{paper.sign}"
    assert number in clerk.get("/reports/").text and number in clerk.get("/register").text
    for name in ("clerk", "officer", "bystander"):
        assert play(name).get(f"/papers/{paper_ref}.pdf").mimetype == "application/pdf"
    for step in ("write", "figures", "drop", "issue", "draft.pdf"):
        assert officer.get(f"/reports/{ref}/{step}").status_code == 404, step
    assert "/write" not in officer.get(f"/reports/{ref}").text


def test_a_report_waits_for_approval_where_its_body_demands_it(app, stored_cast, ref, play):
    demand_approval(app, stored_cast)
    form, signer = f"/reports/{ref}/issue", {"signer": str(stored_cast.accounts["chair"])}
    officer, chair, clerk = play("officer"), play("chair"), play("clerk")
    assert officer.submit(form, signer, press=SEND).status_code == 303
    assert {
        name: asked(app, stored_cast, name) for name in ("officer", "vice_chair", "chair", "bystander", "clerk")
    } == {
        "officer": set(),
        "vice_chair": {"papers-approve"},
        "chair": {"papers-approve"},
        "bystander": set(),
        "clerk": set(),
    }
    with app.app_context():
        draft = db.session.query(PaperDraft).one().ref
    assert chair.get(f"/drafts/{draft}.pdf").mimetype == "application/pdf"
    assert "/reports/" in chair.get(f"/drafts/{draft}").text
    assert play("stranger").get(f"/drafts/{draft}").status_code == 404
    assert clerk.submit(form, signer).status_code == 422  # not approved yet
    chair.submit(f"/drafts/{draft}/steps/return", {"comment": "Nêu rõ nguyên nhân."})
    assert asked(app, stored_cast, "officer") == {"papers-returned"}
    officer.submit(f"/reports/{ref}/write", {"causes": "Cán bộ kiêm nhiệm nhiều việc."})
    officer.submit(form, signer, press=SEND)
    with app.app_context():
        _first, second = (row.ref for row in db.session.query(PaperDraft).order_by(PaperDraft.number))
    assert "Cán bộ kiêm nhiệm nhiều việc." in chair.get(f"/drafts/{second}/changes/1").text
    chair.submit(f"/drafts/{second}/steps/approve")
    assert asked(app, stored_cast, "clerk") == {"papers-issue"}
    assert clerk.submit(form).status_code == 303
    with app.app_context():
        assert db.session.query(PeriodicReport).one().paper_id is not None


def test_a_text_of_a_report_given_up_waits_for_nobody(app, stored_cast, ref, play):
    demand_approval(app, stored_cast)
    signer = {"signer": str(stored_cast.accounts["chair"])}
    play("officer").submit(f"/reports/{ref}/issue", signer, press=SEND)
    assert asked(app, stored_cast, "chair") == {"papers-approve"}
    play("officer").submit(f"/reports/{ref}/drop")
    assert asked(app, stored_cast, "chair") == set()


def test_a_draft_text_is_hidden_with_its_report(app, stored_cast, play):
    with app.app_context():
        Story(stored_cast, opener="head").concluded(restricted=True)
        ref = written(stored_cast, "head").ref
        db.session.commit()
    demand_approval(app, stored_cast)
    signer = {"signer": str(stored_cast.accounts["chair"])}
    assert play("head").submit(f"/reports/{ref}/issue", signer, press=SEND).status_code == 303
    with app.app_context():
        draft = db.session.query(PaperDraft).one().ref
    assert play("chair").get(f"/drafts/{draft}").status_code == 200
    assert asked(app, stored_cast, "vice_chair") == set()
    for name in ("vice_chair", "officer", "bystander", "leader"):
        for address in (f"/drafts/{draft}", f"/reports/{ref}", f"/reports/{ref}/draft.pdf"):
            assert play(name).get(address).status_code == 404, (name, address)


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("officer", {"write", "figures", "drop"}),
        ("chair", {"write", "figures", "drop"}),
        ("clerk", {"issue"}),
        ("leader", set()),
    ],
)
def test_a_draft_offers_each_what_the_role_allows(play, ref, who, steps):
    page = play(who).get(f"/reports/{ref}").text
    offered = {step for step in ("write", "figures", "drop", "issue") if f'"/reports/{ref}/{step}"' in page}
    assert offered == steps
    for step in {"write", "figures", "drop", "issue"} - steps:
        assert play(who).get(f"/reports/{ref}/{step}").status_code in (403, 404), step


def test_who_has_no_reports_is_refused(play, ref):
    for name in ("receiver", "viewer", "administrator"):
        assert play(name).get("/reports/").status_code == 403
        assert play(name).get(f"/reports/{ref}").status_code == 403


def test_what_is_not_confirmed_stands_where_the_report_begins_and_on_its_draft(play, ref):
    for address in ("/reports/new", f"/reports/{ref}"):
        assert "885-QĐ/UBKTTW" in play("officer").get(address).text


def test_a_wrong_period_is_told_beside_its_field(play):
    days = {"since": typed(ago(10)), "until": typed(ago(20))}
    answer = play("officer").submit("/reports/new?from=x&to=y&organization=z&body=q", days | {"deciders": "all"})
    assert answer.status_code == 422 and "field-wrong" in answer.text


def test_pages_cost_the_same_at_one_and_at_three_reports(app, stored_cast, play, count_queries, ref):
    client = play("chair")
    pages = ("/reports/", f"/reports/{ref}")
    counts = []
    for _round in range(2):
        for page in pages:
            client.get(page)
            with count_queries() as statements:
                client.get(page)
            counts.append(len(statements))
        with app.app_context():
            begun(stored_cast)
            begun(stored_cast, "chair")
            db.session.commit()
    assert counts[:2] == counts[2:]


def test_a_change_from_a_stale_page_is_refused_and_a_draft_given_up_is_gone(app, stored_cast, play, ref):
    officer, page = play("officer"), play("officer").get(f"/reports/{ref}/write")
    play("head").submit(f"/reports/{ref}/write", {"tasks": "Khác."})
    assert officer.submit(f"/reports/{ref}/write", {"tasks": "Cũ."}, page=page).status_code == 409
    assert officer.submit(f"/reports/{ref}/drop").status_code == 303
    assert officer.get(f"/reports/{ref}").status_code == 404
    with app.app_context():
        report = db.session.query(PeriodicReport).one()
        with pytest.raises(Exception, match="given up"):
            drop_report(get_actor(stored_cast.accounts["officer"]), report, TODAY)
