"""The worker's side: paper, spoken word, who may sign, an emergency, and the law of a programme."""

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.accounts.models import Programme
from alongside.core import ids
from alongside.participants import models
from tests.cast import Cast
from tests.participants import yes
from tests.support.doors import get, post, verbs


def photo(kind: str = "JPEG") -> SimpleUploadedFile:
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Sam lives at 5 Mill Street"
    Image.new("RGB", (3000, 2000), "white").save(data, kind, exif=exif)
    return SimpleUploadedFile("paper.jpg", data.getvalue(), "image/jpeg")


def paper(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(ids.new()),
        "recipient": "Hill Street Health",
        "recipient_kind": "medical",
        "purpose": "treatment",
        "categories": ["words", "reach"],
        "words": "Mornings are better.",
        "until": "90",
        "way": "paper",
        "given_on": str(yes.today()),
        "signed_name": "Samuel Reyes",
        "own_name": "on",
        "read_out": "on",
        "scans": photo(),
        **changes,
    }


def write(cast: Cast, data: dict[str, Any], who: str = "maya") -> int:
    path = f"/en/people/{cast.sam.id}/agreed/write/"
    return cast.characters[who].client().post(path, data).status_code


def written() -> models.Consent:
    return models.Consent.objects.exclude(kind__in=("supported", "recorded")).get()


def test_it_keeps_the_paper_drawn_anew_and_shows_it_to_them(cast: Cast) -> None:
    assert write(cast, paper()) == 302
    row = written()
    assert (row.way, row.signed_as, row.heard_by_id) == ("paper", "name", cast.maya.by.person_id)
    scan = models.Paper.objects.get()
    kept = base64.b64decode(scan.picture)
    assert b"Mill Street" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert max(drawn.size) == 1800
        assert not drawn.getexif()
    answer = get(cast.sam.client(), "participants:paper", pk=scan.pk)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert get(cast.vera.client(), "participants:paper", pk=scan.pk).status_code in {403, 404}
    assert "write-consent" in verbs(cast.sam.id)


def test_it_says_that_a_photo_has_to_be_chosen_again(cast: Cast) -> None:
    """A browser never fills in a file by itself."""
    path = f"/en/people/{cast.sam.id}/agreed/write/"
    page = cast.maya.client().post(path, paper(purpose="")).content.decode()
    assert "has to be chosen again" in page and "Mornings are better." in page


@pytest.mark.parametrize(
    "changes",
    [
        {"scans": ""},
        {"read_out": ""},
        {"way": "spoken"},
        {"given_on": "2999-01-01"},
        {"own_name": ""},
        {"scans": SimpleUploadedFile("a.svg", b"<svg onload='x'/>", "image/svg+xml")},
        {"scans": SimpleUploadedFile("a.jpg", b"GIF89a", "image/jpeg")},
    ],
)
def test_it_keeps_no_paper_that_would_not_hold(cast: Cast, changes: dict[str, Any]) -> None:
    assert write(cast, paper(**changes)) == 422
    assert not models.Paper.objects.exists()
    assert not models.Consent.objects.exclude(kind__in=("supported", "recorded")).exists()


def test_it_takes_a_spoken_yes_only_where_the_law_does(cast: Cast) -> None:
    data = paper(way="spoken", scans="")
    assert write(cast, data) == 422
    Programme.objects.update(regime="uk-gdpr")
    assert write(cast, data) == 302
    assert written().way == "spoken"


@pytest.mark.parametrize("who", ["vera", "omar", "kit", "sam", "dana"])
def test_it_is_written_by_their_peer(cast: Cast, who: str) -> None:
    assert write(cast, paper(), who) == 403
    assert write(cast, paper(), "riley") == 404


def test_it_honours_a_spoken_withdrawal_at_once_and_says_who_heard_it(cast: Cast) -> None:
    first, second = yes.signed(cast.sam), yes.signed(cast.sam, recipient="Mill Street Shelter")
    at = {"participant": cast.sam.id}
    data = {"consent": str(first.pk)}
    assert post(cast.maya.client(), "participants:hear_withdrawal", data, **at).status_code == 302
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert first.withdrawal_heard_by_id == cast.maya.by.person_id
    post(cast.dana.client(), "participants:hear_withdrawal", {"consent": "all"}, **at)
    second.refresh_from_db()
    assert second.withdrawal_heard_by_id == cast.dana.by.person_id
    assert verbs(cast.sam.id).count("hear-withdrawal") == 2
    page = get(cast.sam.client(), "participants:looks").content.decode()
    assert page
    for who, status in (("vera", 404), ("omar", 403), ("riley", 404)):
        client = cast.characters[who].client()
        data = {"consent": "all"}
        assert post(client, "participants:hear_withdrawal", data, **at).status_code == status


# --- who may sign ----------------------------------------------------------------------------


def stand(cast: Cast, **changes: Any) -> int:
    data = {
        "id": str(ids.new()),
        "name": "Rosa Reyes",
        "basis": "parent",
        "seen": "Order of 3 May",
        "kinds": ["shared"],
        **changes,
    }
    path = f"/en/people/{cast.sam.id}/signers/"
    return cast.maya.client().post(path, data).status_code


def test_it_lets_somebody_verified_sign_for_a_minor_and_show_them_nothing(cast: Cast) -> None:
    Programme.objects.update(minors_from=None)
    data = paper(signed_age="15")
    assert write(cast, data) == 422
    assert stand(cast) == 302
    signer = models.Representative.objects.get()
    data |= {"representative": str(signer.pk)}
    assert write(cast, {**data, "scans": photo()}) == 422, "under this law both sign"
    assert write(cast, {**data, "scans": photo(), "signed_both": "on"}) == 302
    assert written().representative_id == signer.pk
    # Rosa is Sam's mother, has an account here, and sees nothing of Sam by any of it.
    for path in (f"/en/people/{cast.sam.id}/", f"/en/agreed/{written().pk}/"):
        assert cast.rosa.client().get(path).status_code == 404


def test_it_refuses_whoever_might_harm_them_and_what_they_signed_ends(cast: Cast) -> None:
    Programme.objects.update(minors_from=None)
    stand(cast)
    signer = models.Representative.objects.get()
    write(cast, paper(signed_age="15", representative=str(signer.pk), signed_both="on"))
    row = written()
    sent = {"id": str(ids.new())}
    assert post(cast.maya.client(), "participants:letter", sent, consent=row.pk).status_code == 200
    path = f"/en/people/{cast.sam.id}/signers/{signer.pk}/refuse/"
    for _twice in range(2):
        assert cast.maya.client().post(path, {"why": "afraid of them"}).status_code == 302
    sent = {"id": str(ids.new())}
    assert post(cast.maya.client(), "participants:letter", sent, consent=row.pk).status_code == 410
    assert verbs(cast.sam.id).count("refuse-representative") == 1


@pytest.mark.parametrize("changes", [{"seen": " "}, {"name": ""}, {"kinds": []}, {"basis": "mum"}])
def test_it_takes_nobody_for_being_family(cast: Cast, changes: dict[str, Any]) -> None:
    assert stand(cast, **changes) == 422
    assert not models.Representative.objects.exists()


# --- an emergency -----------------------------------------------------------------------------


def test_it_tells_them_first_thing_what_was_told_in_an_emergency(cast: Cast) -> None:
    data = {
        "id": str(ids.new()),
        "recipient": "Dr Lind",
        "facility": "County hospital",
        "nature": "Not breathing",
        "no_consent": "Could not be woken",
        "told": "Two doses of naloxone",
    }
    path = f"/en/people/{cast.sam.id}/emergency/"
    for _twice in range(2):
        assert cast.maya.client().post(path, data).status_code == 302
    assert models.Disclosure.objects.count() == 1
    sam = cast.sam.client()
    assert "told outside without your yes" in get(sam, "homes:support").content.decode()
    page = get(sam, "participants:left").content.decode()
    for word in ("Dr Lind", "County hospital", "Not breathing", "Two doses of naloxone", "Maya"):
        assert word in page
    assert "told outside without your yes" not in get(sam, "homes:support").content.decode()
    assert cast.omar.client().post(path, data).status_code == 403
    assert cast.vera.client().post(path, data | {"id": str(ids.new())}).status_code == 404


# --- the law -----------------------------------------------------------------------------------


def law(cast: Cast, **changes: Any) -> dict[str, Any]:
    cast.programme.refresh_from_db()
    row = cast.programme
    return {"programme": str(row.pk), "version": row.version, "regime": "uk-gdpr", **changes}


def test_it_is_chosen_by_an_administrator_for_each_programme(cast: Cast) -> None:
    assert post(cast.kit.client(), "participants:laws", law(cast)).status_code == 302
    cast.programme.refresh_from_db()
    assert (cast.programme.regime, cast.programme.minors_from) == ("uk-gdpr", None)
    for who in ("maya", "dana", "omar", "sam", "max"):
        client = cast.characters[who].client()
        assert post(client, "participants:laws", law(cast)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"regime": "gossip"}, 422),
        ({"minors_from": "44"}, 422),
        ({"version": "0"}, 409),
        ({"programme": str(ids.new())}, 404),
    ],
)
def test_it_changes_no_law_for_bad_input(cast: Cast, changes: dict[str, Any], status: int) -> None:
    answer = post(cast.kit.client(), "participants:laws", law(cast, **changes))
    assert answer.status_code == status
    cast.programme.refresh_from_db()
    assert cast.programme.regime == "us-part2"


def test_it_says_what_cannot_be_private_by_the_law_of_the_place(cast: Cast) -> None:
    sam = cast.sam.client()
    assert "A letter from a lawyer" in get(sam, "participants:limits").content.decode()
    Programme.objects.update(regime="uk-gdpr")
    page = get(sam, "participants:limits").content.decode()
    assert "A letter from a lawyer" not in page
    assert "an adult who can’t protect themselves" in page
    assert "If you are under age" in page
