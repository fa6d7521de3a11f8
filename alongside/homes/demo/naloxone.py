"""Naloxone of the demo: weeks of kits and stories, areas beside invented deaths, two who ask."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.accounts import actors
from alongside.core import clock, ids
from alongside.supplies import actions
from alongside.supplies.actions import published
from alongside.supplies.rules.naloxone import TAUGHT, Told

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

NASAL, INJECTABLE = "naloxone-nasal-4mg", "naloxone-injectable-04mg"
# Invented, like everybody here; the towns are real.
DEATHS = """code,name,country,deaths,population,latitude,longitude
demo-1,Moncton and Dieppe,CA,96,800000,46.10,-64.77
demo-2,Shediac and the coast,CA,18,210000,46.22,-64.54
demo-3,Sackville and the marsh,CA,Suppressed,90000,45.90,-64.37
demo-4,Salisbury and Petitcodiac,CA,11,120000,46.00,-65.10
"""
AREAS = ("Moncton and Dieppe", "Shediac and the coast", "Sackville and the marsh",
         "Salisbury and Petitcodiac")  # fmt: skip
WEEKLY = (9, 3, 1, 2)  # kits a week, about, by area
STORIES = (
    (50, 0, Told(doses=2, route="nasal", breaths="yes", ambulance="yes", stayed="yes",
                 outcome="hospital", who="friend", setting="home")),
    (41, 0, Told(doses=1, breaths="yes", ambulance="no", why_not=("police", "trained"),
                 outcome="came-round", who="stranger", setting="street",
                 words="We took turns breathing. After the second minute he coughed. Somebody had "
                 "shown us in the kitchen here, and I thought of that.", may_pass_on=True)),
    (33, 1, Told(doses=3, route="nasal", breaths="no", ambulance="yes", outcome="hospital")),
    (24, 0, Told(doses=2, breaths="yes", ambulance="no", why_not=("home",), stayed="yes",
                 outcome="came-round", setting="shelter",
                 words="Nobody called because two people lost their beds last time.")),
    (16, 3, Told(doses=1, outcome="came-round", who="family", setting="home")),
    (9, 0, Told(doses=2, breaths="yes", ambulance="yes", stayed="yes", outcome="came-round")),
    (3, 0, Told()),
)  # fmt: skip


@dataclass
class Naloxone:
    demo: "Demo"

    def live(self) -> None:
        published.load_local_deaths(
            by=actors.system("demo"),
            raw=DEATHS.encode(),
            years=(2019, 2023),
            source="invented for the demo",
            middles={},
        )
        dana = self.demo.hats["dana"]
        with self.demo.ago(weeks=9):
            actions.offer_kits(
                by=dana, version=0, posts=True, hands_over=True, hears_stories=True,
                where="Moncton and around", days=5,
            )  # fmt: skip
            self.areas = [actions.add_area(by=dana, id=ids.new(), name=name).pk for name in AREAS]
        for week in range(9, 0, -1):
            self._week(week)
        for days, area, told in STORIES:
            with self.demo.ago(days=days):
                actions.record_reversal(
                    by=self.demo.system, id=ids.new(), told=told, area=self.areas[area],
                    happened_at=clock.now() - timedelta(hours=30) if told.doses else None,
                )  # fmt: skip
        self._ask()

    def _week(self, week: int) -> None:
        chance, maya = self.demo.chance, self.demo.hats["maya"]
        for area, usual in zip(self.areas, WEEKLY, strict=True):
            kits = chance.randint(0, 2 * usual)
            if not kits:
                continue
            with self.demo.ago(weeks=week, hours=-chance.randint(1, 90)):
                actions.give_kit(
                    by=maya, id=ids.new(), item=chance.choice((NASAL, NASAL, INJECTABLE)),
                    kits=kits, area=area, people=min(kits, 3),
                    taught=TAUGHT if chance.random() < 0.7 else (),
                    reason=chance.choice(("first", "used", "", "", "shared")),
                )  # fmt: skip

    def _ask(self) -> None:
        for hours, way, to, called in (
            (30, "post", "18 Cedar Lane, Dieppe", "Box 4"),
            (6, "hand", "The bench behind the library, after six", ""),
        ):
            with self.demo.ago(hours=hours):
                actions.ask_for_kit(
                    by=self.demo.system, id=ids.new(), way=way, to=to, called=called, kits=1
                )
