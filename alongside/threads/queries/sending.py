"""Whether a notice goes out now: everything is read anew, at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.participants.queries import reaching
from alongside.participants.rules.reaching import Verdict
from alongside.support import policy as walking
from alongside.support.models import Invitation
from alongside.support.queries import telling
from alongside.threads import channels, models, policy, rules

Kind = models.Outgoing.Kind
NO_USE_AFTER = timedelta(days=2)  # what could not be told for so long is read inside


@dataclass(frozen=True)
class Asked:
    """What may be done with a notice, and by which line and channel."""

    verdict: Verdict
    line: models.Line | None
    channel: channels.Channel | None


def asked(row: models.Outgoing, *, now: datetime) -> Asked:
    person = row.participant
    line = policy.line_of(person.pk)
    channel = channels.for_way(row.way)
    is_over, best_before = _use(row)
    case = rules.Case(
        ways=reaching.ways_of(person),
        way=row.way,
        chosen_way=line.way if line else "",
        has_address=bool(line and (line.address or line.way == models.Line.Way.INSIDE)),
        is_stopped=line is not None and line.stopped_at is not None,
        has_agreement=_is_agreed(row, channel),
        is_set_up=channel is not None,
        is_over=is_over,
        best_before=best_before,
    )
    return Asked(rules.may_go(case, now=now, zone=reaching.zone_of(person)), line, channel)


def _is_agreed(row: models.Outgoing, channel: channels.Channel | None) -> bool:
    if channel is None or not channel.service:
        return True
    return channels.is_agreed(channel.service, row.organisation_id)


def _use(row: models.Outgoing) -> tuple[bool, datetime | None]:
    """Whether there is nothing left to tell, and from when there is no use in it."""
    latest = row.made_at + NO_USE_AFTER
    if row.kind == Kind.MESSAGE:
        message = policy.message(row.about_id)
        return message is None or message.read_at is not None, latest
    if row.kind == Kind.REMINDER:
        found = walking.appointment(row.about_id)
        gone = found is None or found.kept_at is not None or found.called_off_at is not None
        return gone, found.at if found else latest
    if row.kind == Kind.TIME:
        asked = walking.named(row.about_id).first()
        let_go = asked is None or asked.state == Invitation.State.LET_GO
        return let_go, latest
    for news in telling.news:
        if row.kind == news.kind:
            use = news.use(row.participant_id, row.about_id)
            return use.is_over, min(use.best_before or latest, latest)
    return False, latest
