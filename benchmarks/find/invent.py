"""Invented meetings and services, spread as real ones are. Plain values; one seed.

Where: towns of the gazetteer by how many people live there (`COUNTRIES`), and within a town
round its middle, as far as towns of that size reach. So a large city has as many within ten
miles as it would have in life: New York about one in forty of all.

When: seven in ten start in the evening, most at seven; a group meets on one day (half of them),
on two or three, on weekdays or daily, and then shares everything but the day.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any


def several(text: str) -> list[str]:
    return text.split(", ")


COUNTRIES = ("US", "CA", "GB", "IE")
STARTS = [7, 9, 10, 12, 17, 17.5, 18, 18.5, 19, 19, 19, 19.5, 20, 20, 20.5, 21]
DAYS = [((1,), 50), ((2,), 20), ((3,), 12), ((5,), 10), ((7,), 8)]
WAYS = [("12-step", 70), ("secular", 10), ("faith", 6), ("family", 8), ("culture", 2),
        ("harm-reduction", 2), ("professional", 2)]  # fmt: skip
FELLOWSHIPS = {
    "12-step": ["AA", "NA", "CA", "CMA", "GA"], "secular": ["SMART Recovery", "LifeRing"],
    "faith": ["Celebrate Recovery", "Recovery Dharma"], "family": ["Al-Anon", "Nar-Anon"],
    "culture": ["Wellbriety"], "harm-reduction": ["HAMS"], "professional": ["Caduceus"],
}  # fmt: skip
TYPES = [("O", 45), ("C", 30), ("D", 40), ("W", 9), ("M", 7), ("Y", 4), ("LGBTQ", 4), ("X", 30),
         ("BE", 8), ("MED", 5), ("SP", 10), ("ST", 15), ("B", 12), ("NDG", 1), ("BA", 2),
         ("ASL", 1)]  # fmt: skip
TONGUES = [("en", "English", 86), ("es", "Spanish", 9), ("fr", "French", 3), ("pl", "Polish", 1),
           ("ru", "Russian", 1)]  # fmt: skip
ATTENDANCE = [("in-person", 78), ("online", 13), ("hybrid", 8), ("telephone", 1)]
FIRST = several(
    "New, Serenity, Courage, Hope, Morning, Evening, Sunrise, Sunset, Harbour, River, "
    "Lakeside, Hillside, Downtown, Uptown, Eastside, Westside, Open, Living, Sober, Free, "
    "Grateful, Happy, Steps, Bridge, Lighthouse, Candle, Kitchen, Table, Second, Daily, "
    "Just, Simple, Together"
)
LAST = several(
    "Beginnings, Hope, Group, Way, Circle, Women, Men, Steps, Freedom, Chances, Gratitude, "
    "Meditation, Discussion, Nooners, Friends, Fellowship, Home, Path, Journey, Recovery, "
    "Serenity, Today, Newcomers, Reflections"
)
HALLS = several(
    "Saint Mary Church, Community Centre, First Methodist Church, Public Library, Recovery "
    "Club, Legion Hall, Town Hall, Family Health Clinic, Senior Centre, Trinity Church, "
    "Unitarian Church, Fellowship House"
)
STREETS = several(
    "Main, Oak, Maple, Church, Park, Second, Cedar, Washington, Lake, Hill, Elm, Mill, Station"
)
HELP = {
    "Food pantry": "food groceries meals hot lunch families walk in no questions asked boxes",
    "Soup kitchen": "hot meals lunch dinner open to all no papers needed volunteers",
    "Night shelter": "beds overnight emergency shelter adults showers lockers intake evening",
    "Family shelter": "rooms for families with children women safe housing support",
    "Methadone clinic": "opioid treatment program methadone buprenorphine counselling dosing",
    "Detox unit": "withdrawal management medical detox beds referral nurses",
    "Outpatient treatment": "substance use counselling groups relapse assessment insurance",
    "Syringe service": "new syringes naloxone fentanyl test strips wound care harm reduction",
    "Legal aid": "lawyer advice eviction benefits record sealing free appointments",
    "Job centre": "employment training resume coaching interviews clothes computers",
    "Health clinic": "doctor nurse primary care vaccines dental mental health sliding scale",
    "Recovery community centre": "peer support recovery coaching groups coffee telephone",
    "Drop-in centre": "coffee showers laundry internet warm place mail storage",
    "Housing office": "rent help apartments vouchers landlord housing list",
    "Clothing closet": "clothes coats shoes children baby items laundry",
}
FACTS = ["no-fee", "no-papers", "no-appointment", "no-abstinence", "medication", "evenings",
         "naloxone", "peer-run"]  # fmt: skip
WEEKS = [  # opening hours: weekdays, opens, closes
    (range(1, 6), 9, 17), (range(1, 6), 8, 16), (range(1, 6), 10, 18), (range(7), 0, 24),
    (range(7), 18, 8), (range(1, 7), 7, 15), ((1, 3, 5), 12, 14), ((2, 4), 16, 20),
    (range(1, 6), 5, 11), ((6, 0), 10, 15),
]  # fmt: skip


def pick(dice: random.Random, weighed: list[tuple[Any, int]]) -> Any:
    values, weights = zip(*weighed, strict=True)
    return dice.choices(values, weights)[0]


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    people: int
    time_zone: str

    def spot(self, dice: random.Random) -> tuple[float, float]:
        """Somewhere in it: half of a town of 5,000 within a mile, of New York within ten."""
        reach = 0.15 * self.people**0.29 / 111
        latitude = self.latitude + dice.gauss(0, reach * 0.7)
        east = dice.gauss(0, reach * 0.7) / cos(radians(self.latitude))
        return round(latitude, 5), round(self.longitude + east, 5)


@dataclass(slots=True)
class Group:
    """One group; `times` are (weekday, minute, minute)."""

    values: dict[str, Any]
    times: list[tuple[int, int, int]]
    types: list[str] = field(default_factory=list)
    tongue: str = "English"


class World:
    def __init__(self, towns: list[Town], seed: int = 27) -> None:
        self.dice = random.Random(seed)
        self.towns = towns
        self.weights = [town.people for town in towns]

    def town(self) -> Town:
        return self.dice.choices(self.towns, self.weights)[0]

    def groups(self, meetings: int) -> Iterator[Group]:
        """Until they meet so often in a week."""
        left = meetings
        towns = self.dice.choices(self.towns, self.weights, k=meetings)
        for town in towns:
            if left <= 0:
                return
            group = self._group(town)
            group.times = group.times[:left]
            left -= len(group.times)
            yield group

    def _group(self, town: Town) -> Group:
        dice = self.dice
        latitude, longitude = town.spot(dice)
        (days,), start = pick(dice, DAYS), int(dice.choice(STARTS) * 60)
        length = dice.choice([60, 60, 60, 90, 75])
        weekdays = sorted(dice.sample(range(7), days))
        way = pick(dice, WAYS)
        attendance = pick(dice, ATTENDANCE)
        online = attendance != "in-person"
        return Group(
            {
                "name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
                "fellowship": dice.choice(FELLOWSHIPS[way]), "pathway": way,
                "time_zone": town.time_zone, "attendance": attendance,
                "location_name": "" if attendance == "online" else dice.choice(HALLS),
                "address": f"{dice.randint(1, 999)} {dice.choice(STREETS)} Street, {town.name}",
                "town": town.name, "region": town.region,
                "latitude": None if attendance == "online" else latitude,
                "longitude": None if attendance == "online" else longitude,
                "near_latitude": latitude, "near_longitude": longitude,
                "welcomes_medication": pick(dice, [("yes", 12), ("no", 3), ("", 85)]),
                "conference_url": "https://online.example/room" if online else "",
                "notes": "Use the side door" if dice.random() < 0.3 else "",
            },
            [(day, start, (start + length) % 1440) for day in weekdays],
            [code for code, share in TYPES if dice.random() * 100 < share],
            pick(dice, [(name, share) for _, name, share in TONGUES]),
        )  # fmt: skip

    def service(self, town: Town) -> dict[str, Any]:
        dice = self.dice
        kind = dice.choice(list(HELP))
        telling = HELP[kind].split()
        latitude, longitude = town.spot(dice)
        text = " ".join(dice.choice(telling) for _ in range(24))
        return {
            "name": kind if dice.random() < 0.5 else f"{dice.choice(FIRST)} {kind}",
            "description": f"{text} in {town.name} and around, for everybody who asks.",
            "keywords": dice.sample(telling, 2),
            "address": f"{dice.randint(1, 999)} {dice.choice(STREETS)} Street, {town.name}",
            "phone": f"555-{dice.randint(0, 9999):04}",
            "latitude": latitude, "longitude": longitude,
            "facts": [fact for fact in FACTS if dice.random() < 0.2],
            "week": dice.choice(WEEKS) if dice.random() < 0.6 else None,
        }  # fmt: skip
