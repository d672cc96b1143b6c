"""The law asked from the command line: answers, boundary days and bad input, without any database."""

import json
from pathlib import Path

import pytest

from config import Config
from tests.databases import SECRET
from tracker.app import create_app
from tracker.core import clock
from tracker.regulations.rulebook import RULES, Chapter

BALLOTS = "none=1,reprimand=6,warning=8,removal=3,expulsion=12"
VOTE = ["vote", "--subject", "full-member", "--holds-post", "--role", "proposing", "--eligible", "30"]
BAR = ["time-bar", "--subject", "full-member", "--act-on", "2020-01-01"]


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory) -> Path:
    """A folder that does not exist: a program that opened its database would have to make it."""
    return tmp_path_factory.mktemp("machine") / "none"


@pytest.fixture(scope="module")
def rules(nowhere):
    """``rules("forms", …)``: what ``flask rules forms …`` does on a machine without a database."""
    app = create_app(Config(mode="test", secret_key=SECRET, database_url=f"sqlite:///{nowhere}/tracker.sqlite"))
    runner = app.test_cli_runner()

    def run(*arguments: str):
        done = runner.invoke(args=["rules", *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert not nowhere.exists()
        return done

    return run


@pytest.fixture
def ask(rules):
    """The answer as JSON holds it."""

    def run(*arguments: str):
        done = rules(*arguments, "--json")
        assert (done.exit_code, done.stderr) == (0, "")
        found = json.loads(done.stdout)
        assert found["reason"] and all(set(law) == {"source", "article", "grade"} for law in found["citations"])
        return found

    return run


@pytest.fixture
def refused(rules):
    """The refusal as JSON holds it; the same sentence is alone on standard error."""

    def run(*arguments: str):
        done = rules(*arguments, "--json")
        said = json.loads(done.stdout)
        assert done.exit_code == 2 and set(said) == {"error", "field", "citations"}
        assert said["error"] in done.stderr and done.stderr.count("\n") == 1
        option = f"--{said['field'].replace('_', '-')}: " if said["field"] else ""
        assert done.stderr.startswith(option)
        plain = rules(*arguments)
        assert (plain.exit_code, plain.stdout, plain.stderr) == (2, "", done.stderr)
        return said

    return run


def test_the_list_is_the_whole_rulebook(ask):
    found = ask("list")
    assert [row["key"] for row in found["rows"]] == [rule.key for rule in RULES]
    first = {"key", "area", "in_force_from", "in_force_until", "grade", "citation", "text", "note"}
    assert all(set(row) == first for row in found["rows"])
    assert {row["grade"] for row in found["rows"]} == {"A", "B", "C", "unconfirmed"}


@pytest.mark.parametrize(("on", "signs"), [("2026-04-10", {"296-QĐ/TW"}), ("11/4/2026", {"21-QĐ/TW"})])
def test_the_list_of_a_day_holds_the_edition_of_that_day(ask, on, signs):
    rows = ask("list", "--area", "measures", "--on", on)["rows"]
    assert {row["citation"].rpartition(", ")[2] for row in rows} == signs
    assert {row["area"] for row in rows} == {"measures"}


@pytest.mark.parametrize("area", Chapter)
def test_every_chapter_is_listed_in_both_languages(rules, area):
    texts = [rules("list", "--area", area, "--language", language).stdout for language in ("en", "vi")]
    assert texts[0] != texts[1] and "%(" not in "".join(texts)
    assert texts[0].count("\n") == texts[1].count("\n") == len([one for one in RULES if one.area is area]) + 1


def test_a_deadline_tells_day_unit_days_not_counted_and_why(ask):
    found = ask("deadline", "--rule", "complaint-filing", "--level", "grassroots", "--start", "2021-04-20")
    assert (found["due_on"], found["unit"], found["days"]) == ("2021-06-04", "working-days", 30)
    assert found["skipped"][:4] == ["2021-04-21", "2021-04-24", "2021-04-25", "2021-04-30"]
    assert (found["start_on"], found["extension_days"], found["provisional"]) == ("2021-04-20", 0, False)
    assert found["steps"][-1] == "Due on 04/6/2021."
    assert found["citations"][0] == {"source": "Điều lệ Đảng", "article": "Điều 39.7", "grade": "A"}


@pytest.mark.parametrize(
    ("rule", "level", "start", "due_on", "unit"),
    [
        ("thematic-supervision", "grassroots", "2021-12-21", "2022-01-19", "working-days"),
        ("denunciation", "province", "2026-04-11", "2026-07-10", "calendar-days"),
        ("complaint-filing", "cell", "2025-05-30", "2025-06-30", "calendar-days"),
        ("complaint-handling", "central", "2026-05-01", "2026-10-28", "calendar-days"),
        ("suspension", "grassroots", "2026-04-13", "2026-07-13", "calendar-days"),
        ("announcement", "grassroots", "2020-03-02", "2020-03-17", "calendar-days"),
    ],
)
def test_the_edition_of_the_start_day_gives_the_limit(ask, rule, level, start, due_on, unit):
    found = ask("deadline", "--rule", rule, "--level", level, "--start", start)
    assert (found["due_on"], found["unit"]) == (due_on, unit)


def test_an_explicit_day_overrides_the_day_on_which_the_limit_is_looked_up(ask):
    start = ["deadline", "--rule", "suspension", "--level", "cell", "--start", "2021-07-27"]
    assert ask(*start)["unit"] == "working-days"
    assert ask(*start, "--on", "2021-07-28")["unit"] == "calendar-days"


def test_an_extension_reaches_its_cap(ask, refused):
    start = ["deadline", "--rule", "suspension", "--level", "cell", "--start", "2026-04-13", "--extension"]
    assert (ask(*start, "30")["extension_days"], ask(*start, "30")["due_on"]) == (30, "2026-08-11")
    said = refused(*start, "31")
    assert said["field"] == "extension"
    assert said["citations"] == [{"source": "21-QĐ/TW", "article": "", "grade": "B"}]


def test_votes_are_carried_downwards_and_every_step_is_told(ask):
    found = ask(*VOTE, "--ballots", BALLOTS, "--on", "2026-11-23")
    assert (found["passed"], found["form"]) == (True, "warning")
    assert [(step["form"], step["total"], step["needed"], step["reached"]) for step in found["steps"]] == [
        ("expulsion", 12, 20, False),
        ("removal", 15, 16, False),
        ("warning", 23, 16, True),
        ("reprimand", 6, 16, False),
        ("none", 1, 16, False),
    ]


def test_a_vote_may_decide_nothing_and_may_decide_against_discipline(ask):
    nothing = ask(*VOTE, "--ballots", "none=15,reprimand=15")
    assert (nothing["passed"], nothing["form"]) == (False, None)
    against = ask(*VOTE, "--ballots", "none=16")
    assert (against["passed"], against["form"]) == (True, "none")


def test_without_a_post_nobody_is_removed_from_one(ask):
    member = ["vote", "--subject", "full-member", "--role", "deciding", "--eligible", "30", "--ballots", "removal=20"]
    assert ask(*member)["form"] == "warning"
    assert ask(*member, "--holds-post")["form"] == "removal"


@pytest.mark.parametrize(("concluded", "barred"), [("2025-01-01", False), ("2025-01-02", True)])
def test_the_last_day_of_the_period_is_not_barred(ask, concluded, barred):
    found = ask(*BAR, "--form", "reprimand", "--concluded-on", concluded)
    assert (found["barred"], found["bar_ends_on"]) == (barred, "2025-01-01")


def test_a_new_violation_restarts_the_period_and_grave_matters_have_none(ask):
    late = [*BAR, "--form", "reprimand", "--concluded-on", "2026-03-02"]
    assert ask(*late, "--new-violation-on", "2022-03-02")["bar_ends_on"] == "2027-03-02"
    grave = ask(*late, "--matter", "internal-politics")
    assert (grave["barred"], grave["bar_ends_on"]) == (False, None)


def test_the_edition_of_the_conclusion_is_applied_unless_a_day_is_named(ask):
    late = [*BAR, "--form", "warning", "--concluded-on", "2026-08-17"]
    assert ask(*late)["citations"][0]["source"] == "212-QĐ/TW"
    assert ask(*late, "--on", "2026-08-16")["citations"][0]["source"] == "69-QĐ/TW"


@pytest.mark.parametrize(
    ("subject", "forms"),
    [
        (["organization"], ["reprimand", "warning", "dissolution"]),
        (["probationary-member"], ["reprimand", "warning"]),
        (["full-member"], ["reprimand", "warning", "expulsion"]),
        (["full-member", "--holds-post"], ["reprimand", "warning", "removal", "expulsion"]),
    ],
)
def test_forms_are_listed_lightest_first(ask, subject, forms):
    assert ask("forms", "--subject", *subject)["forms"] == forms


@pytest.mark.parametrize(
    ("arguments", "answer", "probable"),
    [
        (["cell", "--form", "warning"], "decides", None),
        (["cell", "--form", "expulsion"], "proposes", None),
        (["cell", "--form", "warning", "--superior-task"], "no", None),
        (["section-committee", "--form", "warning"], "no", None),
        (["grassroots-commission", "--form", "warning"], "unconfirmed", "decides"),
        (["grassroots-commission", "--form", "warning", "--managed-by", "province"], "unconfirmed", "proposes"),
        (["superior-committee", "--form", "removal", "--holds-post"], "unconfirmed", "decides"),
        (["superior-committee", "--form", "warning", "--committee-member", "province"], "unconfirmed", "decides"),
        (["superior-committee", "--form", "expulsion", "--committee-member", "province"], "unconfirmed", "proposes"),
        (["superior-commission", "--form", "warning", "--managed-by", "province", "--body-level", "district"],
         "unconfirmed", "proposes"),
        (["grassroots-standing-committee", "--form", "warning"], "unconfirmed", None),
    ],
)  # fmt: skip
def test_a_body_decides_proposes_may_not_or_is_unconfirmed(ask, arguments, answer, probable):
    found = ask("authority", "--body", *arguments, "--subject", "full-member")
    assert (found["answer"], found["probable"]) == (answer, probable)
    assert found["citations"]


def test_what_is_asked_without_a_day_is_asked_of_today(ask, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: clock.date(2025, 6, 1))
    sources = {
        tuple(law["source"] for law in ask(*asked)["citations"])
        for asked in (
            ["forms", "--subject", "organization"],
            ["vote", "--subject", "organization", "--role", "deciding", "--eligible", "3", "--ballots", "warning=3"],
            ["authority", "--body", "cell", "--form", "warning", "--subject", "full-member"],
        )
    }
    assert sources == {("296-QĐ/TW",)}


@pytest.mark.parametrize(
    ("arguments", "english", "vietnamese"),
    [
        (["deadline", "--rule", "suspension", "--level", "cell", "--start", "13/4/2026"], "Due on", "Hạn cuối"),
        ([*VOTE, "--ballots", BALLOTS], "carried", "cộng dồn"),
        ([*BAR, "--form", "reprimand", "--concluded-on", "2025-01-02"], "Barred", "hết thời hiệu"),
        (["forms", "--subject", "full-member"], "expulsion", "khai trừ"),
        (["authority", "--body", "cell", "--form", "warning", "--subject", "full-member"], "decides", "quyết định"),
    ],
)
def test_answers_are_readable_in_both_languages(rules, arguments, english, vietnamese):
    assert english in rules(*arguments).stdout
    said = rules(*arguments, "--language", "vi").stdout
    assert vietnamese in said and english not in said


DEADLINE = {"--rule": "suspension", "--level": "cell", "--start": "2026-05-04"}
COUNT = {"--subject": "full-member", "--role": "deciding", "--eligible": "10", "--ballots": "warning=6"}
PERIOD = {
    "--subject": "full-member",
    "--form": "reprimand",
    "--act-on": "2020-01-01",
    "--concluded-on": "2023-01-01",
}
POWER = {"--body": "cell", "--form": "warning", "--subject": "full-member"}


@pytest.mark.parametrize(
    ("command", "given", "option", "bad"),
    [
        *(("deadline", DEADLINE, "--rule", bad) for bad in ("lunch", "", "\udcff", "x" * 201, None)),
        *(("deadline", DEADLINE, "--level", bad) for bad in ("planet", "", "CELL", None)),
        *(("deadline", DEADLINE, "--start", bad) for bad in ("2026-02-31", "soon", "31/2/2026", "0001-01-01", None)),
        ("deadline", DEADLINE, "--start", "2016-07-25"),
        ("deadline", DEADLINE, "--start", "2025-05-30"),
        ("deadline", DEADLINE, "--start", "2030-11-20"),
        *(("deadline", DEADLINE, "--on", bad) for bad in ("2016-07-25", "1899-12-31", "9999-12-31")),
        *(("deadline", DEADLINE, "--extension", bad) for bad in ("-1", "1.5", "9" * 30, "٣", "31", "")),
        *(("vote", COUNT, "--eligible", bad) for bad in ("0", "-1", "5", "1e3", "9" * 7, "9" * 150, "ten", None)),
        *(("vote", COUNT, "--ballots", bad) for bad in ("", "warning", "warning=", "=3", "warning=1,,removal=1")),
        *(("vote", COUNT, "--ballots", bad) for bad in ("warning=-1", "warning=x", "warning=1=2", "warning=11", None)),
        *(("vote", COUNT, "--ballots", bad) for bad in ("none=1,none=2", "fine=1", "dissolution=1", "removal=6,")),
        *(("vote", COUNT, "--role", bad) for bad in ("watching", None)),
        *(("vote", COUNT, "--subject", bad) for bad in ("person", None)),
        ("vote", COUNT, "--on", "2016-07-25"),
        *(("time-bar", PERIOD, "--form", bad) for bad in ("fine", "dissolution", "none", None)),
        ("time-bar", {**PERIOD, "--form": "warning"}, "--matter", "weather"),
        ("time-bar", {**PERIOD, "--subject": "probationary-member"}, "--form", "expulsion"),
        *(("time-bar", PERIOD, "--concluded-on", bad) for bad in ("2019-12-31", "2015-01-01", "yesterday", None)),
        *(("time-bar", PERIOD, "--new-violation-on", bad) for bad in ("2019-12-31", "2023-01-02", "31/13/2020")),
        ("time-bar", PERIOD, "--on", "2012-01-01"),
        *(("forms", {"--subject": "organization"}, "--on", bad) for bad in ("2016-07-25", "26-7-16")),
        ("forms", {}, "--subject", "cell"),
        *(("authority", POWER, "--body", bad) for bad in ("team", None)),
        *(("authority", POWER, "--form", bad) for bad in ("removal", "dissolution", "fine")),
        *(("authority", POWER, option, "sky") for option in ("--managed-by", "--committee-member", "--body-level")),
        ("authority", POWER, "--body-level", "province"),
        ("authority", {**POWER, "--body": "superior-committee"}, "--body-level", "cell"),
        ("authority", POWER, "--on", "2016-07-25"),
        ("list", {}, "--area", "weather"),
        *(("list", {}, "--on", bad) for bad in ("1950-01-01", "2026-13-01")),
        ("forms", {"--subject": "organization"}, "--language", "fr"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_by_the_name_of_its_option(refused, command, given, option, bad):
    typed = {**given, option: bad}
    arguments = [word for name, value in typed.items() if value is not None for word in (name, value)]
    said = refused(command, *arguments)
    if (option, bad) == ("--eligible", "5"):
        option = "--ballots"  # more ballots than members
    assert said["field"] == option.removeprefix("--").replace("-", "_")


def test_a_level_that_the_tables_never_gave_a_limit_is_named(refused):
    said = refused("deadline", "--rule", "finance-inspection", "--level", "cell", "--start", "2026-05-04")
    assert said["field"] == "level"


@pytest.mark.parametrize("extra", [["--colour", "red"], ["word"]])
def test_an_unknown_option_is_refused_like_any_other_bad_input(refused, extra):
    said = refused("forms", "--subject", "organization", *extra)
    assert said["field"] == ("colour" if extra[0] == "--colour" else None)


def test_an_option_without_its_value_is_refused(rules):
    done = rules("forms", "--json", "--subject")
    assert done.exit_code == 2 and json.loads(done.stdout)["field"] == "subject"


def test_more_ballots_than_members_and_a_foreign_form_name_the_article(refused):
    for ballots in ("warning=11", "dissolution=1"):
        said = refused(*VOTE[:-1], "10", "--ballots", ballots, "--on", "2022-01-01")
        assert [law["source"] for law in said["citations"]] == ["22-QĐ/TW"]


def test_a_refusal_is_told_in_vietnamese_when_that_was_asked_for(rules):
    done = rules("forms", "--subject", "organization", "--on", "soon", "--language", "vi")
    assert done.exit_code == 2 and "gõ ngày" in done.stderr
