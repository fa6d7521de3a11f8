"""Time together in the units that a funder asks for, day by day: to print and sign, or in
columns."""

import csv
import io
import uuid
from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import errors, formulas
from alongside.participants import models as records
from alongside.support.queries import units as queries
from alongside.support.rules import units as rules
from alongside.support.views import plans


@access.needs(P.PLAN_READ)
def sheet(request: access.Request, participant: uuid.UUID | None = None) -> HttpResponse:
    """How much time together was it? `?month=2026-11`; this month without."""
    found = plans.look(request, participant)
    month = _month(request, found)
    words = month.unit.said(get_language() or "en") if month else ""
    context = {"month": month, "unit_words": words}
    return plans.page(request, "support/units.html", found, context)


@access.needs(P.PLAN_READ)
def table(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """The same in columns. It names nobody: whoever passes it on says whose it is."""
    month = _month(request, plans.look(request, participant))
    if month is None:
        raise errors.Missing(_("No funder asks for units here."))
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Day"), _("Kind"), _("Began"), _("Minutes"), _("Units"), _("Peer"), _("Rule")])
    rows.writerows(_lines(month))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"units-{month.first.isoformat()[:7]}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(month: queries.Month) -> Iterator[list[str | int]]:
    rule = month.unit.said(get_language() or "en")
    for day in month.days:
        kind = _("in a group") if day.in_group else _("not in a group")
        peers = formulas.safe(", ".join(day.peers))
        starts = " ".join(at.strftime("%H:%M") for at in day.starts)
        yield [day.on.isoformat(), kind, starts, day.minutes, day.units, peers, rule]


def _month(request: access.Request, found: records.Participant) -> queries.Month | None:
    first = rules.month_of(request.GET.get("month", ""), today=plans.today(found))
    return queries.month(request.by, found, first)
