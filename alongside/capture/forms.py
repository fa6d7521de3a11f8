"""The shape of what is decided about what a phone brought, and of a sheet at a desk."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.capture import kinds as playing
from alongside.capture import rules, schemas
from alongside.capture.queries import Listed
from alongside.core import ids
from alongside.core.privacy import Words
from alongside.followups.models import Touch
from alongside.supplies.rules import naloxone
from alongside.support import models as support
from alongside.support.forms import At
from alongside.support.forms import contacts as support_forms

AGAIN, THEN, NAMELESS, DROP = "again", "then", "nameless", "drop"
COUNTED, EXPIRED, LOT, STOCK = "counted", "expired", "lot", "stock"
SEND_ON, SEND_BACK = "send-on", "send-back"
ALL = (AGAIN, THEN, NAMELESS, DROP, COUNTED, EXPIRED, LOT, STOCK, SEND_ON, SEND_BACK)
CHOICES = [(one, one) for one in ALL]


class Decide(forms.Form):
    """One button of several. `happened_at` belongs to `then`, `person` to `send-on`; `counted`,
    `lot` and `stock` to the buttons of those names."""

    all_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    do = forms.ChoiceField(choices=CHOICES, widget=forms.HiddenInput)
    happened_at = At(label=_("When was it?"), required=False)
    counted = forms.IntegerField(label=_("I count"), required=False, min_value=0, max_value=100_000)

    def __init__(
        self,
        *args: Any,
        keepers: Iterable[tuple[str, str]] = (),
        lots: Iterable[tuple[str, str]] = (),
        stocks: Iterable[tuple[str, str]] = (),
        zone: str = "UTC",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        self.fields["person"] = _one(_("Who decides?"), keepers)
        self.fields["stock"] = _one(_("Out of which stock?"), stocks)
        self.fields["lot"] = forms.ChoiceField(
            label=_("Which number is on the box?"), required=False, choices=list(lots)
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("do") == SEND_ON and not said.get("person"):
            self.add_error("person", _("Choose somebody."))
        if said.get("do") == THEN and not said.get("happened_at"):
            self.add_error("happened_at", _("Say when it was."))
        if said.get("do") == COUNTED and said.get("counted") is None:
            self.add_error("counted", _("Write how many were there before it."))
        if said.get("do") == STOCK and not said.get("stock"):
            self.add_error("stock", _("Choose a stock."))
        return said


NOT_SAID = ("", "–")
BESIDE = {"class": "choices-beside"}
BACK = [("take-back", _("They were brought back")), ("clean-up", _("I picked them up outside"))]


def _number(label: Words, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, widget=widget, **more
    )


def _one(label: Words, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[NOT_SAID, *choices], required=False)


TOLD = ["told", "doses", "breaths", "ambulance", "outcome"]
TYPED = ("kits", "told", "doses", "back", "followup", "happened_at")  # the others begin full


def _is_open(rows: list[forms.BoundField]) -> bool:
    typed = [row for row in rows if row.name in TYPED or row.name.startswith("n-")]
    return any(row.errors for row in rows) or any(row.data for row in typed)


class Sheet(forms.Form):
    """A time together with all that went with it: what is left empty was not."""

    declaration = support.Contact.privacy
    all_optional = True

    id = forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)
    kinds = support_forms.kinds()
    stock = _one(_("Out of which stock?"), ())
    kits = _number(_("Kits of naloxone"), 100)
    route = forms.ChoiceField(
        label=_("Which kind?"), choices=list(naloxone.ROUTES.items()), required=False
    )
    taught = forms.MultipleChoiceField(
        label=_("What did you show them?"),
        choices=list(naloxone.TAUGHT.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    told = forms.BooleanField(
        label=_("They told of a kit that was used"),
        required=False,
        help_text=_("Everything here is optional, and names nobody."),
    )
    doses = _number(_("Doses of naloxone"), naloxone.MOST_DOSES)
    breaths = _one(_("Did somebody breathe for them?"), naloxone.YES_NO.items())
    ambulance = _one(_("Was an ambulance called?"), naloxone.AMBULANCE.items())
    outcome = _one(_("How did it end?"), naloxone.OUTCOMES.items())
    back = _number(_("How many used ones, about?"), 10_000)
    back_item = forms.ChoiceField(label=_("What?"), required=False)
    back_from = forms.ChoiceField(label=_("Where were they from?"), choices=BACK, required=False)
    followup = _one(_("With whom did you try to be in touch?"), ())
    came_of = _one(_("What came of it?"), Touch.CameOf.choices)
    way = _one(_("How?"), Touch.Way.choices)
    minutes = support_forms.minutes()
    setting = forms.ChoiceField(
        label=_("Where was it?"), choices=support.Setting.choices, initial="street"
    )
    happened_at = At(
        label=_("When was it?"), required=False, help_text=_("Leave it empty if it was just now.")
    )

    def __init__(self, *args: Any, listed: Listed, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].zone = zone  # type: ignore[attr-defined]
        self._choose("stock", listed.stocks)
        self._choose("back_item", listed.back)
        self._choose("followup", listed.followups)
        if not listed.stocks:
            for name in ("stock", "back", "back_item", "back_from"):
                del self.fields[name]
        if not listed.followups:
            for name in ("followup", "came_of", "way"):
                del self.fields[name]
        self.items = listed.items if listed.stocks else []
        for slug, words in self.items:
            self.fields[f"n-{slug}"] = _number(words, 1000)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        first = [] if name == "back_item" else [NOT_SAID]
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[Words, list[forms.BoundField], bool]]:
        """What each is called, its fields, and whether something stands in it."""
        parts = {
            _("Supplies"): [f"n-{slug}" for slug, _words in self.items],
            _("A naloxone kit"): ["kits", "route", "taught"],
            _("They told of a kit that was used"): TOLD,
            _("Used ones, back or picked up"): ["back", "back_item", "back_from"],
            _("Follow-up"): ["followup", "came_of", "way"],
            _("How long, where, when"): ["minutes", "setting", "happened_at"],
        }
        found = {
            words: [self[n] for n in names if n in self.fields] for words, names in parts.items()
        }
        return [(words, rows, _is_open(rows)) for words, rows in found.items() if rows]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        out = any(said.get(f"n-{slug}") for slug, _words in self.items) or said.get("back")
        if out and not said.get("stock"):
            self.add_error("stock", _("Choose a stock."))
        if said.get("followup") and not (said.get("came_of") and said.get("way")):
            self.add_error("came_of", _("Say what came of the follow-up, and how you tried."))
        return said

    def around(self, person: uuid.UUID | None, *, now: datetime) -> playing.Around:
        said = self.cleaned_data
        return playing.Around(said["id"], said["happened_at"] or now, person=person)

    def parts(self, *, is_named: bool) -> list[schemas.Part]:
        """A story never leads to a person: only a kit for nobody named is tied to it."""
        said = self.cleaned_data
        parts: list[schemas.Part] = []
        stock = ids.parse(said.get("stock") or "")

        def part(kind: str, body: dict[str, Any], **more: Any) -> None:
            row = rules.part_id(said["id"], kind)
            parts.append(schemas.Part(id=row, kind=kind, body=body, **more))

        part("contact", {name: said[name] for name in ("kinds", "minutes", "setting")})
        lines = [{"item": slug, "count": said.get(f"n-{slug}")} for slug, _words in self.items]
        if out := [line for line in lines if line["count"]]:
            part("hand-out", {"lines": out}, place=stock)
        if said.get("back"):
            used = {"item": said["back_item"], "count": said["back"]}
            part(said["back_from"] or "take-back", used, place=stock, named=False)
        if said["told"]:
            told = {name: said[name] for name in ("doses", "breaths", "ambulance", "outcome")}
            part("reversal", told, named=False)
        if said["kits"]:
            kit = {name: said[name] for name in ("route", "kits", "taught")}
            if said["told"] and not is_named:
                kit |= {"reversal": rules.part_id(said["id"], "reversal"), "reason": "used"}
            part("kit", kit, place=stock)
        if said.get("followup"):
            tried = {name: said[name] for name in ("followup", "came_of", "way")}
            part("follow-up", tried, named=False)
        return parts
