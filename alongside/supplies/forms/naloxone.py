"""The shape of what people write about naloxone, at work and on the open pages."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import clock, ids
from alongside.core.privacy import Words
from alongside.supplies import models
from alongside.supplies.rules import naloxone as rules

PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
BESIDE = {"class": "choices-beside"}
Choices = Sequence[tuple[str, Words]]


def _id() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=ids.new)


def _one(label: Words, of: Mapping[str, Words], **more: Any) -> forms.ChoiceField:
    """One of these, or none: the last says that it is not said."""
    return forms.ChoiceField(
        label=label,
        choices=[*of.items(), ("", _("Rather not say, or not known"))],
        required=False,
        widget=forms.RadioSelect(attrs=BESIDE),
        **more,
    )


def _some(label: Words, of: Mapping[str, Words], **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(of.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=BESIDE),
        **more,
    )


def _number(label: Words, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


def _line(
    label: Words, size: int, *, required: bool = False, help_text: Words = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=size,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=PRIVATE),
    )


def _select(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class _Where(forms.Form):
    """An area of the organisation's own, if one is said."""

    area = forms.ChoiceField(label=_("Roughly where does it go?"), required=False)

    def offer_areas(self, areas: Sequence[models.Area]) -> None:
        if not areas:
            del self.fields["area"]
            return
        _select(self, "area", [("", _("Not asked")), *((str(a.pk), a.name) for a in areas)])

    def area_id(self) -> uuid.UUID | None:
        return ids.parse(self.cleaned_data.get("area", ""))


class _Out(_Where):
    """Something goes out, from a place that keeps count or from nowhere that does."""

    item = forms.ChoiceField(label=_("What goes out?"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("From where?"), required=False)

    def __init__(
        self,
        *args: Any,
        items: Choices,
        places: Sequence[models.Place],
        areas: Sequence[models.Area],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _select(self, "item", items)
        self.fields["item"].initial = items[0][0] if items else None
        held: Choices = [(str(place.pk), place.name) for place in places]
        _select(self, "place", [*held, ("", _("From nowhere that keeps count"))])
        if not places:
            del self.fields["place"]
        self.offer_areas(areas)

    def out_of(self) -> dict[str, Any]:
        said = self.cleaned_data
        place = ids.parse(said.get("place", ""))
        return {"item": said["item"], "place": place, "area": self.area_id()}


class GiveKit(_Out):
    """A kit goes out: two taps, and more only where there is time."""

    declaration = models.Kit.privacy
    few_needed = True

    id = _id()
    reversal = forms.UUIDField(required=False, widget=forms.HiddenInput)
    participant = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kits = _number(_("How many?"), 1, rules.MOST_KITS, initial=1)
    taught = _some(
        _("What did you show them? Two minutes are enough."),
        rules.TAUGHT,
        help_text=_("Nothing at all is fine too: people may know, or be in a hurry."),
    )
    people = _number(_("How many people were there?"), 1, 1000, initial=1)
    reason = _one(_("Why, if they said it by themselves?"), rules.REASONS)
    way = forms.ChoiceField(label=_("How does it go out?"), choices=list(rules.WAYS_OUT.items()))
    for_others = _number(
        _("For how many others do they take some along?"), 0, 1000, initial=0, required=False
    )
    knowingly_expired = forms.BooleanField(
        label=_("It is past its date, and they know"), required=False
    )
    there = _number(
        _("I count"),
        0,
        rules.MOST_KITS,
        required=False,
        help_text=_("Only if the page says that there are fewer: how many were there before?"),
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        there = said["there"]
        return {
            **self.out_of(),
            "id": said["id"],
            "kits": said["kits"],
            "reversal": said["reversal"],
            "participant": said["participant"],
            "taught": said["taught"],
            "people": said["people"],
            "reason": said["reason"],
            "way": said["way"],
            "for_others": said["for_others"] or 0,
            "knowingly_expired": said["knowingly_expired"],
            "counted": None if there is None else {said["item"]: there},
        }


class Story(forms.Form):
    """Naloxone was used. Everything may stay empty."""

    declaration = models.Reversal.privacy
    about_somebody = True  # though it names nobody
    all_optional = True

    id = _id()
    happened_on = forms.DateField(
        label=_("When was it, roughly?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    doses = _number(_("How many doses?"), 0, rules.MOST_DOSES, required=False)
    route = _one(_("What kind was it?"), rules.ROUTES_USED)
    breaths = _one(_("Did somebody breathe for them?"), rules.YES_NO)
    ambulance = _one(_("Was an ambulance called?"), rules.AMBULANCE)
    why_not = _some(_("If not: what kept people from it?"), rules.WHY_NOT)
    stayed = _one(_("Did somebody stay with them?"), rules.YES_NO)
    outcome = _one(_("How did it end, as far as you know?"), rules.OUTCOMES)
    who = _one(_("Who was it?"), rules.WHO)
    setting = _one(_("What kind of place was it?"), rules.SETTINGS)
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Leave out names, please: yours, theirs, and the address."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, **PRIVATE}),
    )
    may_pass_on = forms.BooleanField(
        label=_("These words may be read to others, so that they learn from it"), required=False
    )

    def told(self) -> rules.Told:
        said = self.cleaned_data
        names = ("doses", "words", "may_pass_on", *rules.ANSWERS)
        return rules.Told(why_not=tuple(said["why_not"]), **{name: said[name] for name in names})

    def happened_at(self, zone: str) -> datetime | None:
        """Midday of that day where the organisation is; today it is now at the latest."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is None:
            return None
        midday = datetime.combine(day, time(12), ZoneInfo(zone))
        now = clock.now()
        return (
            min(midday, now) if midday.date() == now.astimezone(ZoneInfo(zone)).date() else midday
        )


class RecordReversal(Story, _Where):
    """At work: somebody tells it, and a worker writes it down with them."""

    field_order = ("id", "happened_on", "area")

    def __init__(self, *args: Any, areas: Sequence[models.Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].label = _("Roughly where?")
        self.offer_areas(areas)


class _ToSomebody(forms.Form):
    """On an open page: to which organisation, and a trap for machines."""

    why: Mapping[str, Words] = {"homepage": "", "organisation": ""}

    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(
        label=_("Who should get it?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("They do not take this now. Choose another.")},
    )

    def offer_to(self, offers: Sequence[models.KitOffer]) -> None:
        choices = [(str(row.organisation_id), row.organisation.name) for row in offers]
        _select(self, "organisation", choices)
        if len(choices) == 1:
            field = self.fields["organisation"]
            field.initial, field.widget = choices[0][0], forms.HiddenInput()

    def organisation_id(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["organisation"])


class TellStory(_ToSomebody, Story):
    """The open page: no name, no account, nothing that has to be filled in."""

    field_order = ("id", "organisation", "happened_on", "place")

    place = _line(
        _("Roughly where?"),
        80,
        help_text=_(
            "A town, or the first half of a postal code. We keep only the county or district."
        ),
    )

    def __init__(self, *args: Any, offers: Sequence[models.KitOffer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_to(offers)


class AskForKit(_ToSomebody):
    """The open page: naloxone by post or by hand."""

    declaration = models.KitRequest.privacy
    few_needed = True

    id = _id()
    way = forms.ChoiceField(
        label=_("How should it come?"),
        choices=models.KitRequest.Way,
        widget=forms.RadioSelect,
        initial=models.KitRequest.Way.POST,
    )
    to = _line(
        _("Where to?"),
        400,
        required=True,
        help_text=_("For post: the address. For handing over: where and when it suits you."),
    )
    called = _line(
        _("Which name goes on it?"),
        60,
        help_text=_("Any name that reaches you. It may stay empty."),
    )
    reach_at = _line(
        _("How can we reach you, if we have to?"),
        200,
        help_text=_("A number or an address. It may stay empty."),
    )
    route = _one(_("Which kind?"), rules.ROUTES)
    kits = forms.TypedChoiceField(
        label=_("How many?"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, rules.MOST_ASKED + 1)],
        initial=1,
    )
    words = _line(_("Anything else we should know?"), 500)
    field_order = ("id", "organisation", "way", "to", "called", "reach_at", "route", "kits")

    def __init__(self, *args: Any, offers: Sequence[models.KitOffer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_to(offers)

    def asked(self) -> dict[str, Any]:
        names = ("id", "way", "to", "called", "reach_at", "route", "kits", "words")
        return {name: self.cleaned_data[name] for name in names}


class SendKit(_Out):
    """It is on its way."""

    field_order = ("item", "place", "area")


class OfferKits(forms.Form):
    """What anybody may ask us for."""

    few_needed = True

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    posts = forms.BooleanField(label=_("We send naloxone by post"), required=False)
    hands_over = forms.BooleanField(label=_("We hand it over where somebody is"), required=False)
    hears_stories = forms.BooleanField(
        label=_("Anybody may tell us that naloxone was used"), required=False
    )
    where = _line(_("Where to?"), 200, help_text=_("As people call it: “Moncton and around”."))
    days = _number(_("After how many days is it there, as a rule?"), 1, 60, initial=7)


class AddArea(forms.Form):
    id = _id()
    name = _line(_("Which county, district, or first half of a postal code?"), 120, required=True)


class Near(forms.Form):
    """Where somebody looks for naloxone. Nothing of it is kept."""

    place = _line(_("Town or postal code"), 120)
    at = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
