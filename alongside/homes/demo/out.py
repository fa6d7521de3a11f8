"""Out there in the demo: shifts by the river, what was needed, an alert, and samples by number."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from alongside.core import clock, ids
from alongside.outreach import actions as outreach
from alongside.outreach.rules import alerts

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

STOPS = ("Under the bridge", "Behind the depot", "The park by the market")
# Days ago, and what was seen at each stop: people, what, needs.
LOOKS: tuple[tuple[int, tuple[tuple[int, tuple[str, ...], dict[str, int]], ...]], ...] = (
    (13, ((6, ("people-sleeping",), {"water": 6}), (2, (), {}))),
    (9, ((7, ("people-sleeping", "needles"), {"naloxone": 2}), (3, (), {"food": 3}))),
    (6, ((4, ("cleared", "police"), {"tent": 3, "bed": 2}),)),
    (2, ((9, ("people-sleeping", "new-place"), {"warm": 5, "water": 9, "wounds": 1}),)),
)
# Sold as, how it looks, what was found; days ago.
SAMPLES: tuple[tuple[str, str, list[list[Any]], int], ...] = (
    ("fentanyl", "purple, chalky", [["caffeine", 55], ["fentanyl", 9], ["medetomidine", 4]], 3),
    ("fentanyl", "purple", [["caffeine", 60], ["fentanyl", 8], ["medetomidine", 5]], 5),
    ("fentanyl", "green", [["caffeine", 50], ["fentanyl", 12], ["bromazolam", 3]], 8),
    ("fentanyl", "grey", [["sugars", 70], ["fentanyl", 6]], 11),
    ("fentanyl", "purple", [["caffeine", 58], ["fentanyl", 7], ["medetomidine", 6]], 12),
    ("cocaine", "white", [["cocaine", 80], ["levamisole", 5]], 6),
)


@dataclass
class Out:
    demo: "Demo"

    def live(self) -> None:
        for days, looks in LOOKS:
            with self.demo.ago(days=days):
                self._shift("lucia", "maya", looks)
        found = [self._sample(*each) for each in SAMPLES]
        with self.demo.ago(days=2, hours=5):
            self._warn(found[0])
        with self.demo.ago(hours=3):
            self._rumour()
        self._out_now()

    def _shift(self, one: str, other: str, looks: tuple[Any, ...]) -> None:
        hats = self.demo.hats
        row = self._plan(one, other, hours=3)
        outreach.begin_shift(by=hats[one], shift=row)
        for place, (people, saw, needs) in zip(STOPS, looks, strict=False):
            outreach.see(
                by=hats[one],
                id=ids.new(),
                shift=row,
                place=place,
                people=people,
                saw=saw,
                needs=needs,
            )
        with clock.pretend(clock.now() + timedelta(hours=3)):
            outreach.end_shift(by=hats[one], shift=row)

    def _plan(self, one: str, other: str | None, *, hours: int, every: int = 0) -> uuid.UUID:
        hats, now = self.demo.hats, clock.now()
        people = [hats[name].person_id for name in (one, other) if name]
        row = outreach.plan_shift(
            by=hats[one],
            id=ids.new(),
            route="The river, then the market",
            from_at=now,
            until_at=now + timedelta(hours=hours),
            people=people,
            stops=STOPS,
            buddy=hats["dana"].person_id if every else None,
            every=every,
            reach="506-555-0142" if every else "",
            site=self.demo.site.pk,
        )
        return row.pk

    def _sample(self, expected: str, looks: str, found: list[list[Any]], days: int) -> uuid.UUID:
        lucia = self.demo.hats["lucia"]
        with self.demo.ago(days=days):
            row = outreach.take_sample(
                by=lucia,
                id=ids.new(),
                expected=expected,
                form="powder",
                looks=looks,
                area="Moncton",
                is_shared=True,
            )
            for method, parts in (("ftir", found), ("fentanyl-strip", [])):
                outcome = "found" if method == "ftir" or expected == "fentanyl" else "not-found"
                outreach.add_result(
                    by=lucia,
                    id=ids.new(),
                    sample=row.pk,
                    method=method,
                    outcome=outcome,
                    found=parts,
                )
        return row.pk

    def _warn(self, sample: uuid.UUID) -> None:
        said = alerts.Said(
            kind="sedating",
            sold_as="down, fentanyl",
            looks="purple, chalky",
            found=["fentanyl", "medetomidine"],
            source="checked",
            source_words="Riverbend, three samples",
            area="Moncton, NB",
            latitude=46.09,
            longitude=-64.8,
            km=50,
            unknown="How much is in it from one day to the next, and whether it is sold elsewhere.",
            days=10,
            sample=sample,
        )
        row = outreach.draft_alert(by=self.demo.hats["lucia"], id=ids.new(), said=said)
        outreach.publish_alert(by=self.demo.hats["dana"], alert=row.pk, version=row.version)

    def _rumour(self) -> None:
        """One person said so: colleagues read it, nobody else does yet."""
        said = alerts.Said(
            kind="lookalike",
            sold_as="blue pills, ‘M 30’",
            source="people",
            told_by=1,
            area="Moncton, NB",
            latitude=46.09,
            longitude=-64.8,
            km=25,
            unknown="What is in them. Nobody has brought one to be checked.",
            days=3,
        )
        outreach.draft_alert(by=self.demo.hats["jonah"], id=ids.new(), said=said)

    def _out_now(self) -> None:
        """Jonah is out alone, Dana looks after him; he said ten minutes ago that he is well."""
        jonah = self.demo.hats["jonah"]
        with self.demo.ago(minutes=70):
            row = self._plan("jonah", None, hours=4, every=60)
            outreach.begin_shift(by=jonah, shift=row)
        with self.demo.ago(minutes=10):
            outreach.say_safe(by=jonah, id=ids.new(), shift=row)
