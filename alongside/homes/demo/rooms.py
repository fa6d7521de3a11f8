"""The room of the demo where nobody uses alone: two weeks, and a lively day."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from alongside.accounts.actors import Actor
from alongside.core import clock, ids
from alongside.sites import actions as sites

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

DAYS = 14
ROOMS = (("Quiet room", 6, 10), ("Smoking tent", 4, 5))
# Minutes ago, room, seat, and what they are called while they are here.
HERE = (
    (31, 0, "1", "Blue cap", "inject", ("down",)),
    (22, 0, "3", "", "inhale", ("cocaine",)),
    (13, 1, "2", "Heron", "inhale", ("down", "benzos")),
    (8, 0, "4", "Auntie Bea", "inject", ("down",)),
    (3, 1, "1", "", "", ()),
)
# Seconds after they were found: what Vera did, and what Maya did beside her.
VERA = ((15, "not-breathing"), (25, "rescue-breathing"), (150, "naloxone"), (330, "awake"))
MAYA = ((40, "ambulance"), (60, "naloxone"), (90, "oxygen"))


@dataclass
class Rooms:
    demo: "Demo"
    rooms: list[uuid.UUID] = field(default_factory=list)

    @property
    def vera(self) -> Actor:
        return self.demo.hats["vera"]

    @property
    def site(self) -> uuid.UUID:
        return self.demo.site.pk

    def live(self) -> None:
        with self.demo.ago(days=DAYS + 1):
            for name, seats, minutes in ROOMS:
                row = sites.add_room(
                    by=self.demo.hats["omar"],
                    id=ids.new(),
                    site=self.site,
                    name=name,
                    seats=seats,
                    minutes=minutes,
                )
                self.rooms.append(row.pk)
        for back in range(DAYS, 0, -1):
            self._day(back)
        self._today()

    def _day(self, back: int) -> None:
        zone, chance = ZoneInfo(self.demo.organisation.time_zone), self.demo.chance
        there = (self.demo.now - timedelta(days=back)).astimezone(zone)
        nine = there.replace(hour=9, minute=0, second=0, microsecond=0)
        day = self._open(nine)
        for _ in range(chance.randint(4, 9)):
            at = nine + timedelta(minutes=chance.randint(5, 660))
            visit = self._come_in(at, **self._somebody())
            with clock.pretend(at + timedelta(minutes=chance.randint(15, 45))):
                sites.go_out(by=self.vera, visit=visit)
        if back == DAYS // 2:
            with clock.pretend(nine + timedelta(hours=3)):
                sites.come_in(
                    by=self.demo.hats["maya"],
                    id=ids.new(),
                    site=self.site,
                    participant=self.demo.lives["Sam"].id,
                )
        if back % 3 == 0:
            self._response(nine + timedelta(minutes=chance.randint(60, 600)), joined=back % 2 == 0)
        with clock.pretend(nine + timedelta(hours=12)):
            sites.close_day(by=self.vera, day=day)

    def _somebody(self) -> dict[str, Any]:
        chance = self.demo.chance
        return {
            "room": chance.choice(self.rooms),
            "gender": chance.choice(("man", "man", "woman", "another", "")),
            "age": chance.choice(("20-29", "30-39", "30-39", "40-49", "50-59", "")),
            "mode": chance.choice(("inject", "inhale", "inhale", "nasal")),
            "substances": chance.sample(("down", "side", "cocaine", "benzos", "unknown"), 1),
            "assisted": chance.choice(("nobody", "nobody", "friend", "")),
        }

    def _open(self, at: datetime) -> uuid.UUID:
        with clock.pretend(at):
            return sites.open_day(
                by=self.vera,
                id=ids.new(),
                site=self.site,
                kind="prevention",
                booths=10,
                closes_at=at + timedelta(hours=12),
            ).pk

    def _come_in(self, at: datetime, **said: Any) -> uuid.UUID:
        with clock.pretend(at):
            return sites.come_in(by=self.vera, id=ids.new(), site=self.site, **said).pk

    def _response(self, found_at: datetime, *, joined: bool) -> uuid.UUID:
        """Vera responds, and Maya beside her on a phone of her own."""
        maya, room = self.demo.hats["maya"], self.rooms[0]
        pk = self._found(self.vera, found_at, room, VERA)
        if joined:
            other = self._found(maya, found_at + timedelta(seconds=5), room, MAYA)
            with clock.pretend(found_at + timedelta(minutes=20)):
                sites.join(by=self.vera, overdose=pk, other=other)
        with clock.pretend(found_at + timedelta(minutes=30)):
            sites.finish(
                by=self.vera,
                id=ids.new(),
                overdose=pk,
                turned_out="opioid",
                outcome="hospital" if joined else "stayed",
                substances=["down", "benzos"] if joined else ["down"],
            )
            sites.offer_debrief(by=self.vera, id=ids.new(), overdose=pk, others=2)
        return pk

    def _found(
        self, by: Actor, at: datetime, room: uuid.UUID, taps: tuple[tuple[int, str], ...]
    ) -> uuid.UUID:
        with clock.pretend(at):
            row = sites.find_overdose(by=by, id=ids.new(), site=self.site, room=room)
        for seconds, what in taps:
            with clock.pretend(at + timedelta(seconds=seconds)):
                sites.tap(by=by, id=ids.new(), overdose=row.pk, what=what)
        return row.pk

    def _today(self) -> None:
        """Open for some hours; five are in, somebody waits for a look, and an overdose of an
        hour ago is to be finished."""
        now = self.demo.now
        self._open(now - timedelta(hours=3))
        for minutes, room, seat, called, mode, substances in HERE:
            visit = self._come_in(
                now - timedelta(minutes=minutes),
                room=self.rooms[room],
                seat=seat,
                called=called,
                mode=mode,
                substances=substances,
            )
            if minutes > 20:
                with self.demo.ago(minutes=minutes - 16 if called else 4):
                    sites.look_in(by=self.demo.hats["maya"], id=ids.new(), visit=visit)
        self._found(self.vera, now - timedelta(minutes=70), self.rooms[0], VERA)
