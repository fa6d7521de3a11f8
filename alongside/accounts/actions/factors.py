"""Second locks: an app with six digits, a passkey, codes on paper. Set up by their owner, asked
for after the passphrase, and restored by somebody who stands beside them."""

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

import pyotp
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors, models, rules
from alongside.accounts.access import Permission as P
from alongside.accounts.actions import guesses, passkeys
from alongside.accounts.policy import locks
from alongside.audit import actions as audit
from alongside.core import clock, errors, keyring

Kind = models.Factor.Kind
TRIES, SECONDS = 6, 900


@dataclass(frozen=True, slots=True)
class Proof:
    """What was typed, or what a passkey signed: its answer, and the question that this session
    asked it, at this origin."""

    code: str = ""
    credential: str = ""
    question: Any = None
    origin: str = ""


def add_app(*, by: actors.Actor, id: uuid.UUID, secret: str, code: str, name: str = "") -> None:
    """An app that shows six digits, once it has shown the right ones. Once per `id`."""
    access.require(by, P.ACCOUNT_KEEP)
    step = _step_of(secret, code)
    if step is None:
        raise errors.Problem(
            _("These are not the digits that the app shows for this code."),
            kept=_("Nothing was changed."),
            todo=_("Wait for the next six digits and type those. The clock of the phone counts."),
        )
    _add(by, id, Kind.APP, name, {"seed": secret}, used=step)


def add_passkey(*, by: actors.Actor, id: uuid.UUID, name: str, proof: Proof) -> None:
    """A passkey of a phone or computer, or a security key. Once per `id`."""
    access.require(by, P.ACCOUNT_KEEP)
    credential, count = passkeys.registered(proof.credential, proof.question, proof.origin)
    _add(by, id, Kind.PASSKEY, name, {"credential": credential}, used=count)


def print_codes(*, by: actors.Actor, id: uuid.UUID) -> list[str]:
    """Ten codes for paper, each for one time; those from before die. This is the only moment at
    which anybody can read them: none where `id` made them already."""
    access.require(by, P.ACCOUNT_KEEP)
    codes = [rules.printed_code(choose=secrets.choice) for _each in range(rules.CODES)]
    if locks.live_factors(by.person_id).filter(pk=id).exists():
        return []
    with transaction.atomic():
        _end(locks.live_factors(by.person_id).filter(kind=Kind.CODES))
        _add(by, id, Kind.CODES, "", {"codes": [_digest(id, code) for code in codes]})
    return codes


def _add(
    by: actors.Actor, id: uuid.UUID, kind: str, name: str, secret: dict[str, Any], *, used: int = 0
) -> None:
    if by.kind is not actors.Kind.PERSON:
        raise errors.Missing(
            _("You are here without an account, so there is none to change."),
            todo=_("Your return key opens everything that is yours."),
        )
    with transaction.atomic():
        row, is_new = models.Factor.objects.get_or_create(
            pk=id,
            person_id=by.person_id,
            defaults={"kind": kind, "name": name.strip()[:60], "secret": secret, "used": used},
        )
        if is_new:
            audit.record(by=by, verb="add-factor", about=("factor", row.pk), facts={"kind": kind})


def end_factor(*, by: actors.Actor, factor: uuid.UUID) -> None:
    """One of one's own opens nothing any more. Twice is once."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        if _end(locks.live_factors(by.person_id).filter(pk=factor)):
            audit.record(by=by, verb="end-factor", about=("factor", factor))


def end_lost_factors(*, by: actors.Actor, but: uuid.UUID) -> None:
    """After somebody else has restored it: all but the new one are dead."""
    access.require(by, P.ACCOUNT_KEEP)
    with transaction.atomic():
        if _end(locks.live_factors(by.person_id).exclude(pk=but)):
            audit.record(by=by, verb="end-lost-factors", about=("factor", but))


def forget_factors(*, by: actors.Actor, person: uuid.UUID) -> None:
    """For those who run the installation, where nobody is left who could restore it in person:
    the second locks of somebody are gone, and they set up new ones."""
    access.require(by, P.PERSON_INVITE)
    if by.kind is not actors.Kind.SYSTEM:
        raise access.Refused(P.PERSON_INVITE)
    with transaction.atomic():
        if _end(locks.live_factors(person)):
            audit.record(by=by, verb="forget-factors", about=("person", person))


def _end(rows: Any) -> int:
    return int(rows.update(ended_at=clock.now(), secret={}))


# --- asked for, after the passphrase -------------------------------------------------------


def require_factor(person_id: uuid.UUID, proof: Proof) -> None:
    """Problem where the proof is wrong, TooMany after several wrong ones. Nothing works twice."""
    wrong = guesses.Counter(f"factor:{person_id}", TRIES, SECONDS)
    if wrong.is_full:
        raise errors.TooMany(
            _("There were too many tries with this name. Wait 15 minutes."),
            kept=_("Nothing was changed, and nobody was let in."),
            todo=_("Then try again, or ask a colleague beside you to restore your second lock."),
        )
    with transaction.atomic():
        rows = list(locks.live_factors(person_id).select_for_update())
        opened = any(_opens(row, proof) for row in rows)
    if not opened:
        wrong.count()
        raise errors.Problem(
            _("This code does not fit, or it was used before."),
            kept=_("Nothing was changed."),
            todo=_("Type the six digits that the app shows now, or the next code on your paper."),
        )


def _opens(row: models.Factor, proof: Proof) -> bool:
    code = "".join(sign for sign in proof.code.upper() if sign.isalnum())
    if row.kind == Kind.PASSKEY:
        count = passkeys.signed(row.secret, proof.credential, proof.question, proof.origin)
        if count is None or (count and count <= row.used):
            return False  # a count that does not grow is that of a copy
        row.used = count
    elif row.kind == Kind.APP:
        step = _step_of(row.secret.get("seed", ""), code)
        if step is None or step <= row.used:
            return False
        row.used = step
    else:
        digest = _digest(row.pk, code)
        if not code or digest not in row.secret.get("codes", []):
            return False
        row.secret = {"codes": [each for each in row.secret["codes"] if each != digest]}
    row.last_used_at = clock.now()
    row.save(update_fields=["used", "secret", "last_used_at"])
    return True


def _step_of(secret: str, code: str) -> int | None:
    """The half minute that these digits belong to: now, the one before or the one after."""
    app = pyotp.TOTP(secret)
    now = int(clock.now().timestamp()) // app.interval
    digits = "".join(code.split())
    if not secret or len(digits) != app.digits or not (digits.isascii() and digits.isdecimal()):
        return None
    fits = (step for step in (now - 1, now, now + 1) if _same(app.generate_otp(step), digits))
    return next(fits, None)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one, other)


def _digest(factor: uuid.UUID, code: str) -> str:
    return keyring.digest(code, use=f"printed-code:{factor}")
