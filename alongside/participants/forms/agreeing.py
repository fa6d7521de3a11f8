"""The shape of an agreement: what may leave, to whom, for what, until when; and its signing."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.core import clock, pictures
from alongside.participants import models
from alongside.participants.rules import agreeing, leaving, regimes, sentences

PRIVATE = {"autocomplete": "off"}
DAYS = ("7", "30", "90", "365")
OPEN = "open"
_DAYS = {
    "7": _("in a week"),
    "30": _("in a month"),
    "90": _("in three months"),
    "365": _("in a year"),
}
# Never offered on the screen: these leave by a referral, in an emergency, or by an order.
UNOFFERED = ("referral", "emergency", "protection", "order", "audit")


class Signed(forms.Form):
    """Adults have nothing to fill in."""

    declaration = models.Consent.privacy
    few_needed = True

    signed_age = forms.IntegerField(
        label=_("Your age, if you are under age"),
        help_text=_("Leave it empty if you are an adult."),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.NumberInput(attrs=PRIVATE),
    )

    def age(self) -> int | None:
        found: int | None = self.cleaned_data.get("signed_age")
        return found


def _offered(law: regimes.Regime) -> list[tuple[str, Any]]:
    """What somebody may agree to under this law; what the law knows as one stands last."""
    kinds = [slug for slug in law.kinds if slug != regimes.TPO]
    purposes = {purpose for kind in kinds for purpose in law.kinds[kind].purposes}
    found = [slug for slug in sentences.PURPOSES if slug in purposes and slug not in UNOFFERED]
    return [(slug, capfirst(str(sentences.PURPOSES[slug]))) for slug in found]


class Share(Signed):
    """Who may be told what. Nothing is ticked beforehand but the least that serves, where
    somebody asked."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    asking = forms.UUIDField(widget=forms.HiddenInput, required=False)
    recipient = forms.CharField(
        label=_("Who may be told?"),
        help_text=_("A name: of a person, a service, an office."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    recipient_kind = forms.ChoiceField(label=_("What are they?"))
    purpose = forms.ChoiceField(label=_("What for?"))
    categories = forms.MultipleChoiceField(
        label=_("What may they be told?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as serves. Nothing else leaves."),
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only if you ticked it above."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, **PRIVATE}),
    )
    until = forms.ChoiceField(label=_("When does it end?"))
    members = forms.CharField(
        label=_("If it is a network: who belongs to it"),
        help_text=_("One name on each line. Nobody else is told."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, **PRIVATE}),
    )
    signed_name = forms.CharField(
        label=_("The name you sign with"),
        help_text=_("The one you use here is enough, unless what you share says who you are."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    own_name = forms.BooleanField(label=_("This is my own name"), required=False)

    def __init__(self, *args: Any, law: regimes.Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        kinds = [(slug, capfirst(str(said))) for slug, said in sentences.ASKERS.items()]
        self._offer("recipient_kind", [("", "–"), *kinds])
        offered = _offered(law)
        if regimes.TPO in law.kinds:
            offered.append((regimes.TPO, capfirst(str(sentences.PURPOSES[regimes.TPO]))))
        self._offer("purpose", [("", "–"), *offered])
        said = sentences.CATEGORIES.items()
        apart = {one.slug for one in regimes.CATEGORIES.values() if one.apart} - set(law.kinds)
        self._offer("categories", [(slug, capfirst(str(one))) for slug, one in said
                                   if slug not in {"record", "together"} | apart])  # fmt: skip
        events = [(slug, capfirst(str(one))) for slug, one in sentences.EVENTS.items()]
        ends = [*((days, _DAYS[days]) for days in DAYS), *events[1:]]
        if regimes.TPO in law.kinds:
            ends.append(
                (OPEN, _("when I take it back (only for treatment, payment and operations)"))
            )
        self._offer("until", ends)

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "words" in said.get("categories", ()) and not said.get("words", "").strip():
            self.add_error("words", _("It is ticked above: write it here, or take the tick away."))
        return said

    def at(self) -> datetime:
        """When it was signed."""
        return clock.now()

    def yes(self, *, statements: tuple[str, ...], language: str) -> agreeing.Yes:
        """As it would be signed now. What is typed but not ticked is not kept."""
        said = self.cleaned_data
        ticked = set(said["categories"])
        members = tuple(line.strip() for line in said["members"].splitlines() if line.strip())
        name = said["recipient"].strip()
        how = leaving.NETWORK if members else leaving.NAMED if name else leaving.BY_KIND
        until = said["until"]
        return agreeing.Yes(
            purpose=said["purpose"],
            categories=tuple(slug for slug in regimes.CATEGORIES if slug in ticked),
            recipient=name,
            recipient_kind=said["recipient_kind"],
            how=how,
            members=members,
            until_at=self.at() + timedelta(days=int(until)) if until in DAYS else None,
            until_event=until if until in leaving.EVENTS else "",
            words=said["words"] if "words" in ticked else "",
            name=said["signed_name"],
            own_name=said["own_name"],
            age=self.age(),
            both=bool(said.get("signed_both")),
            statements=statements,
            said=sentences.said(statements),
            language=language,
        )


class Pictures(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Up to a few pictures, each drawn anew."""

    widget = Pictures
    most = 6

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > self.most:
            raise forms.ValidationError(_("Six pictures at most."))
        try:
            return [pictures.redrawn(file.read()) for file in files]
        except ValueError as error:
            raise forms.ValidationError(
                _("This is no picture that we can keep. Take a photo (JPEG, PNG or WebP).")
            ) from error


class WriteDown(Share):
    """Signed on paper, or said aloud: a worker writes down what the person agreed to."""

    way = forms.ChoiceField(label=_("How did they agree?"), widget=forms.RadioSelect)
    given_on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    scans = SeveralFiles(
        label=_("Pictures of the paper"),
        help_text=_("Kept sealed, and seen by nobody but them and whoever walks with them."),
        required=False,
    )
    representative = forms.ChoiceField(
        label=_("Who signed for them, if somebody did"), required=False
    )
    signed_both = forms.BooleanField(
        label=_("Under age, they signed it themselves as well"), required=False
    )
    read_out = forms.BooleanField(
        label=_("I read the sentences above to them before they agreed, in their language")
    )

    def __init__(
        self, *args: Any, representatives: list[models.Representative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = models.Consent.Way
        said = [(way, capfirst(str(ways(way).label))) for way in self.law.ways if way != "screen"]
        self._offer("way", said)
        stands = [(str(row.pk), row.name) for row in representatives]
        self._offer("representative", [("", _("Nobody: they signed themselves")), *stands])
        for name, label in _OF_SOMEBODY.items():
            self.fields[name].label = label

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def at(self) -> datetime:
        """The day it was given; today: now."""
        day: date = self.cleaned_data["given_on"]
        if day == timezone.localdate():
            return clock.now()
        return timezone.make_aware(datetime.combine(day, time(12)))

    def stands(self) -> uuid.UUID | None:
        found = self.cleaned_data["representative"]
        return uuid.UUID(found) if found else None


_OF_SOMEBODY = {
    "words": _("In their own words"),
    "signed_age": _("Their age, if they are under age"),
    "signed_name": _("The name they signed with, or said"),
    "own_name": _("This is their own name"),
}


class Asking(forms.Form):
    """Somebody outside asks for something about a person."""

    declaration = models.Asking.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    recipient = forms.CharField(
        label=_("Who asks?"), max_length=200, widget=forms.TextInput(attrs=PRIVATE)
    )
    recipient_kind = forms.ChoiceField(
        label=_("What are they?"),
        choices=lambda: [(slug, capfirst(str(one))) for slug, one in sentences.ASKERS.items()],
    )
    purpose = forms.ChoiceField(label=_("What for?"))
    words = forms.CharField(
        label=_("What exactly do they want to know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, **PRIVATE}),
    )

    def __init__(self, *args: Any, law: regimes.Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = _offered(law)  # type: ignore[attr-defined]


class AnswerAsking(forms.Form):
    """What the person says to it."""

    declaration = models.Asking.privacy
    all_optional = True

    felt_free = forms.NullBooleanField(
        label=_("Did you feel free to say no?"),
        required=False,
        widget=forms.Select(
            choices=[("unknown", _("I’d rather not say")), ("true", _("Yes")), ("false", _("No"))]
        ),
    )


class Emergency(forms.Form):
    """What was told to those who save a life, written down at once."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    recipient = forms.CharField(
        label=_("Whom did you tell?"), max_length=200, widget=forms.TextInput(attrs=PRIVATE)
    )
    facility = forms.CharField(
        label=_("Where do they work?"),
        help_text=_("The hospital, ambulance or clinic."),
        max_length=200,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    nature = forms.CharField(
        label=_("What was the emergency?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, **PRIVATE}),
    )
    no_consent = forms.CharField(
        label=_("Why could they not be asked?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, **PRIVATE}),
    )
    told = forms.CharField(
        label=_("What did you tell?"),
        help_text=_("Only what saves a life. They read every word of it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, **PRIVATE}),
    )


class Representative(forms.Form):
    """Somebody who may sign for a person, and the paper that says so."""

    declaration = models.Representative.privacy

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Their name"), max_length=120, widget=forms.TextInput(attrs=PRIVATE)
    )
    basis = forms.ChoiceField(
        label=_("Why may they sign?"), choices=models.Representative.Basis.choices
    )
    seen = forms.CharField(
        label=_("Which paper did you look at?"),
        help_text=_("Being family is not enough: look at the order or the signed paper."),
        max_length=300,
        widget=forms.TextInput(attrs=PRIVATE),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What may they sign?"), widget=forms.CheckboxSelectMultiple
    )
    until_on = forms.DateField(
        label=_("Until when, if the paper says so"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, law: regimes.Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(slug, sentences.KINDS[slug]) for slug in law.kinds]
        self.fields["kinds"].choices = said  # type: ignore[attr-defined]


class Law(forms.Form):
    """Which law a programme is under."""

    programme = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    regime = forms.ChoiceField(label=_("Which law protects these people?"), required=False)
    minors_from = forms.IntegerField(
        label=_("From which age do they sign alone?"),
        help_text=_("As the law of your place says. Empty: from adulthood only."),
        required=False,
        min_value=0,
        max_value=21,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        laws = [
            (slug, f"{name} – {said}" if name != "–" else str(said))
            for slug, (name, said) in sentences.REGIMES.items()
        ]
        none = ("", _("None chosen yet: nothing leaves"))
        self.fields["regime"].choices = [none, *laws]  # type: ignore[attr-defined]
