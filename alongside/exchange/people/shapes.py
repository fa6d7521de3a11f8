"""Which tables of people there can be, what stands in their columns, and by which headings people
know them, in three languages. Our own files use the slugs."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from alongside.exchange.people import columns, doings, persons, ways
from alongside.exchange.people.columns import Field, Kind

# In the order in which they come in: who, then what they agreed to, then what was done.
KIND: Mapping[str, columns.Kind] = {
    kind.slug: kind
    for kind in (
        persons.PEOPLE,
        persons.PEERS,
        persons.WALKING,
        doings.AGREEMENTS,
        doings.GOALS,
        doings.HELPS,
        ways.JOURNEY,
        ways.WHERE,
        doings.CONTACTS,
        doings.GROUPS,
        doings.ATTENDANCE,
    )
}

# What goes out, and is not read back: questions belong to whoever asks them.
OUT_ONLY: Mapping[str, columns.Kind] = {
    "answers": columns.Kind(
        "answers",
        _("Answers to questions of the organisation"),
        _("What somebody answered, or would rather not say. Alongside does not read these back."),
        "",
        (
            columns.reference(""),
            columns.PERSON,
            columns.Field("contact", _("The time together"), ""),
            columns.Field("sheet", _("What the questions are called"), ""),
            columns.Field("question", _("What was asked"), ""),
            columns.Field("kind", _("How it is answered"), ""),
            columns.Field("answer", _("The answer"), ""),
            columns.Field("declined", _("Rather not say"), ""),
            columns.Field("by_self", _("Said by themselves"), ""),
            columns.Field("happened", _("When"), ""),
            columns.Field("kept_until", _("Kept until"), ""),
        ),
    )
}

__all__ = ["KIND", "OUT_ONLY", "Field", "Kind"]
