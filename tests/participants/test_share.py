"""Who may be told what: read first, signed or not, printed, taken back; on their own phone."""

import pytest

from alongside.accounts.models import Programme
from alongside.core import ids
from alongside.participants import models
from tests.cast import Cast
from tests.participants import yes
from tests.support.doors import get, post, verbs

SHARE = {
    "recipient": "Mill Street Shelter",
    "recipient_kind": "housing",
    "purpose": "own-request",
    "categories": ["words", "goals"],
    "words": "I sleep better inside.",
    "until": "30",
    "signed_name": "Sam",
}


def filled(**changes: object) -> dict[str, object]:
    return {"id": str(ids.new()), "do": "sign", **SHARE, **changes}


def agreed() -> list[models.Consent]:
    return list(models.Consent.objects.exclude(kind__in=("supported", "recorded")))


def test_it_shows_exactly_what_would_leave_and_what_taking_back_cannot_do(cast: Cast) -> None:
    answer = post(cast.sam.client(), "participants:share", filled(do="read"))
    page = answer.content.decode()
    assert "I sleep better inside." in page
    assert "A door that locks" in page  # the goal, as it stands
    assert "What they already hold stays with them" in page
    assert "Saying no changes nothing" in page
    assert not agreed()


def test_it_ticks_nothing_beforehand(cast: Cast) -> None:
    page = get(cast.sam.client(), "participants:share").content.decode()
    assert "checked" not in page


def test_it_keeps_the_words_that_were_signed_and_the_law_they_were_under(cast: Cast) -> None:
    data = filled()
    for _twice in range(2):
        assert post(cast.sam.client(), "participants:share", data).status_code == 302
    (row,) = agreed()
    assert (row.kind, row.regime, row.way) == ("shared", "us-part2", "screen")
    assert row.discloser == "Riverbend Recovery"
    assert "What they already hold stays with them" in row.said
    assert row.signed_as == "alias"
    assert verbs(cast.sam.id) == ["give-consent"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signed_name": ""}, "write a name"),
        ({"categories": ["reach"]}, "carry a slip"),
        ({"purpose": "showing-up"}, "More is ticked"),
        ({"recipient": "", "recipient_kind": "court"}, "by name"),
        ({"categories": ["counselling-notes", "words"]}, "Choose another purpose"),
        ({"signed_age": "15"}, "At this age"),
    ],
)
def test_it_keeps_no_yes_that_would_not_hold(
    cast: Cast, changes: dict[str, object], said: str
) -> None:
    answer = post(cast.sam.client(), "participants:share", filled(**changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert "I sleep better inside." in page
    assert not agreed()


def test_it_lets_minors_sign_alone_from_the_age_the_programme_chose(cast: Cast) -> None:
    assert post(cast.sam.client(), "participants:share", filled(signed_age="16")).status_code == 302
    assert agreed()[0].signed_age == 16
    Programme.objects.update(minors_from=None)
    answer = post(cast.sam.client(), "participants:share", filled(signed_age="17"))
    assert answer.status_code == 422


def test_it_asks_for_time_where_somebody_has_power(cast: Cast) -> None:
    court = {"recipient": "County court", "recipient_kind": "court", "do": "read"}
    page = post(cast.sam.client(), "participants:share", filled(**court)).content.decode()
    assert "take your time" in page
    assert (
        "take your time"
        not in post(cast.sam.client(), "participants:share", filled(do="read")).content.decode()
    )


def test_it_says_why_nothing_can_leave_without_a_law(cast: Cast) -> None:
    Programme.objects.update(regime="")
    page = get(cast.sam.client(), "participants:share").content.decode()
    assert "has not said yet which law" in page
    assert post(cast.sam.client(), "participants:share", filled()).status_code == 200
    assert not agreed()


def test_it_prints_what_they_may_be_told_and_writes_that_it_left(cast: Cast) -> None:
    post(cast.sam.client(), "participants:share", filled())
    (row,) = agreed()
    data = {"id": str(ids.new())}
    for _twice in range(2):
        page = post(cast.sam.client(), "participants:letter", data, consent=row.pk).content.decode()
    gone = models.Disclosure.objects.get()
    assert "I sleep better inside." in page
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in page
    assert "What this person agreed to" in page
    assert gone.reference in page
    assert str(cast.sam.id) not in page
    assert "Mill Street Shelter" in get(cast.sam.client(), "participants:left").content.decode()
    post(cast.sam.client(), "participants:withdraw_consent", {"consent": str(row.pk)})
    data = {"id": str(ids.new())}
    answer = post(cast.sam.client(), "participants:letter", data, consent=row.pk)
    assert answer.status_code == 410
    assert "I sleep better inside." not in answer.content.decode()
    assert models.Disclosure.objects.count() == 1


def test_it_is_printed_by_their_peer_and_by_nobody_else(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    data = {"id": str(ids.new())}
    for who, status in (("vera", 404), ("omar", 403), ("rosa", 404), ("riley", 404)):
        answer = post(cast.characters[who].client(), "participants:letter", data, consent=given.pk)
        assert answer.status_code == status, who
    answer = post(cast.maya.client(), "participants:letter", data, consent=given.pk)
    assert answer.status_code == 200
    assert models.Disclosure.objects.get().sent_by_id == cast.maya.by.person_id


def test_it_reads_an_agreement_again(cast: Cast) -> None:
    given = yes.signed(cast.sam)
    page = get(cast.sam.client(), "participants:agreement", consent=given.pk).content.decode()
    assert "You can take this back." in page
    assert "42 CFR Part 2" in page
    assert get(cast.vera.client(), "participants:agreement", consent=given.pk).status_code == 404
    assert get(cast.tess.client(), "participants:agreement", consent=given.pk).status_code == 404


@pytest.mark.parametrize("regime", ["us-hipaa", "us-neither", "uk-gdpr", "ca-phipa", "ca-pipa-bc"])
def test_it_says_no_word_of_one_law_under_another(cast: Cast, regime: str) -> None:
    Programme.objects.update(regime=regime)
    sam = cast.sam.client()
    pages = [post(sam, "participants:share", filled(do="read"))]
    post(sam, "participants:share", filled())
    (row,) = agreed()
    pages += [
        get(sam, "participants:limits"),
        get(sam, "participants:consents"),
        get(sam, "participants:agreement", consent=row.pk),
        post(sam, "participants:letter", {"id": str(ids.new())}, consent=row.pk),
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "42 CFR" not in text
        assert "art 2" not in text


# --- somebody asks -------------------------------------------------------------------------


def asking(cast: Cast) -> models.Asking:
    data = {
        "id": str(ids.new()),
        "recipient": "Drug court, Ms Hale",
        "recipient_kind": "court",
        "purpose": "legal-proceedings",
        "words": "Whether he comes",
    }
    answer = post(cast.maya.client(), "participants:ask_about", data, participant=cast.sam.id)
    assert answer.status_code == 302
    return models.Asking.objects.get()


def letter(cast: Cast) -> bytes:
    """What an asker gets, about anybody."""
    page: bytes = get(cast.maya.client(), "participants:nothing").content
    return page.partition(b'<section class="card')[2].partition(b"</section>")[0]


def test_it_tells_the_person_and_offers_the_least(cast: Cast) -> None:
    row = asking(cast)
    home = get(cast.sam.client(), "homes:support").content.decode()
    assert "Drug court, Ms Hale asks for something about you" in home
    page = get(cast.sam.client(), "participants:asked", pk=row.pk).content.decode()
    assert "The least that would serve" in page
    assert "no answer costs you any support" in page
    form = cast.sam.client().get(f"/en/agreed/share/?asking={row.pk}").content.decode()
    assert form.count("checked") == 1
    assert 'value="attendance"' in form


@pytest.mark.parametrize("answer", ["nothing", "later"])
def test_it_looks_the_same_to_the_asker_whatever_they_answer(cast: Cast, answer: str) -> None:
    before = letter(cast)
    row = asking(cast)
    data = {"answer": answer, "felt_free": "true"}
    assert post(cast.sam.client(), "participants:asked", data, pk=row.pk).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.felt_free) == (answer, True)
    assert letter(cast) == before
    staff = get(cast.maya.client(), "participants:agreements", participant=cast.sam.id)
    assert "whoever asks is told: there is nothing to share" in staff.content.decode()
    assert not models.Disclosure.objects.exists()


def test_it_blocks_no_support_when_they_say_no(cast: Cast) -> None:
    """Every page of Sam's that opened before opens after, and Maya's work goes on."""
    sam = cast.sam.client()
    pages = ("homes:support", "participants:consents", "participants:request", "referrals:refer")
    before = [get(sam, name).status_code for name in pages]
    row = asking(cast)
    post(sam, "participants:asked", {"answer": "nothing", "felt_free": "unknown"}, pk=row.pk)
    post(sam, "participants:withdraw_consent", {"consent": "all"})
    assert [get(sam, name).status_code for name in pages] == before == [200] * len(pages)
    for name in ("support:person", "support:log", "support:plan", "referrals:refer"):
        assert get(cast.maya.client(), name, participant=cast.sam.id).status_code == 200, name


def test_it_answers_by_sharing_the_least(cast: Cast) -> None:
    row = asking(cast)
    data = filled(
        asking=str(row.pk),
        recipient=row.recipient,
        recipient_kind="court",
        purpose="legal-proceedings",
        categories=["attendance"],
        words="",
    )
    assert post(cast.sam.client(), "participants:share", data).status_code == 302
    row.refresh_from_db()
    (given,) = agreed()
    assert (row.answer, row.consent_id) == ("shared", given.pk)
    assert given.kind == "legal-proceedings"
    answer = {"answer": "nothing", "felt_free": "unknown"}
    assert post(cast.sam.client(), "participants:asked", answer, pk=row.pk).status_code == 410


def test_it_is_nobody_elses_to_answer(cast: Cast) -> None:
    row = asking(cast)
    answer = {"answer": "nothing", "felt_free": "unknown"}
    assert post(cast.rosa.client(), "participants:asked", answer, pk=row.pk).status_code == 404
    assert post(cast.maya.client(), "participants:asked", answer, pk=row.pk).status_code == 403
    row.refresh_from_db()
    assert row.answer == "open"
