"""What the demo's peers did that is in nobody's record, and what they were asked for in vain."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from alongside.core import ids
from alongside.support import actions as support

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

# Who, how many days ago, what, of which kinds, for how many people, what it was called, how long.
DONE = (
    ("maya", 2, "nameless", ("emotional",), 1, "", 15),
    ("maya", 3, "event", ("informational", "affiliational"), 60, "Overdose awareness day", 180),
    ("maya", 6, "advocacy-one", (), 0, "A call to the housing office", 40),
    ("jonah", 1, "nameless", ("instrumental",), 1, "", 10),
    ("jonah", 5, "materials", (), 0, "A leaflet on bad pills", 90),
    ("ines", 4, "education", (), 22, "A talk at the college", 75),
    ("ines", 8, "travel", (), 0, "", 50),
)
# How many days ago, who asked, for what, and whether it was done all the same.
ASKED = (
    (3, "hospital", "watching", False),
    (9, "hospital", "transport", True),
    (11, "own-clinician", "clinical-notes", False),
    (20, "court", "testing", False),
)


@dataclass
class Working:
    demo: "Demo"

    def live(self) -> None:
        for who, days, what, kinds, people, name, minutes in DONE:
            if who in self.demo.hats:
                with self.demo.ago(days=days):
                    support.log_work(
                        by=self.demo.hats[who],
                        id=ids.new(),
                        what=what,
                        kinds=kinds,
                        people=people,
                        name=name,
                        minutes=minutes,
                        setting="community",
                        site=self.demo.site.pk,
                        programme=self.demo.programme.pk,
                    )
        for days, asked_by, task, was_done in ASKED:
            with self.demo.ago(days=days):
                support.say_not_mine(
                    by=self.demo.hats["maya"],
                    id=ids.new(),
                    task=task,
                    asked_by=asked_by,
                    was_done=was_done,
                )
        self._try_in_vain()

    def _try_in_vain(self) -> None:
        """Sam's phone was off one morning."""
        with self.demo.ago(days=1, hours=3):
            support.try_reach(
                by=self.demo.hats["maya"],
                id=ids.new(),
                participant=self.demo.lives["Sam"].id,
                came_of="left-word",
                happened_at=self.demo.now - timedelta(days=1, hours=3),
            )
