"""Questions and answers as they are read."""

from datetime import date

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from alongside.questions import models, rules

register = template.Library()


@register.filter
def in_words(texts: rules.Texts) -> str | SafeString:
    """In the language of the page; where it is not said in it, in another one, marked as such."""
    here = (get_language() or "en").partition("-")[0]
    said, language = rules.said_in(texts, here)
    return said if language == here else format_html('<span lang="{}">{}</span>', language, said)


@register.filter
def answered(answer: models.Answer) -> str:
    """What was answered, in words."""
    if answer.is_declined:
        return gettext("Rather not say")
    if answer.picked:
        labels = dict(answer.question.labels())
        return ", ".join(labels[slug] for slug in answer.picked if slug in labels)
    if answer.words and answer.question.kind == rules.DAY:
        return date_format(date.fromisoformat(answer.words), "DATE_FORMAT")
    if answer.words and answer.question.kind == rules.NUMBER:
        return number_format(answer.words)
    return answer.words
