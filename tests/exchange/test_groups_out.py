"""Groups that are shown to everybody stand in the public directory, and leave it again."""

import pytest

from alongside.core import clock
from alongside.directory.models import Meeting
from alongside.exchange import actions as exchange
from alongside.exchange import tasks
from alongside.groups import actions
from tests.cast import Cast
from tests.groups import circles


@pytest.mark.django_db
def test_it_stands_in_the_directory_while_it_is_shown(cast: Cast) -> None:
    group = circles.circle(cast, is_public=True, place="Back room", rhythm="fortnightly")
    circles.circle(cast, name="Closed circle", door="closed")
    circles.own(cast, shows_when=True, shows_where=True)
    actions.call_off(by=cast.maya.by, group=group.pk, on=circles.in_weeks(2))
    tasks.publish_groups()
    row = Meeting.objects.get()
    assert (row.name, row.group_name) == ("Tuesday circle", "Riverbend Recovery")
    assert row.rrule.startswith("FREQ=WEEKLY;INTERVAL=2")
    assert row.dates.get().kind == "cancelled"
    assert row.conference_url == ""
    assert [each.code for each in row.types.all()] == ["O"]
    assert exchange.publish_groups(by=cast.omar.by, organisation=cast.harbour.pk) is None
    group.refresh_from_db()
    said = circles.facts(starts_on=group.starts_on)
    actions.edit_group(by=cast.maya.by, group=group.pk, version=group.version, said=said)
    exchange.publish_groups(by=cast.omar.by, organisation=cast.riverbend.pk)
    row.refresh_from_db()
    assert row.retired_at
    assert row.retired_at <= clock.now()
