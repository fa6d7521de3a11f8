"""The front desk of the demo: four weeks of open afternoons, and a lively day."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alongside.accounts.actors import Actor
from alongside.core import clock, ids
from alongside.welcome import actions as desk
from alongside.welcome import queries

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

DAYS = 28
ROOMS = (("Kitchen", 8), ("Meeting room", 12), ("Quiet room", 2))
LISTS = (("Shower", 20, True), ("Laundry", 60, True), ("Phone charger", 45, False))
# Minutes ago, and what they are called today.
HERE = (
    (150, "Blue cap"),
    (125, ""),
    (95, "Auntie Bea"),
    (70, "Two with a dog"),
    (41, "Heron"),
    (22, ""),
    (12, "Grey scarf"),
)
LEFT = ((190, "Ike"), (160, ""))


@dataclass
class Desk:
    demo: "Demo"

    @property
    def vera(self) -> Actor:
        return self.demo.hats["vera"]

    @property
    def site(self) -> uuid.UUID:
        return self.demo.site.pk

    def live(self) -> None:
        with self.demo.ago(weeks=6):
            self._furnish()
        for back in range(DAYS, 0, -1):
            self._open_afternoon(back)
        self._keep_the_place()
        self._come_in()

    def _furnish(self) -> None:
        kit = self.demo.hats["kit"]
        for name, capacity in ROOMS:
            desk.add_room(by=kit, id=ids.new(), site=self.site, name=name, capacity=capacity)
        for name, minutes, on in LISTS:
            desk.add_queue(by=kit, id=(pk := ids.new()), site=self.site, name=name, minutes=minutes)
            if not on:
                desk.switch_queue(by=kit, queue=pk, on=False)

    def _open_afternoon(self, back: int) -> None:
        """Most days some people, and the day is closed at five."""
        zone = ZoneInfo(self.demo.organisation.time_zone)
        there = (self.demo.now - timedelta(days=back)).astimezone(zone)
        ten = there.replace(hour=10, minute=0, second=0, microsecond=0)
        if ten.weekday() == 6:
            return
        chance = self.demo.chance
        minutes = sorted(int(chance.triangular(0, 400, 150)) for _ in range(chance.randint(5, 12)))
        for each in minutes:
            self._arrive(ten + timedelta(minutes=each))
        if back % 6 == 0:
            with clock.pretend(ten + timedelta(minutes=200)):
                self._sam()
        with clock.pretend(ten + timedelta(hours=7)):
            desk.close_day(by=self.vera, site=self.site)

    def _arrive(self, at: datetime, called: str = "") -> uuid.UUID:
        with clock.pretend(at):
            return desk.arrive(by=self.vera, id=ids.new(), site=self.site, called=called).pk

    def _sam(self) -> None:
        desk.arrive_known(
            by=self.demo.hats["maya"],
            id=ids.new(),
            site=self.site,
            participant=self.demo.lives["Sam"].id,
        )

    def _keep_the_place(self) -> None:
        """Vera and Maya are here, Lucía went home, Jonah comes later."""
        hats, now = self.demo.hats, self.demo.now
        for name, ago in (("lucia", 240), ("vera", 200), ("maya", 75)):
            with self.demo.ago(minutes=ago):
                desk.begin_shift(by=hats[name], id=ids.new(), site=self.site)
        with self.demo.ago(minutes=80):
            gone = queries.shifts(hats["lucia"], self.demo.site, now=clock.now())
            mine = next(row for row in gone if row.person_id == hats["lucia"].person_id)
            desk.end_shift(by=hats["lucia"], shift=mine.pk)
        later = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
        desk.plan_shift(
            by=hats["jonah"],
            id=ids.new(),
            site=self.site,
            from_at=later,
            until_at=later + timedelta(hours=3),
        )

    def _come_in(self) -> None:
        now = self.demo.now
        for minutes, called in LEFT:
            gone = self._arrive(now - timedelta(minutes=minutes), called)
            with self.demo.ago(minutes=minutes - 40):
                desk.leave(by=self.vera, presence=gone)
        here = {
            called: self._arrive(now - timedelta(minutes=minutes), called)
            for minutes, called in HERE
        }
        with self.demo.ago(minutes=55):
            self._sam()
        for called, wish, brings, ago in (
            ("Heron", "now", ["alcohol", "loss"], 9),
            ("Grey scarf", "today", [], 10),
        ):
            with self.demo.ago(minutes=ago):
                desk.ask_to_talk(
                    by=self.vera, id=ids.new(), presence=here[called], wish=wish, brings=brings
                )
        self._take_turns(here)
        rooms = {one.room.name: one.room.pk for one in self._rooms()}
        for name, people, minutes in (("Quiet room", 1, 45), ("Kitchen", 3, 60)):
            with self.demo.ago(minutes=20):
                desk.take_room(
                    by=self.vera, id=ids.new(), room=rooms[name], people=people, minutes=minutes
                )

    def _rooms(self) -> list[queries.Standing]:
        return queries.rooms(self.vera, self.demo.site, now=self.demo.now)

    def _take_turns(self, here: dict[str, uuid.UUID]) -> None:
        lists = {row.name: row.pk for row in queries.queues(self.vera, self.demo.site)}
        for name, called, ago in (
            ("Shower", "Blue cap", 30),
            ("Shower", "Auntie Bea", 25),
            ("Shower", "Heron", 8),
            ("Laundry", "Two with a dog", 50),
        ):
            with self.demo.ago(minutes=ago):
                desk.stand_in_line(
                    by=self.vera, id=ids.new(), presence=here[called], queue=lists[name]
                )
        with self.demo.ago(minutes=12):
            everybody = queries.here(self.vera, self.demo.site, now=clock.now())
            for line in queries.lines(self.vera, self.demo.site, everybody, now=clock.now()):
                if line.next:
                    desk.call_turn(by=self.vera, turn=line.next.turn.pk)
