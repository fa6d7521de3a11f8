"""The shape of an answer to a request."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.participants import models
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


class HandOver(forms.Form):
    """For each pairing who comes next, or nobody yet."""

    all_optional = True

    def __init__(self, *args: Any, hands: Iterable[Any], rooms: dict[uuid.UUID, int], **kw: Any):
        super().__init__(*args, **kw)
        for hand in hands:
            self.fields[str(hand.pairing.pk)] = forms.TypedChoiceField(
                label=hand.name,
                required=False,
                coerce=uuid.UUID,
                empty_value=None,
                initial=str(hand.proposed or ""),
                choices=[("", _("Nobody yet")), *_named(hand.may_come, rooms)],
            )

    def moves(self) -> dict[uuid.UUID, uuid.UUID]:
        return {uuid.UUID(pk): peer for pk, peer in self.cleaned_data.items() if peer}


def _named(peers: list[tuple[uuid.UUID, str]], rooms: dict[uuid.UUID, int]) -> list[Any]:
    return [
        (str(pk), _("%(name)s, with room for %(n)s") % {"name": name, "n": max(rooms[pk], 0)})
        for pk, name in peers
    ]
