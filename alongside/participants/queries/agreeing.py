"""What somebody agreed to, what left, and who asks: for their own pages, and those of a worker
they walk with."""

import base64
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from alongside.accounts import actors
from alongside.accounts import policy as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.models import Programme
from alongside.core import clock, errors
from alongside.core.privacy import Words
from alongside.participants import models, policy, rules
from alongside.participants.policy import signs
from alongside.participants.rules import agreeing, leaving, regimes, sentences


def law(participant: models.Participant) -> regimes.Regime | None:
    """The one that decides for them; None where none was chosen."""
    return regimes.of(policy.law_of(participant).regime)


def heard(participant: models.Participant, kind: str = regimes.SHARED) -> list[Words]:
    """What is said to them before they sign. Empty where no law was chosen: nothing can leave."""
    found = law(participant)
    slugs = agreeing.heard(found, kind) if found and kind in found.kinds else ()
    return [sentences.STATEMENTS[slug] for slug in slugs]


@dataclass(frozen=True, slots=True)
class Limits:
    """What can't be kept private; and what is more where somebody is under age."""

    all: tuple[sentences.Limit, ...]
    young: tuple[sentences.Limit, ...]


def limits(participant: models.Participant) -> Limits:
    slug = policy.law_of(participant).regime
    every = sentences.limits(slug, young=False)
    return Limits(every, sentences.limits(slug, young=True)[len(every) :])


@dataclass(frozen=True, slots=True)
class Line:
    """One agreement that lets something out, and what left under it."""

    consent: models.Consent
    lives: bool
    left: list[models.Disclosure]


@dataclass(frozen=True, slots=True)
class Party:
    """One recipient, and what they may be told; newest first."""

    to: models.Consent
    lines: list[Line]


def parties(participant: models.Participant) -> list[Party]:
    """Who may be told something now, each once. Two queries."""
    now = clock.now()
    found: dict[tuple[str, str], Party] = {}
    rows = participant.consents.filter(withdrawn_at=None).exclude(kind__in=rules.INSIDE)
    for row in rows.prefetch_related("disclosures").order_by("-given_at", "-pk"):
        if not leaving.lives(row.given(has_paper=False), at=now):
            continue
        party = found.setdefault((row.recipient, row.recipient_kind), Party(row, []))
        party.lines.append(_line(row, now))
    return list(found.values())


def _line(row: models.Consent, now: datetime) -> Line:
    left = sorted(row.disclosures.all(), key=lambda gone: gone.happened_at, reverse=True)
    return Line(row, leaving.lives(row.given(has_paper=False), at=now), left)


def agreement(by: actors.Actor, consent: uuid.UUID) -> Line:
    """One that lets something out, of somebody the actor may reach."""
    rows = policy.consents_for(by).filter(pk=consent).exclude(kind__in=rules.INSIDE)
    row = rows.select_related("representative", "participant__organisation").first()
    if row is None:
        policy.deny_consent(by, P.PARTICIPANT_READ, consent)
    return _line(row, clock.now())


def papers(consent: models.Consent) -> list[models.Paper]:
    return list(consent.papers.order_by("pk"))


def paper(by: actors.Actor, pk: uuid.UUID) -> models.Paper:
    found = policy.papers_for(by).filter(pk=pk).first()
    if found is None:
        raise errors.Missing(policy.NOTHING)
    return found


def picture(paper: models.Paper) -> bytes:
    return base64.b64decode(paper.picture)


def account(participant: models.Participant) -> list[models.Disclosure]:
    """All that left and they may be told, newest first."""
    rows = signs.tellable(participant.disclosures.all(), today=clock.now().date())
    rows = rows.select_related("consent", "sent_by")
    return list(rows.order_by("-happened_at", "-pk"))


# --- who asks --------------------------------------------------------------------------


def waiting(participant: models.Participant) -> list[models.Asking]:
    """Askings without an answer. Those put off come back when their time is over."""
    rows = participant.askings.filter(answer__in=("open", "later")).order_by("happened_at", "pk")
    now = clock.now()
    return [row for row in rows if row.later_until_at is None or row.later_until_at <= now]


def askings(participant: models.Participant) -> list[models.Asking]:
    return list(participant.askings.order_by("-happened_at", "-pk"))


def asking(participant: models.Participant, pk: uuid.UUID) -> models.Asking:
    found = participant.askings.filter(pk=pk).first()
    if found is None:
        raise errors.Missing(policy.NOTHING)
    return found


def least(asked: models.Asking) -> tuple[str, ...]:
    """The least that serves what they ask for."""
    purpose = regimes.PURPOSES.get(asked.purpose)
    return purpose.least if purpose else ()


# --- who may sign, and which law ---------------------------------------------------------


def representatives(participant: models.Participant) -> list[models.Representative]:
    return list(policy.representatives_of(participant).order_by("-verified_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Under:
    """A programme, and the law it is under."""

    programme: Programme
    law: regimes.Regime | None

    @property
    def law_said(self) -> Words:
        return sentences.law(self.law.slug) if self.law else ""


def programmes(by: actors.Actor) -> list[Under]:
    rows = accounts.programmes_for(by).order_by("name")
    return [Under(row, regimes.of(row.regime)) for row in rows]


def programme_choices(by: actors.Actor) -> list[tuple[str, str]]:
    """To choose one for somebody, each with its law."""
    return [(str(each.programme.pk), str(_named(each))) for each in programmes(by)]


def _named(each: Under) -> str:
    if each.law is None:
        return _("%(programme)s – no law is chosen yet, so nothing leaves") % {
            "programme": each.programme.name
        }
    return f"{each.programme.name} – {each.law_said}"


def own_programme(participant: models.Participant) -> Under | None:
    """Where somebody belongs, for their own page."""
    row = participant.programme
    return Under(row, regimes.of(row.regime)) if row else None
