"""Many at once: one line a person, all of it in one save or none of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock, errors, ids
from alongside.participants.models import Consent
from alongside.support import actions
from alongside.support.models import Appointment, Contact, Pairing, Work
from tests.cast import Cast
from tests.support.doors import get, post, verbs, walk_with_more


def rows(people: list[Any], **more: Any) -> list[actions.Row]:
    return [actions.Row(ids.new(), pk, ("emotional",), **more) for pk in people]


def sent(form: Any, **lines: Any) -> dict[str, Any]:
    """What a browser sends of the form as it was drawn, with these values over it."""
    data = {"id": str(form["id"].value()), "setting": "centre", "site": "", "happened_at": ""}
    for line in form.rows:
        for name in ("id", "who", "minutes"):
            data[line.add_prefix(name)] = str(line[name].value() or "")
    return data | lines


def test_it_writes_a_shift_in_one_save(cast: Cast) -> None:
    """Sam, somebody without a name; a line without a tap is left out. Sent twice, it is once."""
    maya = cast.maya.client()
    form = get(maya, "support:log_shift").context["form"]
    assert form.rows[0]["who"].value() == str(cast.sam.id)  # Lee wants nothing written down
    assert str(cast.lee.id) not in str(form.rows[0]["who"])
    data = sent(form, **{"row-0-kinds": ["emotional"], "row-3-kinds": ["informational"]})
    data |= {"row-3-minutes": "40"}
    for _ in range(2):
        answer = post(maya, "support:log_shift", data)
        assert answer.headers["Location"].endswith(f"?shift={data['id']}")
    contact, nameless = Contact.objects.get(), Work.objects.get()
    assert (contact.participant_id, contact.setting) == (cast.sam.id, "centre")
    assert (nameless.what, nameless.people, nameless.minutes) == ("nameless", 1, 40)
    assert verbs(cast.sam.id) == ["log-contact"]
    assert "2 lines of your shift" in maya.get(answer.headers["Location"]).content.decode()

    undone = post(maya, "support:take_back_shift", shift=data["id"])
    assert undone.status_code == 302
    assert not Contact.objects.exists()
    assert not Work.objects.exists()
    assert Pairing.objects.get(participant=cast.sam.id).last_contact_at is None
    assert verbs(cast.sam.id) == ["log-contact", "take-back-contact"]


def test_it_asks_no_name_to_write_a_shift_down(cast: Cast) -> None:
    """The page says who is likely, by name; what comes back is known by its keys."""
    walk_with_more(cast, 5)
    maya = cast.maya.client()
    data = sent(get(maya, "support:log_shift").context["form"])
    data |= {f"row-{number}-kinds": ["emotional"] for number in range(5)}
    with CaptureQueriesContext(connection) as seen:
        assert post(maya, "support:log_shift", data).status_code == 302
    assert Contact.objects.filter(shift=data["id"]).count() == 5
    assert not [query["sql"] for query in seen if '"alias"' in query["sql"]]
    nobody = sent(get(maya, "support:log_shift").context["form"], **{"row-0-who": str(ids.new())})
    wrong = post(maya, "support:log_shift", nobody | {"row-0-kinds": ["emotional"]})
    assert (wrong.status_code, Contact.objects.exclude(shift=None).count()) == (422, 5)
    assert "Person 000" in wrong.content.decode()


def test_it_adds_lines_and_keeps_what_was_tapped(cast: Cast) -> None:
    maya = cast.maya.client()
    form = get(maya, "support:log_shift").context["form"]
    data = sent(form, **{"row-0-kinds": ["affiliational"], "more": "yes"})
    again = post(maya, "support:log_shift", data).context["form"]
    assert len(again.rows) == len(form.rows) + 5
    assert again.rows[0]["kinds"].value() == ["affiliational"]
    assert again["id"].value() == data["id"]
    assert not Contact.objects.exists()


def test_it_costs_as_many_queries_for_sixty_as_for_six(cast: Cast) -> None:
    people = [person.pk for person in walk_with_more(cast, 60)]
    counts = []
    for some in (people[:6], people[:59]):
        with CaptureQueriesContext(connection) as seen:
            actions.log_shift(by=cast.maya.by, id=ids.new(), rows=rows([*some, None]))
        counts.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        actions.log_shift(by=cast.maya.by, id=ids.new(), rows=rows([*people[:59], None]))
    assert len(seen) <= counts[0]  # the second time, everybody has a history already
    met = Pairing.objects.filter(participant_id__in=people[:59])
    assert all(clock.now() - row.last_contact_at < timedelta(hours=1) for row in met)  # type: ignore[operator]
    assert Appointment.objects.filter(kept_at=None).count() == 1  # of the sixtieth


def test_it_says_which_line_is_wrong_and_writes_nothing(cast: Cast) -> None:
    walk_with_more(cast, 2)
    maya = cast.maya.client()
    form = get(maya, "support:log_shift").context["form"]
    taps = {line.add_prefix("kinds"): ["emotional"] for line in form.rows[:3]}
    Consent.objects.filter(participant_id=cast.sam.id, kind="recorded").update(
        withdrawn_at=clock.now()
    )
    answer = post(maya, "support:log_shift", sent(form, **taps))
    assert answer.status_code in {422, 410}
    assert not Contact.objects.exclude(shift=None).exists()
    tomorrow = clock.now() + timedelta(days=1)
    wrongs: list[dict[str, Any]] = [
        {"rows": rows([cast.riley.by.id])},
        {"rows": rows([cast.rosa.id])},
        {"rows": rows([None] * 61)},
        {"rows": []},
        {"rows": rows([None]), "happened_at": tomorrow},
        {"rows": rows([None], minutes=0)},
        {"rows": [actions.Row(ids.new(), None, ())]},
        {"rows": rows([None]), "setting": "moon"},
    ]
    for wrong in wrongs:
        with pytest.raises(Exception) as caught:
            actions.log_shift(by=cast.maya.by, id=ids.new(), **wrong)
        assert isinstance(caught.value, errors.Problem)
    assert not Work.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("dana", 403), ("sam", 403), ("omar", 403)])
def test_it_is_for_those_who_walk_with_people(cast: Cast, who: str, status: int) -> None:
    client = cast.characters[who].client()
    assert post(client, "support:log_shift", {}).status_code == status
