"""Which fellowships there are and which pathway each is: words of an import become one of them."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.accounts import access, actors
from alongside.accounts.access import Permission as P
from alongside.audit import actions as audit
from alongside.core import errors
from alongside.directory import models, search
from alongside.directory.rules import changes as rules
from alongside.directory.rules import words


def keep_pathway(
    *,
    by: actors.Actor,
    slug: str,
    name: str = "",
    names: Mapping[str, str] | None = None,
    is_listed: bool = True,
    seen: str | None = None,
) -> models.Pathway:
    """A pathway, new or renamed. Without a name one that ships is called as it ships; `names`
    are by the code of a language, and none leaves them as they are. `seen` is the mark of what
    was shown, empty for a new one; none overwrites whatever is there."""
    access.require(by, P.DIRECTORY_IMPORT)
    with transaction.atomic():
        slug = _slug(slug, 20)
        before = models.Pathway.objects.filter(pk=slug).first()
        kept = before.names if before else {}
        values = {
            "name": name.strip()[:80],
            "names": kept if names is None else _in_languages(names),
            "is_listed": is_listed,
        }
        if _is_so(before, values, seen) and before is not None:
            return before
        last = models.Pathway.objects.aggregate(last=Max("position"))["last"] or 0
        row, _made = models.Pathway.objects.update_or_create(
            slug=slug, defaults=values, create_defaults={**values, "position": last + 1}
        )
        audit.record(by=by, verb="keep-pathway", facts={"slug": row.slug})
    return row


def keep_fellowship(
    *,
    by: actors.Actor,
    slug: str,
    pathway: str,
    name: str = "",
    short: str = "",
    spelled: Iterable[str] = (),
    seen: str | None = None,
) -> models.Fellowship:
    """A fellowship, new or changed, with more ways to write it. Meetings whose lists call it so
    belong to it from now on. `seen` as for a pathway. Raises Problem where the pathway or a
    spelling is not free."""
    access.require(by, P.DIRECTORY_IMPORT)
    with transaction.atomic():
        if not models.Pathway.objects.filter(slug=pathway).exists():
            raise errors.Problem(_("There is no pathway %(slug)s.") % {"slug": pathway})
        values = {"pathway_id": pathway, "name": name.strip()[:120], "short": short.strip()[:20]}
        slug = _slug(slug, 40)
        before = models.Fellowship.objects.filter(pk=slug).first()
        is_so = _is_so(before, values, seen)
        row, _made = models.Fellowship.objects.update_or_create(slug=slug, defaults=values)
        folded = {words.fold(each)[:120] for each in (row.slug, name, short, *spelled)} - {""}
        spelt, touched = _spell(row, folded), _gather(row)
        if is_so and not (spelt or touched):
            return row
        search.reindex(meetings=touched)
        facts = {"slug": row.slug, "meetings": len(touched)}
        audit.record(by=by, verb="keep-fellowship", facts=facts)
    return row


def _is_so(row: Any, values: dict[str, Any], seen: str | None) -> bool:
    """Whether it is already as it shall be, as when a form is sent twice. Raises Stale where it
    is not as it was shown."""
    now = {name: getattr(row, name, None) for name in values}
    if row is not None and now == values:
        return True
    if seen is None or (row is None and not seen) or (row and rules.mark_of(now) == seen):
        return False
    if not seen:
        raise errors.Problem(
            _("There is already one of this name."),
            todo=_("Look for it in the list, and change that one."),
        )
    raise errors.Stale(
        _("Somebody else changed it while you were writing."),
        kept=_("What you wrote is still below."),
        todo=_("Open it again in another window, compare, and keep yours."),
    )


def _in_languages(names: Mapping[str, str]) -> dict[str, str]:
    said = {code: names.get(code, "").strip()[:80] for code, _name in settings.LANGUAGES}
    return {code: name for code, name in said.items() if name}


def _slug(said: str, limit: int) -> str:
    slug = "-".join(words.fold(said).split())[:limit]
    if not slug.isascii() or not slug:
        raise errors.Problem(_("A slug is made of letters, digits and hyphens."))
    return slug


def _spell(row: models.Fellowship, folded: set[str]) -> bool:
    """Whether any of them is new."""
    taken = models.FellowshipSpelling.objects.filter(folded__in=folded).exclude(fellowship=row)
    other = taken.first()
    if other is not None:
        raise errors.Problem(
            _("“%(words)s” already means %(slug)s.")
            % {"words": other.folded, "slug": other.fellowship_id}
        )
    known = set(row.spellings.values_list("folded", flat=True))
    models.FellowshipSpelling.objects.bulk_create(
        models.FellowshipSpelling(fellowship=row, folded=each) for each in sorted(folded - known)
    )
    return bool(folded - known)


def _gather(row: models.Fellowship) -> list[uuid.UUID]:
    """Meetings that are called so and did not belong to it, or whose pathway it decides."""
    spelled = set(row.spellings.values_list("folded", flat=True))
    said = models.Meeting.objects.exclude(fellowship="").values_list("fellowship", flat=True)
    mine = [each for each in said.distinct() if words.fold(each) in spelled]
    new = models.Meeting.objects.filter(fellowship__in=mine).exclude(belongs_to=row)
    old = models.Meeting.objects.filter(belongs_to=row).exclude(pathway=row.pathway_id)
    touched = [*new.values_list("pk", flat=True), *old.values_list("pk", flat=True)]
    models.Meeting.objects.filter(pk__in=old.values("pk")).update(pathway=row.pathway_id)
    models.Meeting.objects.filter(pk__in=new.values("pk"), pathway="").update(
        pathway=row.pathway_id
    )
    new.update(belongs_to=row)
    return touched
