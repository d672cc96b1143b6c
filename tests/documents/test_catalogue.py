"""The catalogue: every paper has its row, template, sample, and words that the cases know too."""

from tracker.cases.kinds import KINDS
from tracker.cases.states import State
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import PAPERS
from tracker.documents.states import TYPE_SIGNS


def test_every_paper_stands_in_the_catalogue_under_its_key_and_no_other_does():
    assert set(CATALOGUE) == set(PAPERS)
    assert all(key == row.key == row.context.key for key, row in CATALOGUE.items())


def test_a_row_has_a_template_and_a_sample_of_its_own_type():
    for row in CATALOGUE.values():
        assert row.template.is_file(), row.key
        assert type(row.sample()) is row.context, row.key


def test_kinds_and_steps_are_those_of_the_cases_and_every_paper_serves_some():
    for row in CATALOGUE.values():
        assert row.kinds, row.key
        assert row.steps, row.key
        assert set(row.kinds) <= {kind.value for kind in KINDS}, row.key
        assert set(row.steps) <= {state.value for state in State}, row.key


def test_a_numbered_paper_has_the_sign_of_a_register_which_its_sample_bears_and_others_have_none():
    for row in CATALOGUE.values():
        paper = row.sample()
        assert (row.type_sign in TYPE_SIGNS.values()) == paper.numbered, row.key
        assert paper.letterhead.sign.partition("/")[0] == row.type_sign, row.key


def test_the_sample_of_a_draft_has_neither_number_nor_date_unless_it_is_never_numbered():
    for row in CATALOGUE.values():
        head, kind = row.sample("draft").letterhead, row.context
        assert (head.number, head.issued_on is None) == (None, kind.numbered or not kind.dated), row.key
