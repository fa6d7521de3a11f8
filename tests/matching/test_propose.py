"""The coordinator reads a request and sends introductions."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from alongside.audit.models import Event
from alongside.core import clock
from alongside.matching.models import Proposal
from alongside.participants.models import Request
from alongside.peers.models import LivedExperience, PeerProfile
from tests.cast import Cast, staff
from tests.history import happened
from tests.matching.conftest import Ask, introduce, profile, walk_together

pytestmark = pytest.mark.django_db


def page_of(request: Request) -> str:
    return reverse("matching:request", kwargs={"pk": request.pk})


def send(cast: Cast, request: Request, *who: Any, **typed: Any) -> Any:
    form = {
        "version": request.version,
        "profiles": [str(profile(each).pk) for each in who],
        "words": "Both know the shelter well.",
    } | typed
    url = reverse("matching:propose", kwargs={"pk": request.pk})
    return cast.omar.client().post(url, form)


def test_it_shows_who_fits_and_why(cast: Cast, ask: Ask) -> None:
    request = ask(
        cast.rosa, language="es", experiences=("opioids",), pathways=("medication",),
        times=("evening",), words="Somebody who listens",
    )  # fmt: skip
    page = cast.omar.client().get(page_of(request)).content.decode()
    assert "Somebody who listens" in page
    assert "Talks in Spanish" in page
    assert "Has lived it too: Opioids" in page
    assert "Knows that way: Medication" in page
    assert "Is there when asked for: Evening" in page
    assert len(re.findall(r'name="profiles"[^>]* checked', page)) == 2
    with translation.override("fr"):
        assert "Parle espagnol" in cast.omar.client().get(page_of(request)).content.decode()


def test_it_writes_down_who_looked(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    for _twice in range(2):
        cast.omar.client().get(page_of(request))
    assert len(happened(participant_id=cast.rosa.id, verb="look", by_id=cast.omar.by.id)) == 1


def test_it_sends_introductions(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    for _twice in range(2):
        answer = send(cast, request, cast.maya, cast.vera)
        assert answer.status_code == 302
    request.refresh_from_db()
    assert (request.state, request.version) == ("proposed", 2)
    assert request.answer == "Both know the shelter well."
    assert set(Proposal.objects.values_list("state", flat=True)) == {"shown"}
    assert Proposal.objects.count() == 2
    assert Event.objects.filter(participant_id=cast.rosa.id, verb="propose").count() == 1


def test_it_needs_somebody_ticked(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    answer = send(cast, request)
    assert answer.status_code == 422
    assert "Both know the shelter well." in answer.content.decode()
    assert not Proposal.objects.exists()


def test_it_sends_nothing_when_the_request_changed(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    answer = send(cast, request, cast.maya, version=7)
    assert answer.status_code == 409
    assert "Both know the shelter well." in answer.content.decode()
    assert not Proposal.objects.exists()


def test_it_proposes_nobody_without_room(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    PeerProfile.objects.filter(person=cast.vera.person).update(capacity=2)
    walk_together(cast, cast.vera, 2)
    assert "Vera" not in cast.omar.client().get(page_of(request)).content.decode()
    answer = send(cast, request, cast.vera)
    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_it_proposes_nobody_who_hides_left_or_walks_with_them(cast: Cast, ask: Ask) -> None:
    request = ask(cast.sam)  # Maya walks with Sam
    assert "Maya" not in cast.omar.client().get(page_of(request)).content.decode()
    assert cast.vera.membership is not None
    cast.vera.membership.until_at = clock.now()
    cast.vera.membership.save()
    page = cast.omar.client().get(page_of(request)).content.decode()
    assert "Vera" not in page
    assert "Nobody fits at the moment" in page


def test_it_tells_nobody_what_a_peer_hides(cast: Cast, ask: Ask) -> None:
    LivedExperience.objects.update(shared="nobody")
    request = ask(cast.rosa, experiences=("opioids",))
    page = cast.omar.client().get(page_of(request)).content.decode()
    assert "Has lived it too" not in page


def test_it_is_the_coordinators_alone(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    for who in (cast.maya, cast.dana, cast.kit, cast.rosa, cast.ana):
        assert who.client().get(page_of(request)).status_code == 403
    stranger = staff(cast, cast.harbour, "olga", "coordinator")
    assert stranger.client().get(page_of(request)).status_code == 404
    url = reverse("matching:propose", kwargs={"pk": request.pk})
    assert stranger.client().post(url, {"version": 1}).status_code == 404


def test_it_asks_the_database_no_more_for_more_peers(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa, place="Rivertown")
    browser = cast.omar.client()
    browser.get(page_of(request))  # the look is written once
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(page_of(request))
    for number in range(6):
        staff(cast, cast.riverbend, f"peer{number}", "peer")
    with CaptureQueriesContext(connection) as many:
        browser.get(page_of(request))
    assert len(many) == len(few)


def test_it_adds_another_introduction_later(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    introduce(cast, request, cast.maya)
    page = cast.omar.client().get(page_of(request)).content.decode()
    assert "Introduced so far" in page
    introduce(cast, request, cast.vera)
    assert Proposal.objects.filter(state="shown").count() == 2


def test_it_says_how_to_reach_them_only_while_it_is_open(cast: Cast, ask: Ask) -> None:
    request = ask(cast.rosa)
    person = request.participant
    person.reach_way, person.reach_how = "call", "The number at the shelter"
    person.save()
    omar = cast.omar.client()
    assert "The number at the shelter" in omar.get(page_of(request)).content.decode()
    for state in (Request.State.CHOSEN, Request.State.CLOSED):
        Request.objects.filter(pk=request.pk).update(state=state)
        assert "The number at the shelter" not in omar.get(page_of(request)).content.decode()
