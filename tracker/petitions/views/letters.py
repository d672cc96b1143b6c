"""Pages of the letters about a petition: write the one that its decision calls for, read one."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents.composing import Signer
from tracker.petitions import forms, queries, services
from tracker.petitions.papers import LETTER_OF, LetterWords, draft_text
from tracker.petitions.states import LETTER_LABELS
from tracker.petitions.views.area import blueprint, carry_out, load, vault
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response


@blueprint.route("/<ref>/letter", methods=["GET", "POST"])
@requires(Permission.RECEIVE_PETITION)
def write_letter(ref: str) -> ResponseReturnValue:
    """Number the letter that the decision calls for; who it goes to comes from the vault."""
    petition = load(ref)
    if not services.check_letter(petition).allowed:
        raise NotVisible
    kind = LETTER_OF[petition.state]
    people = {str(one.id): Signer(one.full_name, one.position) for one in signers(petition.body_id)}
    form = forms.LetterForm(data={"issued_on": clock.today(), "recipients": "Lưu hồ sơ đơn"})
    form.signer.offer([(key, person.name) for key, person in people.items()])
    if not form.is_submitted():
        form.identity_text.data = draft_text(petition, kind)

    def send() -> None:
        recipients = [line.strip(" -;.") for line in form.recipients.data.split("\n") if line.strip(" -;.")]
        words = LetterWords(form.issued_on.data, people[form.signer.data], form.identity_text.data, recipients)
        services.send_letter(current_actor(), petition, words, vault(), clock.today())

    done = gettext("The letter has its number and is kept in the vault.")
    return carry_out(petition, form, send, "petitions/write_letter.html", done, label=LETTER_LABELS[kind])


@blueprint.route("/<ref>/letters/<paper_ref>", methods=["GET", "POST"])
@requires(Permission.REVEAL_IDENTITY)
def read_letter(ref: str, paper_ref: str) -> ResponseReturnValue:
    """A letter as it is printed; one that names the sender only after the reason is typed."""
    actor, today, form = current_actor(), clock.today(), forms.RevealForm()
    petition = queries.get_for_reveal(actor, ref, today)
    letter = queries.get_letter(petition.id, paper_ref)
    g.present_url = url_for("petitions.read_letter", ref=ref, paper_ref=paper_ref)
    if not letter.names_sender or form.validate_on_submit():
        try:
            content = services.read_letter(actor, petition, letter, form.reason.data or "", vault(), today)
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            return pdf_response(content, "van-ban.pdf")
    page = render_template("petitions/read_letter.html", petition=petition, form=form)
    return page, 422 if form.errors else 200
