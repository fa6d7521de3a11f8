"""After an overdose, in the demo: who said yes, who holds a card, who said no; and guided talks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alongside.core import ids
from alongside.followups import actions as followups
from alongside.followups import rules
from alongside.support import actions as support

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

# Who asked, how many hours ago, where, the answer, and what was said with a yes.
ASKED: tuple[tuple[str, int, str, str, dict[str, Any]], ...] = (
    ("maya", 44, "emergency", "yes", {"way": "call", "how": "506-555-0143", "called": "T."}),
    ("jonah", 80, "shelter", "yes", {
        "way": "meet", "how": "Soup kitchen, noon", "called": "Blue", "wants": "other",
        "wants_words": "A woman, if you can",
    }),
    ("maya", 30, "ward", "card", {}),
    ("maya", 52, "street", "no", {}),
    ("ines", 20, "emergency", "card", {}),
)  # fmt: skip


@dataclass
class After:
    demo: "Demo"

    def live(self) -> None:
        for who, hours, where, answer, said in ASKED:
            if who in self.demo.hats:
                self._ask(who, hours, where, answer, said)
        self._with_sam()
        self._family()

    def _ask(self, who: str, hours: int, where: str, answer: str, said: dict[str, Any]) -> None:
        by = self.demo.hats[who]
        with self.demo.ago(hours=hours):
            offered = followups.offer(
                by=by,
                id=ids.new(),
                answer=answer,
                where=where,
                yes=rules.Yes(**said) if answer == "yes" else None,
            )
        if said.get("called") == "T.":
            with self.demo.ago(hours=12):
                followups.reach(
                    by=by, id=ids.new(), followup=offered.row.pk, came_of="no-answer", minutes=2
                )

    def _with_sam(self) -> None:
        """It is three weeks since. Maya went to the rapid access clinic with him."""
        maya, sam = self.demo.hats["maya"], self.demo.lives["Sam"].id
        with self.demo.ago(days=18):
            row = followups.offer(
                by=maya,
                id=ids.new(),
                answer="yes",
                where="emergency",
                participant=sam,
                yes=rules.Yes(way="call"),
            ).row
        with self.demo.ago(days=16):
            followups.reach(
                by=maya, id=ids.new(), followup=row.pk, came_of="reached", every_days=14
            )
            for to, words in (("rapid", "wants"), ("naloxone", "has"), ("family", "later")):
                followups.offer_bridge(
                    by=maya, id=ids.new(), followup=row.pk, to=to, said=words, together=True
                )
        with self.demo.ago(days=15):
            followups.come_of_bridge(by=maya, followup=row.pk, to="rapid", came_of="went")
            support.log_talk(
                by=maya,
                id=ids.new(),
                protocol="use",
                participant=sam,
                answers={
                    "good": "It is quiet then.",
                    "less-good": "The mornings.",
                    "know": ["alone", "naloxone"],
                    "ready": 6,
                    "want": "safer",
                    "first": "Text Maya before, on Fridays.",
                },
                looks_back=True,
            )
        with self.demo.ago(days=3):
            support.log_talk(by=maya, id=ids.new(), protocol="overdose", setting="emergency")

    def _family(self) -> None:
        """Somebody's brother was there, and wanted somebody for himself."""
        with self.demo.ago(hours=43):
            followups.offer(
                by=self.demo.hats["maya"],
                id=ids.new(),
                answer="yes",
                where="emergency",
                whom="close",
                yes=rules.Yes(way="text", how="506-555-0178", called="Pat", first_hours=72),
            )
