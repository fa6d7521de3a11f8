"""Supplies: what was handed out, what came back, what was picked up. What was put right is taken
off on the day on which the wrong thing was said to have happened."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.accounts import actors
from alongside.core.privacy import Words
from alongside.insights.rules import definitions
from alongside.insights.rules.measures import THINGS, TIMES, Fact, Measure, Split
from alongside.supplies import models, policy
from alongside.supplies.policy import naloxone
from alongside.supplies.rules import catalogue, stock

What = models.Entry.What
WHO = "entry__given__participant_id"


def _spoken(words: catalogue.Words) -> str:
    return definitions.spoken(words, get_language() or "en")


listed: Callable[[catalogue.Words], Words] = lazy(_spoken, str)

# Naloxone has its own measures: counted here as well, one could be worked out from the other.
KIND = Split(
    _("Kind"),
    {slug: listed(words) for slug, words in catalogue.KINDS.items() if slug != catalogue.NALOXONE},
)
ITEM = Split(
    _("Thing"),
    {slug: listed(one.names) for slug, one in catalogue.SHIPPED.items() if not one.is_naloxone},
)
SYRINGES = Split(_("Whether it is a syringe"), {"yes": _("syringes"), "no": _("other things")})
TO = Split(
    _("To whom"),
    {"hand": _("to people, from hand to hand"), **stock.BULK},
)
FOR = Split(
    _("For whom"),
    {"there": _("who stood there"), "others": _("others, to whom they took it")},
)
MEASURES = {
    "supplies.out": Measure(
        words=_("Things handed out, without naloxone"),
        counted=_(
            "As many as were handed out, in the unit in which they are kept: pieces, kits, packs. "
            "What was passed on in bulk counts too. Naloxone is counted by itself."
        ),
        splits={"kind": KIND, "item": ITEM, "syringe": SYRINGES, "to": TO},
        asks=(THINGS, TIMES),
    ),
    "supplies.times": Measure(
        words=_("Times that things were handed over"),
        counted=_(
            "Each handing over once, however much was in it. Somebody who comes twice is "
            "counted twice. Naloxone by post, into a box or many at once is no handing over."
        ),
        splits={"to": TO},
        asks=(THINGS,),
    ),
    "supplies.people": Measure(
        words=_("People things were for"),
        counted=_(
            "Who stood there, and how many others they said they take things to. Without "
            "names nobody can say who was there before: each time counts anew."
        ),
        splits={"for": FOR},
        asks=(THINGS,),
    ),
    "supplies.back": Measure(
        words=_("Used things brought back"),
        counted=_("As many as were brought back, as they were counted or guessed there."),
        splits={"syringe": SYRINGES},
        asks=(THINGS, TIMES),
    ),
    "supplies.cleaned": Measure(
        words=_("Used things picked up outside"),
        counted=_("As many as were picked up. Nobody stands behind them."),
        splits={"syringe": SYRINGES},
        asks=(THINGS,),
        about_people=False,
    ),
    "supplies.gone": Measure(
        words=_("Things lost or thrown away"),
        counted=_("As many as were lost, broken or past their date. Nobody stands behind them."),
        splits={
            "kind": KIND,
            "why": Split(
                _("Why"),
                {"lost": _("lost or broken"), "expired": _("thrown away, past its date")},
            ),
        },
        asks=(THINGS,),
        about_people=False,
    ),
}
MEASURE_OF = {
    What.OUT: "supplies.out",
    What.BACK: "supplies.back",
    What.CLEANED: "supplies.cleaned",
    What.LOST: "supplies.gone",
    What.EXPIRED: "supplies.gone",
}


def facts(by: actors.Actor, since: datetime, until: datetime) -> Iterator[Fact]:
    """Three queries, however much there is."""
    things = catalogue.catalogue(policy.items_for(by))
    within = {"happened_at__gte": since, "happened_at__lt": until}
    day = TruncDate("happened_at", tzinfo=since.tzinfo)
    yield from _moved(policy.in_book(by, models.Movement).filter(**within), day, things)
    yield from _handed_over(_by_hand(by, policy.entries_for(by).filter(**within)), day)


def _by_hand(by: actors.Actor, entries: QuerySet[models.Entry]) -> QuerySet[models.Entry]:
    """Without naloxone that nobody stood there for: by post, into a box, many to be passed on."""
    away = naloxone.kits_for(by).exclude(way="hand").filter(entry__isnull=False).values("entry")
    return entries.exclude(pk__in=away).exclude(rights__isnull=False, rights__in=away)


def _moved(
    lines: QuerySet[models.Movement], day: TruncDate, things: Mapping[str, catalogue.Item]
) -> Iterator[Fact]:
    rows = (
        lines.filter(what__in=MEASURE_OF)
        .order_by()
        .annotate(day=day)
        .values("day", "item", "what", "place__name", "entry__bulk_to", WHO)
        .annotate(n=Sum("count"), **_times("count", "entry"))
    )
    for row in rows:
        item = things.get(row["item"])
        if item and item.is_naloxone and row["what"] in {What.OUT, What.BACK}:
            continue
        splits = {
            "kind": item.kind if item else "other",
            "item": row["item"],
            "syringe": "yes" if item and item.back and item.kind == "injecting" else "no",
            "to": row["entry__bulk_to"] or "hand",
            "why": row["what"],
        }
        yield from _fact(MEASURE_OF[row["what"]], row, row["n"], splits, row["entry__bulk_to"])


def _handed_over(entries: QuerySet[models.Entry], day: TruncDate) -> Iterator[Fact]:
    rows = (
        entries.filter(Q(what=What.OUT) | Q(what=What.RIGHTED, rights__what=What.OUT))
        .order_by()
        .annotate(day=day)
        .values("day", "place__name", "bulk_to", "given__participant_id")
        .annotate(
            went=Count("pk", filter=Q(what=What.OUT), distinct=True),
            back=Count("pk", filter=Q(what=What.RIGHTED), distinct=True),
            there=Sum("people"),
            others=Sum("for_others"),
            took=Count("pk", filter=Q(what=What.OUT, for_others__gt=0), distinct=True),
            untook=Count("pk", filter=Q(what=What.RIGHTED, for_others__lt=0), distinct=True),
        )
    )
    for row in rows:
        times, bulk = row["went"] - row["back"], row["bulk_to"]
        line = {**row, WHO: row["given__participant_id"]}
        yield from _fact("supplies.times", line, times, {"to": bulk or "hand"}, bulk)
        yield from _fact("supplies.people", line, row["there"], {"for": "there"}, bulk)
        took = {**line, "went": row["took"], "back": row["untook"]}
        yield from _fact("supplies.people", took, row["others"], {"for": "others"}, bulk)


def _times(count: str, entry: str) -> dict[str, Count]:
    return {
        "went": Count(entry, filter=Q(**{f"{count}__gt": 0}), distinct=True),
        "back": Count(entry, filter=Q(**{f"{count}__lt": 0}), distinct=True),
    }


def _fact(
    measure: str, row: Mapping[str, Any], things: int, splits: Mapping[str, str], bulk: str
) -> Iterator[Fact]:
    """Nobody in particular stands behind what was passed on in bulk: it counts as many times
    as there are things."""
    times = max(row["went"] - row["back"], 1)
    if things:
        known = {axis: splits[axis] for axis in splits if axis in MEASURES[measure].splits}
        yield Fact(
            measure,
            row["day"],
            things,
            abs(things) if bulk else times,
            row[WHO],
            known,
            row["place__name"],
        )
