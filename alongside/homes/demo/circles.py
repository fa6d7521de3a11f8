"""Groups in the demo: a circle on Tuesdays, a group for families, an arts class that is full, an
open evening, and one that belongs to its members."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.core import clock, ids
from alongside.groups import actions, rules

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

TUESDAY, THURSDAY, SATURDAY = 1, 3, 5
HEADS = (7, 9, 8, 11, 6, 9)
THEMES = ("Sleep", "Asking for help", "Sundays", "Saying no", "The first month", "Friends")


@dataclass
class Circles:
    demo: "Demo"
    zone: str

    def live(self) -> None:
        circle = self._begin(
            "maya", TUESDAY, 8, "Tuesday circle", "18:30", "20:00",
            about="Tea, and whoever wants to speaks. Nobody has to.", is_public=True,
            how="hybrid", link="https://meet.example.org/tuesday", whom=("anybody",),
        )  # fmt: skip
        family = self._begin(
            "maya", THURSDAY, 6, "For families and friends", "19:00", "20:30", kind="family",
            door="closed", rhythm="fortnightly", whom=("family", "grief"),
            about="For those who love somebody who uses, or used. You need not say who.",
        )  # fmt: skip
        arts = self._begin(
            "vera", SATURDAY, 1, "Paint what you like", "14:00", "16:00", kind="class",
            places="whole", capacity=2, materials="Paper, paint and aprons are there.",
            about="Six Saturdays, no talent needed.",
        )  # fmt: skip
        self._come(circle)
        self._ask(family)
        self._wait_for_a_place(arts)
        self._be_their_own()
        self._help()
        on = self._day(TUESDAY, -1)
        actions.call_off(
            by=self.demo.hats["maya"], group=circle, on=on, reason="The hall is being painted."
        )

    def _begin(
        self, host: str, weekday: int, weeks: int, name: str, begins: str, ends: str, **more: Any
    ) -> UUID:
        said = self._facts(weekday, weeks, name, begins, ends, site=self.demo.site.pk, **more)
        with self.demo.ago(weeks=weeks):
            return actions.begin_group(by=self.demo.hats[host], id=ids.new(), said=said).pk

    def _facts(
        self, weekday: int, weeks: int, name: str, begins: str, ends: str, **more: Any
    ) -> rules.Facts:
        return rules.Facts(
            name=name,
            starts_on=self._day(weekday, weeks),
            start_minute=_minute(begins),
            end_minute=_minute(ends),
            time_zone=self.zone,
            languages=("en",),
            **more,
        )

    def _day(self, weekday: int, weeks: int) -> date:
        """The weekday (0 = Monday) so many weeks ago; below zero, weeks to come."""
        today = self.demo.now.astimezone(ZoneInfo(self.zone)).date()
        latest = today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
        return latest - timedelta(weeks=weeks - 1) if weeks > 0 else latest + timedelta(weeks=1)

    def _come(self, circle: UUID) -> None:
        """Sam and others belong to it; the count has no names, Sam's own list is Sam's."""
        for alias, weeks in (("Sam", 7), ("Rosa", 5), ("Kestrel", 4)):
            life = self.demo.lives.get(alias)
            if life is not None:
                with self.demo.ago(weeks=weeks):
                    actions.join(
                        by=life.self, id=ids.new(), group=circle, called=alias,
                        is_seen=alias == "Sam",
                    )  # fmt: skip
        maya, sam = self.demo.hats["maya"], self.demo.lives["Sam"].self
        for weeks, heads, theme in zip(range(6, 0, -1), HEADS, THEMES, strict=True):
            on = self._day(TUESDAY, weeks)
            begins = datetime.combine(on, time(18, 40), ZoneInfo(self.zone))
            with clock.pretend(begins):
                code = actions.show_code(by=maya, group=circle, on=on)
                if weeks % 2:
                    actions.check_in(
                        by=sam, id=ids.new(), group=circle, code=code, called="Sam",
                        wants_contact=weeks == 1,
                    )  # fmt: skip
                actions.keep_session(
                    by=maya, group=circle, on=on, heads=heads, themes=theme,
                    note="Slow at first, warm at the end.",
                )  # fmt: skip

    def _ask(self, family: UUID) -> None:
        rosa = self.demo.lives.get("Rosa")
        if rosa is not None:
            with self.demo.ago(days=2):
                actions.join(
                    by=rosa.self, id=ids.new(), group=family, called="R.",
                    words="My son is doing better, and I am not.",
                )  # fmt: skip

    def _wait_for_a_place(self, arts: UUID) -> None:
        some = sorted(self.demo.lives)[:4]
        for number, alias in enumerate(dict.fromkeys([*some, "Sam"])):
            with self.demo.ago(hours=90 - number):
                actions.sign_up(by=self.demo.lives[alias].self, id=ids.new(), group=arts)

    def _be_their_own(self) -> None:
        """Nobody who works here reads more of it than its name, and when it is."""
        said = self._facts(
            SATURDAY, 3, "The back step", "20:00", "22:00", shows_when=True,
            place="At Wren’s", about="Cards, music, no advice.",
        )  # fmt: skip
        with self.demo.ago(weeks=3):
            actions.begin_own(by=self.demo.lives["Sam"].self, id=ids.new(), said=said, called="Sam")

    def _help(self) -> None:
        with self.demo.ago(days=3):
            actions.offer_help(
                by=self.demo.lives["Sam"].self, id=ids.new(), what="cook", called="Sam",
                words="I cooked for forty once. Soup is easy.",
            )  # fmt: skip


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
