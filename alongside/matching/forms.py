"""The shape of an answer to a request."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import ids
from alongside.participants import models
from alongside.participants.forms import saying
from alongside.participants.rules import LONGEST_WORDS


class Propose(forms.Form):
    declaration = models.Request.privacy

    version = forms.IntegerField(widget=forms.HiddenInput)
    profiles = forms.TypedMultipleChoiceField(
        label=_("Whom do you introduce?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one peer to introduce."),
            "invalid_choice": _(
                "One of these peers has no room any more, or took their introduction back."
            ),
        },
    )
    words = forms.CharField(
        label=_("Add a few words"),
        help_text=_("They read this above the introductions."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, profiles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profiles"].choices = profiles  # type: ignore[attr-defined]

    def ticked(self) -> list[str]:
        return [str(value) for value in self["profiles"].value() or []]


class SayAnswer(saying.Told):
    """What somebody said, aloud or on paper, to those who were introduced."""

    declaration = models.Request.privacy

    answer = forms.ChoiceField(label=_("What do they say?"), widget=forms.RadioSelect)
    field_order = ("id", "answer", "told")

    def __init__(self, *args: Any, offers: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = {str(offer.proposal.pk): offer.profile.called for offer in offers}
        field: Any = self.fields["answer"]
        field.choices = [
            *(
                (f"choose:{pk}", _("They choose %(name)s") % {"name": who})
                for pk, who in called.items()
            ),
            *((f"decline:{pk}", _("Not %(name)s") % {"name": who}) for pk, who in called.items()),
            ("others", _("None of these: they ask for others")),
        ]

    def told_answer(self) -> dict[str, Any]:
        said = self.cleaned_data
        choice, _sign, proposal = said["answer"].partition(":")
        same = {name: said[name] for name in ("id", "told")}
        return same | {"choice": choice, "proposal": ids.parse(proposal)}


class HandOver(forms.Form):
    """For each pairing who comes next, or nobody yet."""

    all_optional = True

    def __init__(self, *args: Any, hands: Iterable[Any], rooms: dict[uuid.UUID, int], **kw: Any):
        super().__init__(*args, **kw)
        for hand in hands:
            self.fields[str(hand.pairing.pk)] = forms.ChoiceField(
                label=hand.name,
                required=False,
                initial=str(hand.proposed or ""),
                choices=[("", _("Nobody yet")), *_named(hand.may_come, rooms)],
            )


def _named(peers: list[tuple[uuid.UUID, str]], rooms: dict[uuid.UUID, int]) -> list[Any]:
    return [
        (str(pk), _("%(name)s (free places: %(n)s)") % {"name": name, "n": max(rooms[pk], 0)})
        for pk, name in peers
    ]


def moves(sent: Mapping[str, Any]) -> dict[uuid.UUID, uuid.UUID]:
    """By pairing, who comes next: as it was sent, also where it was sent before."""
    pairs = ((ids.parse(name), ids.parse(str(value))) for name, value in sent.items())
    return {pairing: peer for pairing, peer in pairs if pairing and peer}
