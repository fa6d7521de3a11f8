"""The canary: words that stand nowhere else are written through the real doors, then the person
is erased; they are found in no file, under no key, and in no copy that is brought back."""

import io
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client

from alongside.core import clock, copies, fields, ids, scope, storage
from alongside.participants.models import Participant
from alongside.rights import models
from alongside.rights.record import places, reading
from alongside.support.models import Contact, Reply
from tests import cast as people
from tests import empty
from tests.bad_input.doors import WRITES, client_of, send
from tests.cast import Cast
from tests.followups import doors as followups
from tests.referrals import doors as referrals

SINGS = re.compile(r"canary[a-z]+")
# Places of a text, and the form by which it is written there as any other test does.
FORMS = {
    "support.Signature": "support:sign_plan",  # before the plan changes under it
    "groups.Attendance": "groups:check_in",
    "groups.Away": "groups:time_away",
    "groups.Member": "groups:membership",
    "groups.Offer": "groups:offers",
    "groups.Standing": "groups:way",
    "groups.Talk": "groups:ask_talk",
    "questions.Answer": "questions:answer",
    "participants.FindWay": "participants:find",
    "participants.Portrait": "participants:about",
    "support.Away": "support:tell_home",
    "support.DayCount": "support:counts",
    "support.Help": "support:add_help",
    "support.Invitation": "support:ask_time",
    "support.Passage": "support:tell",
    "support.Plan": "support:tell_about",
    "threads.Line": "threads:ways",
    "threads.Message": "threads:messages",
}


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: Any, settings: Any) -> Iterator[Path]:
    """A database in a file with its write-ahead log, as an installation has it."""
    settings.SEALS = tmp_path / "seals"
    path = tmp_path / "alongside.sqlite3"
    empty.copy(empty.template(django_db_blocker), path)
    with django_db_blocker.unblock(), empty.database(path):
        yield path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, as the installation would write it."""
    path = tmp_path / "all.log"
    handler = logging.FileHandler(path)
    root = logging.getLogger()
    root.addHandler(handler)
    yield path
    root.removeHandler(handler)
    handler.close()


def sent(client: Client, path: str, **said: Any) -> Any:
    answer = client.post(path, {"id": str(ids.new()), **said})
    assert answer.status_code in {200, 302}, (path, answer.content.decode()[-3000:])
    return answer


def sing(cast: Cast) -> None:
    """Sam and Maya write into everything there is to write into."""
    sam, maya, pk = cast.sam.client(), cast.maya.client(), cast.sam.id
    Participant.objects.filter(pk=pk).update(
        alias="canaryalias", reach_how="canaryreach", reach_never="canarynever"
    )
    for place, door in FORMS.items():
        each = WRITES[door](cast)
        word = "canary" + "".join(sign for sign in place.lower() if sign.isalpha())
        sung = replace(each, data=each.data | {each.typed: word})
        answer = send(client_of(cast, each), sung)
        assert answer.status_code in {200, 302}, (door, answer.status_code)
    sent(sam, "/en/my-request/ask/", language="en", words="canaryrequest", place="canaryplace")
    note = {"kinds": ["emotional"], "minutes": "15", "form": "one", "setting": "street"}
    sent(maya, f"/en/log/{pk}/", **note, note="canarynote")
    contact = Contact.objects.get(participant=pk)
    sent(maya, f"/en/contacts/{contact.pk}/", **note, note="canarybetter", version=1)
    sent(sam, f"/en/contacts/{contact.pk}/answer/", words="canaryreply", wants_correction="on")
    reply = Reply.objects.get()
    sent(maya, f"/en/replies/{reply.pk}/", version=1, was_corrected="no", answer="canaryanswer")
    goal = {"dimension": "health", "words": "canarygoal", "steps": "canarystep"}
    sent(maya, f"/en/people/{pk}/goal/", **goal)
    at = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sent(maya, f"/en/people/{pk}/promise/", what="call", at=at, place="canarybridge")
    sent(sam, "/en/check-in/", health="3", words="canarycheckin")
    service = referrals.clinic()
    said = {"name": "canaryname", "words": "canarywhy", "reach": "canarytext"}
    told = referrals.form(service, **said, share_reach="on")
    assert maya.post(f"/en/people/{pk}/refer/", told).status_code == 302
    demand = {"kind": "subpoena", "from_whom": "canarycourt", "asks_for": "canarydemand"}
    demand |= {"came_on": str(clock.now().date()), "participant": str(pk)}
    sent(cast.piet.client(), "/en/rights/demands/", **demand)
    wishes = followups.typed(wants="other", wants_words="canarywish", called="", how="")
    sent(maya, f"/en/people/{pk}/after/", **wishes)
    assert b"canary" in maya.get(f"/en/people/{pk}/").content


def sealed() -> dict[str, str]:
    """Everything that opens with our keys and sings: what is said, and as it lies on the disk."""
    found = {}
    for model in apps.get_models():
        columns = [f for f in model._meta.concrete_fields if isinstance(f, fields.Sealed)]
        for column in columns:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT "{column.column}" FROM "{model._meta.db_table}"')
                raw = [value for (value,) in cursor.fetchall() if value]
            for value in raw:
                said = str(column.from_db_value(value, None, None))
                found.update(dict.fromkeys(SINGS.findall(said), value))
    return found


def files(folder: Path) -> bytes:
    """All that is on the disk: the database, its log, what was logged, the seals."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def erase(cast: Cast) -> None:
    sam = cast.sam.client()
    page = sam.get("/en/my-record/erase/")
    said = {"code": page.context["code"], "sure": "on"}
    assert b"What was erased" in sent(sam, "/en/my-record/erase/", **said).content


def assemble() -> Cast:
    cast = people.assemble()
    cast.riverbend.country = "CA"  # where no law that we know of keeps any of it
    cast.riverbend.save()
    return cast


@pytest.mark.whole
def test_nothing_sings_any_more(file: Path, log: Path, tmp_path: Path) -> None:
    cast = assemble()
    with scope.within(cast.riverbend.pk):
        sing(cast)
        before = sealed()
        assert len(before) == 19 + len(FORMS), " ".join(sorted(before))
        older = tmp_path.parent / f"{tmp_path.name}-older"
        call_command("backup", older, stdout=io.StringIO())
        erase(cast)
        storage.scrub_storage()
        gone(before, tmp_path)
        call_command("restore", older, replace=True, stdout=io.StringIO())
        older.unlink()
        storage.scrub_storage()
    with scope.within(cast.riverbend.pk):
        assert not Participant.objects.filter(pk=cast.sam.id).exists()
        assert Participant.objects.filter(pk=cast.lee.id).exists()
        gone(before, tmp_path)
        assert models.Erasure.objects.get().code_digest


def gone(before: dict[str, str], folder: Path) -> None:
    """No word of it anywhere: neither plain, nor under a key, nor as it lay on the disk."""
    assert sealed() == {}
    here = files(folder)
    assert not SINGS.findall(here.decode("latin-1"))
    left = [word for word, value in before.items() if value.encode() in here]
    assert not left, left


@pytest.mark.postgres
@pytest.mark.whole
def test_nothing_sings_in_a_copy_of_postgresql(
    transactional_db: None, tmp_path: Path, settings: Any
) -> None:
    settings.SEALS = tmp_path / "seals"
    cast = assemble()
    with scope.within(cast.riverbend.pk):
        sing(cast)
        before = sealed()
        copies.save(tmp_path / "while-it-lives")
        here = files(tmp_path / "while-it-lives")
        assert before and all(value.encode() in here for value in before.values())
        erase(cast)
        storage.scrub_storage()
        shutil.rmtree(tmp_path / "while-it-lives")
        copies.save(tmp_path / "after")
        gone(before, tmp_path)


def test_a_canary_sings_while_it_lives(file: Path, log: Path, tmp_path: Path) -> None:
    """Else the test above would prove nothing: what it looks for can be found."""
    cast = assemble()
    with scope.within(cast.riverbend.pk):
        sing(cast)
        found = sealed()
        storage.empty_log()
        here = files(tmp_path)
        assert all(value.encode() in here for value in found.values())


def test_it_sings_in_every_text_that_is_about_somebody() -> None:
    """A new text column about a participant joins the canary, or says here why it can't."""
    quiet = {
        "accounts.Person", "accounts.ReturnKey",  # Sam has no account
        "participants.Asking", "participants.Consent", "participants.Disclosure",
        "participants.Paper", "participants.Representative",  # what leaves: its own canaries
        "participants.BlindRequest", "participants.Glass", "participants.Link",
        "participants.Never", "participants.OddLook", "participants.Told",  # the walls
        "matching.Proposal", "rights.Hold",  # a reason is a slug; a hold stops an erasure
        "participants.Passing",  # who died erases nothing; retention does
        "rights.Joining", "exchange.Brought",  # gone with what they are of: their own tests
        "support.Phrase", "threads.Draft",  # the words before, and those not sent yet
    }  # fmt: skip
    sings = {
        "participants.Participant", "participants.Request", "support.Contact", "support.Reply",
        "support.Wording", "support.Goal", "support.Step", "support.Appointment",
        "measures.Response", "referrals.Referral", "rights.Demand", "followups.FollowUp", *FORMS,
    }  # fmt: skip
    texts = {
        place.label
        for place in places.places()
        if any(isinstance(column, fields.SealedText) for column in reading.columns(place))
    }
    assert texts <= quiet | sings, texts - quiet - sings
