"""The shape of a sheet and of a question, as they are typed on a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core import errors, sentences
from alongside.questions import models, rules
from alongside.support.forms import Identified

PLAIN = {"autocomplete": "off"}


def _texts(form: forms.Form, name: str) -> dict[str, str]:
    """What was typed into the fields of one name, by language."""
    return {one: form.cleaned_data.get(f"{name}_{one}", "") for one in rules.WRITTEN}


class Facts(forms.Form):
    """What is said of a sheet, but for its questions."""

    declaration = models.Sheet.privacy
    few_needed = True

    they_answer = forms.BooleanField(
        label=_("People may answer by themselves, on their own page"),
        help_text=_("They read what is written down about them either way, and may change it."),
        required=False,
    )
    keep_days = forms.TypedChoiceField(
        label=_("How long is an answer kept?"),
        help_text=_("No longer than it is needed. It is erased by itself."),
        choices=list(rules.KEPT.items()),
        coerce=int,
        initial=365,
    )
    programme = forms.UUIDField(label=_("In which programme?"), required=False, widget=forms.Select)

    def __init__(
        self, *args: Any, programmes: list[tuple[str, str]], one: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for at, slug in enumerate(rules.WRITTEN):
            self.fields[f"name_{slug}"] = forms.CharField(
                label=_("What are these questions called, in %(language)s?")
                % {"language": sentences.language(slug)},
                help_text=_("A few words, as people read them above the questions.")
                if not at
                else "",
                required=False,
                max_length=rules.LONGEST_NAME,
                widget=forms.TextInput(attrs=PLAIN | {"lang": slug}),
            )
        choices = programmes if one else [("", _("In all of them")), *programmes]
        self.fields["programme"].widget.choices = choices
        self.order_fields([f"name_{one}" for one in rules.WRITTEN])

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "names": _texts(self, "name"),
            "they_answer": said["they_answer"],
            "keep_days": said["keep_days"],
            "programme": said["programme"],
        }


class NewSheet(Facts, Identified):
    about = forms.ChoiceField(
        label=_("When are they asked?"),
        choices=[
            ("person", _("About somebody: once, and put right when it changes")),
            ("contact", _("With a time together: each time anew")),
        ],
        initial="person",
        widget=forms.RadioSelect,
    )


class EditSheet(Facts):
    version = forms.IntegerField(widget=forms.HiddenInput)


class Question(Identified):
    """One question, in one to three languages."""

    declaration = models.Question.privacy
    few_needed = True

    kind = forms.ChoiceField(
        label=_("How is it answered?"), choices=list(rules.KINDS.items()), initial=rules.ONE
    )
    is_careful = forms.BooleanField(
        label=_("Nobody needs to answer this to be helped here"),
        help_text=_(
            "Tick it where you ask about sex or gender, health, papers, law, family or faith. "
            "Everybody reads it beside the question."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug in rules.WRITTEN:
            lang = {"lang": slug} | PLAIN
            self.fields[f"words_{slug}"] = forms.CharField(
                label=_("The question"),
                required=False,
                max_length=rules.LONGEST_QUESTION,
                widget=forms.TextInput(attrs=lang),
            )
            self.fields[f"why_{slug}"] = forms.CharField(
                label=_("Why do you ask? What is it for?"),
                help_text=_("Whoever is asked reads it. Without a reason nothing is asked."),
                required=False,
                max_length=rules.LONGEST_WHY,
                widget=forms.TextInput(attrs=lang),
            )
            self.fields[f"options_{slug}"] = forms.CharField(
                label=_("The answers to choose from"),
                help_text=_("For a list: one on each line."),
                required=False,
                max_length=rules.MOST_OPTIONS * (rules.LONGEST_OPTION + 2),
                widget=forms.Textarea(attrs={"rows": 4} | lang),
            )

    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields of each language, and what it is called."""
        parts = ("words", "why", "options")
        return [
            (slug, sentences.language(slug), [self[f"{part}_{slug}"] for part in parts])
            for slug in rules.WRITTEN
        ]

    def asked(self) -> rules.Wording:
        """Of a form that is valid. Raises a Problem where the lists do not fit each other."""
        options = rules.options_of(_texts(self, "options"))
        if options is None:
            raise errors.Problem(rules.LACKS["options-languages"])
        said = self.cleaned_data
        return rules.Wording(
            kind=said["kind"],
            words=rules.trimmed(_texts(self, "words")),
            why=rules.trimmed(_texts(self, "why")),
            options=options if said["kind"] in rules.LISTED else [],
            is_careful=said["is_careful"],
        )


def as_it_is(row: models.Question) -> dict[str, Any]:
    """What a form begins with, to say it otherwise."""
    said: dict[str, Any] = {"kind": row.kind, "is_careful": row.is_careful}
    for slug in rules.WRITTEN:
        said[f"words_{slug}"] = row.words.get(slug, "")
        said[f"why_{slug}"] = row.why.get(slug, "")
        said[f"options_{slug}"] = "\n".join(one.get(slug, "") for one in row.options).strip()
    return said


def named(row: models.Sheet) -> dict[str, Any]:
    said = {f"name_{slug}": row.names.get(slug, "") for slug in rules.WRITTEN}
    return said | {
        "version": row.version,
        "they_answer": row.they_answer,
        "keep_days": row.keep_days,
        "programme": row.programme_id,
    }


class Move(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    up = forms.BooleanField(required=False)
