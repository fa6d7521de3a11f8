"""Where anything about a participant is found: read from the models themselves.

A model with a column for the participant is a place, and so is every model that points at a
place, and what the participant's own row points at and calls `identity`. Nothing is listed by
hand, so a new model about participants is in the whole record, in erasure and in the nightly
work from its first day; `ELSEWHERE` names what is not reached this way, with the reason.
"""

import functools
import graphlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from alongside.core import guards
from alongside.core.privacy import END, IDENTITY, Declaration, Keep
from alongside.participants.models import Participant

# Rows about people that no path from a participant leads to, and why that is right.
ELSEWHERE: Mapping[str, str] = {
    "accounts.Factor": "what somebody signs in with; gone with their login",
    "accounts.Session": "where somebody is signed in: they see and end it; gone with their login",
    "accounts.Membership": "roles of people who sign in; a participant's own ends with their login",
    "audit.Chain": "the head of a chain: a length and a code",
    "audit.Event": "history: it is shown as who looked, and forgotten by its own key",
    "audit.Subject": "the key of history; destroyed when somebody is forgotten",
    "directory.EditorArea": "which listings a worker looks after",
    "directory.Framework": "who looks after a way of sorting services",
    "directory.RunPiece": "lines of an imported list of services",
    "directory.Source": "whom to tell when a list of services changes",
    "directory.Suggestion": "what anybody told of a listing, without saying who they are",
    "groups.Host": "who of those who work here runs a group",
    "exchange.Bringing": "a file that was brought in: its name, and how its first rows look",
    "exchange.BringingLine": "why a row of it came in or not; gone after a month",
    "exchange.BringingPiece": "the file itself; gone once it came in, or after two days",
    "outreach.TextsTo": "a number of somebody who works here; gone with their last role",
    "jobs.OutgoingMail": "its words are taken out when it is sent; it names no participant",
    "participants.Likeness": "that two records may be of one person; gone with either",
    "participants.Danger": "that a worker asked for help; what happened is told with the person",
    "participants.Search": "what a worker typed to find somebody; gone after a year",
    "participants.Shown": "what a community's stewards were shown",
    "participants.Steward": "who decides for a community",
    "participants.Taken": "that everything was taken in a file; who was in it reads it as history",
    "participants.Use": "what a community was asked",
    "measures.WorkCheckin": "how the work is for a peer; theirs alone",
    "measures.WorkShown": "what of it they show, and to whom; theirs to take back",
    "peers.StepBack": "how a worker steps back; theirs alone",
    "peers.PeerProfile": "how a worker introduces themselves; theirs to take back",
    "peers.LivedExperience": "what a worker has lived; theirs to take back",
    "outreach.Seen": "what was seen at a place and is needed there; it names nobody",
    "outreach.Shift": "where workers go, and how they are called while they are out",
    "outreach.Stop": "places on the way of workers; as long as their shift",
    "supplies.KitRequest": "who asked for naloxone without an account; erased when it is sent",
    "supplies.Reversal": "that naloxone was used, told with no name",
    "welcome.Presence": "who is here today, under a word for the day; erased when it is closed",
    "welcome.Talk": "that somebody who is here would like to talk; erased with the day",
    "support.NotMine": "what peers were asked for; it names nobody",
    "support.Work": "work in nobody's record: head counts, and names of events",
    "sites.Finish": "how a response ended; it names nobody, and its words go after three years",
    "sites.Look": "that somebody looked in on a person in a room; it names nobody",
    "sites.Use": "what was used in a visit that names nobody",
    "sites.Visit": "a visit with no name; whose it was stands in sites.OwnVisit",
    "sites.Witness": "that a worker was there when somebody was found; theirs alone",
    "rights.Withheld": "what law keeps after an erasure: it names the receipt, not the person",
}
# Found by a keyed digest of the participant, made by the floor that keeps it.
BY_DIGEST: Mapping[str, str] = {"referrals.Rating": "rater"}
# Places that stay when a person is erased: the receipt, which by then names nobody.
RECEIPTS = frozenset({"rights.Erasure"})


@dataclass(frozen=True)
class Place:
    """Rows of `model` in which one of `paths` is the participant's id; or, where `owned` is set,
    the one row that this column of the participant's own row points at."""

    model: Any
    paths: tuple[str, ...] = ()
    owned: str = ""

    @property
    def label(self) -> str:
        return str(self.model._meta.label)

    @property
    def declared(self) -> Declaration:
        found: Declaration = self.model.privacy
        return found

    @property
    def rule(self) -> Keep:
        return self.declared.rule or Keep(str(self.declared.keep))


@functools.cache
def places() -> tuple[Place, ...]:
    """Every place, those first whose rows others point at."""
    found: dict[type[Model], Place] = {Participant: Place(Participant, ("pk",))}
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    ours = [model for model in ours if model._meta.label not in ELSEWHERE]
    for model in ours:
        if model is not Participant and (paths := _direct(model)):
            found[model] = Place(model, paths)
        elif model._meta.label in BY_DIGEST:
            found[model] = Place(model, (BY_DIGEST[model._meta.label],))
    while more := {model: place for model in ours if (place := _behind(model, found))}:
        found |= more
    for field in _keys(Participant):
        owned = Participant.privacy.fields.get(field.name) is IDENTITY
        if owned and field.related_model not in found:
            found[field.related_model] = Place(field.related_model, owned=field.attname)
    return tuple(found[model] for model in _in_order(found))


def place_of(model: Any) -> Place | None:
    return next((place for place in places() if place.model is model), None)


@functools.cache
def dated() -> tuple[Any, ...]:
    """Models of an organisation whose rows are due one by one, by a date of their own; those
    first whose rows others point at."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    found = {}
    for model in ours:
        rule = getattr(getattr(model, "privacy", None), "rule", None)
        if rule is not None and rule.after != END and guards.of_a_tenant(model):
            found[model] = Place(model)
    return tuple(_in_order(found))


def end_days() -> int:
    """How long after the end the whole of a person goes: the longest that any kind asks for."""
    return max(place.rule.days for place in places() if place.rule.after == END)


def _direct(model: type[Model]) -> tuple[str, ...]:
    """Columns that hold a participant's id, whatever they are called."""
    fields = model._meta.concrete_fields
    return tuple(
        field.attname
        for field in fields
        if field.attname == "participant_id" or field.related_model is Participant
    )


def _behind(model: type[Model], found: Mapping[Any, Place]) -> Place | None:
    """A model not found yet that points at one that was, with a key of its own organisation."""
    if model in found:
        return None
    for field in _keys(model):
        at = found.get(field.related_model)
        if at is not None and at.paths and at.label not in BY_DIGEST:
            return Place(model, tuple(f"{field.name}__{path}" for path in at.paths))
    return None


def _keys(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _in_order(found: Mapping[Any, Place]) -> list[Any]:
    order = graphlib.TopologicalSorter(
        {
            model: {
                field.related_model
                for field in _keys(model)
                if field.related_model in found and field.related_model is not model
            }
            for model in sorted(found, key=lambda model: model._meta.label)
        }
    )
    return list(order.static_order())
