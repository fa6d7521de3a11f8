"""What people of the demo want, who helps them, and which way they have come, in their words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from alongside.core import clock, ids
from alongside.referrals import queries as services
from alongside.support import actions as support
from alongside.support.queries import plans as queries
from alongside.support.rules import ahead as rules

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo
    from alongside.homes.demo.walks import Life

# alias: dreams, strengths, in the way
ABOUT = {
    "Sam": (
        "A small boat, and somebody to teach me how to steer it.",
        "I get up early. I can cook for thirty, and fix any bicycle. I keep my word.",
        "Papers. And the stairwell at my cousin’s.",
    ),
    "Birdie": ("Sunday lunch, all of us.", "I never forget a birthday.", ""),
    "Nico": ("Volver a pescar con mi padre.", "Sé arreglar motores.", "Las noches."),
    "Margaux": ("Chanter devant du monde.", "Ma voix, quand j’ose.", "La peur du téléphone."),
}
# alias: (line, what, words, from years ago, part, until years ago or None, goes on, phase)
Told = tuple[str, str, str, int, str, int | None, bool, str]
WAYS: dict[str, tuple[Told, ...]] = {
    "Sam": (
        ("stage", "outreach", "The van by the bridge", 5, "-25", 3, False, ""),
        ("stage", "rapid-access", "", 2, "-05", 2, False, ""),
        ("stage", "recovery", "My own kind of it", 1, "", None, True, ""),
        ("setting", "shelter", "Harvest House, two winters", 5, "-28", 3, False, ""),
        ("setting", "recovery-centre", "Mill Street", 1, "-09", None, True, ""),
        ("treatment", "detox", "", 4, "", 4, False, "starting"),
        ("treatment", "residential", "Up the river, for a summer", 3, "-06", 3, False, "finishing"),
        ("treatment", "oat", "Methadone, mornings", 2, "-05", None, True, "staying"),
        ("moment", "loss", "My grandmother", 4, "-11", None, False, ""),
        ("moment", "return-to-use", "I called Maya the next day", 1, "-07", None, False, ""),
        ("moment", "birth", "My niece, Wren", 1, "-25", None, False, ""),
    ),
    "Nico": (
        ("stage", "recovery", "", 2, "", None, True, ""),
        ("moment", "move", "De Puebla a Moncton", 6, "-28", None, False, ""),
    ),
    "Margaux": (("moment", "together-again", "Mon frère, à Noël", 1, "-12", None, False, ""),),
}


@dataclass
class Plans:
    demo: "Demo"

    def live(self) -> None:
        with self.demo.ago(days=3):
            for alias, texts in ABOUT.items():
                self._about(self.demo.lives[alias], texts)
            for alias, told in WAYS.items():
                for one in told:
                    self._tell(self.demo.lives[alias], one)
            self._home(self.demo.lives["Sam"])
            self._help(self.demo.lives["Sam"])
            self._idea()
            self._ahead(self.demo.lives["Sam"])

    def _about(self, life: "Life", texts: tuple[str, str, str]) -> None:
        names = ("dreams", "strengths", "in_the_way")
        row = queries.plan(life.self, life.id)
        version = row.version if row else 0
        said: dict[str, Any] = dict(zip(names, texts, strict=True))
        support.tell_about(by=life.self, participant=life.id, version=version, **said)

    def _tell(self, life: "Life", one: Told) -> Any:
        line, what, words, ago, part, until, goes_on, phase = one
        year = self.demo.now.year
        return support.tell(
            by=life.self,
            id=ids.new(),
            participant=life.id,
            line=line,
            what=what,
            words=words,
            from_when=f"{year - ago}{part}",
            until_when="" if until is None else f"{year - until + (part == '-28')}",
            goes_on=goes_on,
            phase=phase,
        )

    def _home(self, sam: "Life") -> None:
        """Detox came twice; the second time, home was in view."""
        again = self._tell(sam, ("treatment", "detox", "Again, and longer", 2, "-03", 2, False, ""))
        support.tell_home(
            by=sam.self,
            passage=again.pk,
            version=0,
            home="The reserve, and my grandmother’s kitchen.",
            keeps_contact="My aunt Jo calls on Sundays.",
            carries="Her drum songs on my phone, sweetgrass, the good blanket.",
            back_when=f"{self.demo.now.year - 2}-04",
        )

    def _help(self, sam: "Life") -> None:
        """Who helps Sam; a second goal, whose day has gone by."""
        gone = (self.demo.now - timedelta(days=12)).date().isoformat()
        goal = support.set_goal(
            by=sam.self,
            id=ids.new(),
            participant=sam.id,
            dimension="health",
            words="A doctor who listens",
            steps=("Write down what I want to say",),
            by_when=gone,
        )
        whole: dict[str, Any] = {"by": sam.self, "participant": sam.id}
        support.add_help(**whole, id=ids.new(), kind="person", words="My aunt Jo")
        support.add_help(**whole, id=ids.new(), kind="group", words="The Thursday circle")
        clinic = services.services("Rapid access clinic")[0]
        kept: dict[str, Any] = {"table": "services", "listing": clinic.pk, "goal": goal.pk}
        support.keep_listing(**whole, id=ids.new(), **kept)

    def _ahead(self, sam: "Life") -> None:
        """A check-in these days, and a look at the plan some time on."""
        maya, today = self.demo.hats["maya"], clock.now().date()
        offered = support.choose_sequence(by=self.demo.system, ready="first-time")
        days = (("checkin", 3), ("plan", 91))
        lines = [rules.Chosen(what, today + timedelta(days=after)) for what, after in days]
        support.plan_ahead(
            by=maya,
            id=ids.new(),
            participant=sam.id,
            sequence=offered.pk,
            lines=lines,
            heard=True,
        )

    def _idea(self) -> None:
        support.add_idea(
            by=self.demo.system,
            id=ids.new(),
            dimension="community",
            words="A seat at the Thursday supper",
            steps="Come once and only eat\nHelp to set the table",
        )
