"""What several of its neighbours do to a listing after they have asked at the lock."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alongside.accounts import access, actors
from alongside.accounts import rules as words
from alongside.accounts.access import Permission as P
from alongside.core import clock, counts, errors, ids, keyring
from alongside.directory import models, search
from alongside.directory import policy as shown
from alongside.directory.actions import renewing
from alongside.directory.policy import drafts
from alongside.directory.policy import truth as policy
from alongside.directory.rules import changes as rules
from alongside.directory.rules import facts, times, truth

Row = models.Meeting | models.Service
A_DAY = 24 * 3600
LOCAL = "local"  # the source of what is written here, and the mark of its rows
Said = Mapping[tuple[str, str], bool]  # (kind, value) of a fact: is it so?
MEDICATION = models.Fact.Kind.MEDICATION


def reached(by: actors.Actor, kind: str, listing: uuid.UUID) -> Row:
    """The listing, locked; Refused where it is outside the editor's areas."""
    require_known(kind)
    rows: Any = policy.meetings_of(by) if kind == "meetings" else policy.services_of(by)
    model: Any = models.Meeting if kind == "meetings" else models.Service
    known = model.objects.filter(pk=listing)
    if not drafts.prepared(by, kind).filter(pk=listing).exists():
        known = known.filter(is_public=True)
        if not known.exists():
            raise errors.Missing(_("There is no such listing."))
        if not rows.filter(pk=listing).exists():
            raise access.Refused(
                P.DIRECTORY_EDIT, sentence=_("This listing is outside the areas you look after.")
            )
    found: Row = known.select_for_update().get()
    return found


def known(kind: str, listing: uuid.UUID) -> Row:
    """One that people may know of."""
    require_known(kind)
    all_known: Any = shown.known_meetings() if kind == "meetings" else shown.known_services()
    row: Row | None = all_known.filter(pk=listing).first()
    if row is None:
        raise errors.Missing(_("There is no such listing."))
    return row


def is_known(row: Row) -> bool:
    """May people know of it?"""
    known: Any = shown.known_meetings() if kind_of(row) == "meetings" else shown.known_services()
    return bool(known.filter(pk=row.pk).exists())


def require_known(kind: str) -> None:
    if kind not in rules.FIELDS:
        raise errors.Missing(_("There is no such listing."))


def network_of(address: str) -> str:
    """What comes from one network is counted for a day, under a digest that changes every day."""
    return keyring.digest(f"{truth.network(address)} {clock.now().date()}", use="tell")[:32]


def require_patience(network: str) -> None:
    name = f"tell:{network}"
    if counts.count(name, A_DAY) > truth.MOST_TOLD:
        raise errors.TooMany(
            _("Very many messages about listings came from the network you are on."),
            kept=_("Everything you typed is still here. It is not sent yet."),
            todo=_("Try again tomorrow, or from another network."),
        )


def kind_of(row: Row) -> str:
    return "meetings" if isinstance(row, models.Meeting) else "services"


def about(row: Row) -> dict[str, Row]:
    return {"meeting" if isinstance(row, models.Meeting) else "service": row}


def values_of(row: Row) -> dict[str, Any]:
    """The fields that people may put right, as they stand."""
    return {name: getattr(row, name) for name in rules.FIELDS[kind_of(row)]}


def write(
    by: actors.Actor,
    row: Row,
    values: Mapping[str, Any],
    *,
    says: str,
    now: datetime,
    suggestion: uuid.UUID | None = None,
) -> list[str]:
    """Write fields and keep what stood there. Raises Problem where a value can't be kept."""
    changed = rules.differences(values_of(row), values)
    if isinstance(row, models.Meeting) and rules.SHOWN_AT & changed.keys():
        changed |= _moved({**values_of(row), **changed})
    kind = kind_of(row)
    if row.mark == LOCAL and not row.is_public:
        put(row, changed)  # our own, and nobody saw it yet: there is nothing to keep beside it
        return list(changed)
    live = models.Edit.objects.filter(kind=kind, listing_id=row.pk, ended_at=None)
    live = live.filter(field__in=changed)
    before = dict(live.values_list("field", "was"))  # what the source said, however often since
    live.update(ended_at=now)
    models.Edit.objects.bulk_create(
        models.Edit(
            kind=kind,
            listing_id=row.pk,
            field=name,
            value=value,
            was=before.get(name, getattr(row, name)),
            says=says,
            by_id=by.person_id if by.kind is actors.Kind.PERSON else None,
            suggestion_id=suggestion,
            at=now,
        )
        for name, value in changed.items()
    )
    put(row, changed)
    return list(changed)


def put(row: Row, values: Mapping[str, Any]) -> None:
    """The fields, and what follows from them."""
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.clean_fields(exclude={"languages", "types", "terms"})
    except ValidationError as error:
        raise errors.Problem(
            _("Something in it can’t be kept: %(fields)s.")
            % {"fields": ", ".join(sorted(error.message_dict))},
            kept=_("Nothing was changed."),
        ) from error
    if isinstance(row, models.Meeting):
        row.world_minute = times.world_minute(row.weekday, row.start_minute, row.time_zone)
    is_new = row._state.adding
    row.save()
    if isinstance(row, models.Service) and row.mark == LOCAL and not is_new:
        _follow(row, values)
    found_again(row)


def _follow(row: models.Service, values: Mapping[str, Any]) -> None:
    """What belongs to a service of our own says the same as its one line."""
    ours = {"source_id": row.source_id, "key": row.key}
    if "name" in values:
        models.Location.objects.filter(**ours).update(name=row.name)
    if "phone" in values:
        numbers = models.Phone.objects.filter(**ours)
        if not row.phone:
            numbers.delete()
        elif not numbers.update(number=row.phone):
            models.Phone.objects.create(**ours, mark=LOCAL, service=row, number=row.phone)
    if "address" not in values:
        return
    models.PostalAddress.objects.filter(**ours).update(street=row.address[:255], town="")
    parts = [part.strip() for part in row.address.split(",")]
    wheres = [", ".join(parts[at:]) for at in range(len(parts)) if parts[at]]
    spots = search.positions_of(wheres)
    spot = next((spots[where] for where in reversed(wheres) if where in spots), None)
    if spot is not None:
        here = models.ServiceAtLocation.objects.filter(**ours)
        here.update(near_latitude=spot.latitude, near_longitude=spot.longitude)


def found_again(row: Row) -> None:
    """The finder learns of it in the same transaction, and whoever asks what changed."""
    row.touched_at = clock.now()
    if isinstance(row, models.Service):
        row.changed_at = row.touched_at
    renewing.touched(kind_of(row), [row.pk], row.touched_at)
    search.reindex(**{kind_of(row): [row.pk]})


def _moved(values: Mapping[str, Any]) -> dict[str, Any]:
    """Where a search finds a meeting whose address changed: its town, until somebody knows
    better. The old pin would be wrong."""
    wheres = [f"{values['address']}, {values['town']}".strip(", "), values["town"]]
    spots = search.positions_of([where for where in wheres if where])
    spot = next((spots[where] for where in wheres if where in spots), None)
    if spot is None:
        return {}
    return {
        "latitude": None,
        "longitude": None,
        "near_latitude": spot.latitude,
        "near_longitude": spot.longitude,
    }


def looked(
    by: actors.Actor, row: Row, says: str, now: datetime, *, id: uuid.UUID | None = None
) -> None:
    """Keep that somebody looked; what was reported closed comes back."""
    models.Check.objects.create(
        id=id or ids.new(),
        **about(row),
        says=says,
        by_id=by.person_id if by.kind is actors.Kind.PERSON else None,
        at=now,
    )
    reports = models.Report.objects.filter(**about(row))
    reopened = reports.filter(ended_at=None) or reports.filter(outcome__in=("retired", "closed"))
    if reopened and row.hidden_at:
        row.retired_at = None
    reports.filter(ended_at=None).update(ended_at=now, outcome=models.Report.Outcome.OPEN)
    row.hidden_at, row.verified_at, row.verified_says = None, now, says
    row.save(update_fields=["hidden_at", "retired_at", "verified_at", "verified_says"])
    found_again(row)


def end_report(row: Row, outcome: str, now: datetime) -> bool:
    """The listing is gone, whether somebody found it closed or nobody answered. Whether that
    is news."""
    report = models.Report.objects.filter(**about(row), ended_at=None)
    if not report.update(ended_at=now, outcome=outcome):
        if row.retired_at and row.hidden_at:
            return False
        models.Report.objects.create(**about(row), ended_at=now, outcome=outcome)
    row.hidden_at, row.retired_at = row.hidden_at or now, now
    row.save(update_fields=["hidden_at", "retired_at"])
    found_again(row)
    return True


def add_voices(row: Row, said: Said, says: str, now: datetime, *, voices: int = 1) -> None:
    """Each voice beside the others. An editor is one voice; people who went are counted."""
    _keep_own_word(row)
    for (kind, value), is_so in said.items():
        same = row.facts.filter(kind=kind, value=value, says=says, is_so=is_so)
        more = F("voices") + voices if says == models.Says.PEOPLE else 1
        if not same.update(voices=more, said_at=now):
            models.Fact.objects.create(
                **about(row), kind=kind, value=value, says=says, is_so=is_so, said_at=now,
                voices=voices,
            )  # fmt: skip
    settle(row, now)
    found_again(row)


def take_voices(row: Row, said: Said, voices: int, now: datetime) -> None:
    """People's voices that were added by mistake."""
    for (kind, value), is_so in said.items():
        same = row.facts.filter(kind=kind, value=value, says=models.Says.PEOPLE, is_so=is_so)
        same.filter(voices__lte=voices).delete()
        same.update(voices=F("voices") - voices)
    settle(row, now)
    found_again(row)


def _keep_own_word(row: Row) -> None:
    """What a group says of itself about medication stands in its own columns: it stays a voice
    when others speak."""
    if not isinstance(row, models.Meeting) or not row.welcomes_medication:
        return
    if row.medication_says == models.Says.LISTING:
        row.facts.get_or_create(
            kind=MEDICATION,
            value="",
            says=models.Says.LISTING,
            is_so=row.welcomes_medication == models.Medication.YES,
            defaults={"said_at": row.medication_said_at},
        )


def settle(row: Row, now: datetime) -> None:
    """A search asks a meeting one question about medication: yes only where nobody says no."""
    if not isinstance(row, models.Meeting):
        return
    voices = list(row.facts.filter(kind=MEDICATION))
    if not voices:
        return
    row.welcomes_medication, row.medication_says = facts.settled(
        (voice.is_so, voice.says) for voice in voices
    )
    row.medication_said_at = now
    row.save(update_fields=["welcomes_medication", "medication_says", "medication_said_at"])


# --- whoever it belongs to -----------------------------------------------------------------


def new_keeper(
    row: Row, way: str, now: datetime, *, choose: Any, by: uuid.UUID | None = None
) -> tuple[models.Keeper, str]:
    """New words for a listing, readable only now. Anybody may ask for a mail, so words that
    went out before stay good until the new ones are used; what an editor reads out by phone
    replaces only what was read out before."""
    said = words.six_words(translation.get_language() or "en", choose=choose)
    trusted = trusted_keepers(row).order_by("-trusted_at").first()
    if way == models.Keeper.Way.PHONE:
        models.Keeper.objects.filter(**about(row), way=way, ended_at=None).update(ended_at=now)
    digest = keyring.digest(words.plain(said), use="keeper")
    keeper = models.Keeper.objects.create(
        **about(row),
        way=way,
        words_digest=digest,
        made_at=now,
        by_id=by,
        trusted_at=trusted.trusted_at if trusted else None,
        trusted_by_id=trusted.trusted_by_id if trusted else None,
    )
    return keeper, said


def trusted_keepers(row: Row) -> QuerySet[models.Keeper]:
    """Whom an editor trusts, of those who run it."""
    return models.Keeper.objects.filter(**about(row), ended_at=None, trusted_at__isnull=False)


def words_used(keeper: models.Keeper, now: datetime) -> None:
    """Whoever keeps a listing has read these: older ones that went the same way end."""
    models.Keeper.objects.filter(pk=keeper.pk).update(used_at=now)
    about = {"meeting": keeper.meeting_id, "service": keeper.service_id, "way": keeper.way}
    older = models.Keeper.objects.filter(**about, ended_at=None, made_at__lt=keeper.made_at)
    older.update(ended_at=now)


def words_mail(row: Row, said: str, *, chased: bool = False) -> tuple[str, str]:
    """What is written to a listing's own address: subject and text."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('directory:keep')}"
    if chased:
        about_it = _(
            "Somebody told us that they found “%(name)s” closed. We show it in no list until we"
            " know. If it is open, please tell us with the words below."
        )
    else:
        about_it = _("With the words below you can keep what we show about “%(name)s” true.")
    parts = (
        about_it % {"name": row.name},
        said,
        _("Type them here: %(address)s") % {"address": address},
        _("If you did not expect this message, you need to do nothing."),
    )
    return str(_("Is what we show about you true?")), "\n\n".join(str(part) for part in parts)
