"""How an agreement, and what left under it, is said to people."""

from django import template
from django.forms import Form
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from alongside.accounts import roles
from alongside.core.privacy import Words
from alongside.core.sentences import beside
from alongside.participants import models
from alongside.participants.rules import sentences

register = template.Library()


@register.filter
def category(slug: str) -> Words:
    return sentences.CATEGORIES.get(slug, slug)


@register.filter
def purpose(slug: str) -> Words:
    return sentences.PURPOSES.get(slug, slug)


@register.filter
def asker(slug: str) -> Words:
    return sentences.ASKERS.get(slug, slug)


@register.filter
def exception(slug: str) -> Words:
    return sentences.EXCEPTIONS.get(slug, slug)


@register.filter
def role_name(slug: str) -> Words:
    """What somebody was when they did it."""
    return roles.ROLES[slug].name if slug in roles.ROLES else ""


@register.filter
def law(slug: str) -> str:
    return sentences.REGIMES[slug][0] if slug in sentences.REGIMES else ""


@register.filter
def notice(regime: str) -> tuple[Words, ...]:
    """What goes with everything that leaves under this law."""
    return sentences.NOTICES.get(regime, ())


@register.filter
def to_whom(consent: models.Consent) -> str:
    """A name; for a kind or a network, which."""
    if consent.recipient_how == models.Consent.How.KIND:
        return str(asker(consent.recipient_kind))
    if consent.recipient_how == models.Consent.How.NETWORK:
        return beside(consent.recipient, ", ".join(consent.recipient_members))
    return consent.recipient


@register.filter
def until(consent: models.Consent) -> str:
    """A day, what it ends with, or that it lasts until it is taken back."""
    if consent.until_at:
        return formats.date_format(consent.until_at, "DATE_FORMAT")
    said = sentences.EVENTS.get(consent.until_event)
    return str(said) if said else gettext("until it is taken back")


@register.filter
def kind(slug: str) -> Words:
    return sentences.KINDS.get(slug, slug)


@register.filter
def hidden(form: Form, name: str) -> SafeString:
    """One field of a form that is read back, not typed again."""
    return form[name].as_hidden()


@register.filter
def words_of(text: str) -> list[str]:
    return text.split()
