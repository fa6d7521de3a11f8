"""Two people at one form, and values that can't be: both are told, and nothing is lost."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core import errors


def require_same(stored: int, shown: int) -> None:
    if stored != shown:
        raise errors.Stale(
            _("Somebody changed this while you had it open."),
            kept=_("Their change is kept; yours is still in the form."),
            todo=_("Open the page again to see what they changed, then write yours again."),
        )


def require_valid(row: models.Model) -> None:
    """The model's own rules for its values; uniqueness is the database's to say."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise errors.Problem(
            _("Something in this form can’t be right."),
            kept=_("Nothing was changed."),
            todo=_("Look at each line again."),
        ) from error
