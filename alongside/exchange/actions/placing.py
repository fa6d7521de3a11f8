"""From a plan to rows. They wait on shelves, where nobody sees them, until all are written at
once."""

import uuid
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from alongside.accounts.models import Person, digest_of
from alongside.core import ids
from alongside.core.shelf import Shelf
from alongside.exchange import models
from alongside.exchange.actions import inquiry
from alongside.exchange.actions.knowing import COLLEAGUE, MADE, Here
from alongside.exchange.people import persons, ways
from alongside.exchange.people.planning import Line
from alongside.groups import models as circles
from alongside.groups import rules as meeting
from alongside.participants import models as records
from alongside.participants import rules
from alongside.peers import models as peers
from alongside.questions import models as questions
from alongside.support import models as support
from alongside.support.rules import rough

BEFORE = 0  # the version of words that were agreed to before Alongside
WAITING = 500  # rows in memory before they go on their shelf
# In the order in which they are written: what others point at first.
SHELVES: tuple[tuple[str, Any], ...] = (
    ("person", Person),
    ("profile", peers.PeerProfile),
    ("participant", records.Participant),
    ("portrait", records.Portrait),
    ("status", records.Status),
    ("kept", support.Kept),
    ("plan", support.Plan),
    ("pairing", support.Pairing),
    ("tie", records.Tie),
    ("consent", records.Consent),
    ("goal", support.Goal),
    ("step", support.Step),
    ("help", support.Help),
    ("passage", support.Passage),
    ("away", support.Away),
    ("contact", support.Contact),
    ("touch", support.Touch),
    ("group", circles.Group),
    ("session", circles.Session),
    ("attendance", circles.Attendance),
    ("sheet", questions.Sheet),
    ("question", questions.Question),
    ("answer", questions.Answer),
    ("brought", models.Brought),
)
Row = dict[str, Any]


class Placing:
    """The rows of one bringing. `put` each line that comes in, `end`, then `write` inside the
    transaction that makes them all be there."""

    def __init__(self, run: models.Bringing, here: Here) -> None:
        self.run, self.here = run, here
        self.shelves = {what: Shelf(model) for what, model in SHELVES}
        for shelf in self.shelves.values():
            shelf.clear()
        self.waiting: dict[str, list[Row]] = {what: [] for what in self.shelves}
        self.new: set[uuid.UUID] = set()
        self.tied: set[str] = set()
        self.starts: dict[uuid.UUID, time] = {}  # of groups of this file
        self.plans: dict[uuid.UUID, uuid.UUID] = {}
        self.pairings: dict[tuple[uuid.UUID, uuid.UUID], Row] = {}
        self.last: dict[tuple[uuid.UUID, uuid.UUID], datetime] = {}

    def put(self, line: Line) -> None:
        make: Mapping[str, Any] = {
            "people": self._participant,
            "peers": self._peer,
            "walking": self._pairing,
            "consents": self._consent,
            "goals": self._goal,
            "helps": self._help,
            "journey": self._passage,
            "where": self._status,
            "contacts": self._contact,
            "groups": self._group,
            "attendance": self._attendance,
            "sheets": self._asking,
            "questions": self._asking,
            "answers": self._asking,
        }
        make[line.kind](line, line.said)
        what, _model = MADE[line.kind]
        if line.kind == "attendance" and "person" not in line.said:
            what = "session"
        whose = line.id if line.kind == "people" else line.said.get("person")
        self._brought(what, line.id, whose, line)

    def end(self) -> None:
        """Everything is on its shelf."""
        for pair, row in self.pairings.items():
            row["last_contact_at"] = self.last.pop(pair, None)
            self._row("pairing", row)
        for what, rows in self.waiting.items():
            self.shelves[what].add(rows)
            rows.clear()

    def write(self) -> None:
        for what, _model in SHELVES:
            self.shelves[what].write()
        self._met()

    def _met(self) -> None:
        """Pairings that were here already: when the two met last."""
        rows = support.Pairing.objects.filter(organisation_id=self.here.pk, until_at=None)
        for row in rows.filter(participant_id__in=list({pk for pk, _peer in self.last})[:5000]):
            at = self.last.get((row.participant_id, row.peer_id))
            if at and (row.last_contact_at is None or row.last_contact_at < at):
                rows.filter(pk=row.pk).update(last_contact_at=at)

    def _row(self, what: str, row: Row) -> None:
        waiting = self.waiting[what]
        waiting.append(row if what == "person" else row | {"organisation_id": self.here.pk})
        if len(waiting) >= WAITING:
            self.shelves[what].add(waiting)
            waiting.clear()

    def _brought(
        self, what: str, made: uuid.UUID, whose: uuid.UUID | None, line: Line | None = None
    ) -> None:
        """What came in. `line` where it is the row itself, and not something that goes with it."""
        row = {"bringing_id": self.run.pk, "participant_id": whose, "what": what, "made": made}
        if line is not None:
            row["reference"] = line.reference
            row["reference_digest"] = self.here.digest(line.kind, line.key)
        self._row("brought", row)

    def _participant(self, line: Line, said: Row) -> None:
        self.new.add(line.id)
        columns = ("reach_way", "reach_how", "never_ways", "reach_never", "safe_words",
                   "language", "quiet_from", "quiet_until")  # fmt: skip
        row = {name: said[name] for name in columns if name in said}
        row |= {
            "id": line.id,
            "alias": said.get("called", ""),
            "known_name": said.get("known_name", ""),
            "programme_id": said.get("programme"),
            "site_id": said.get("site"),
            "welcomed_at": said.get("welcomed", self.here.now),
        }
        self._row("participant", row)
        self._own_words(line.id, said)

    def _own_words(self, participant: uuid.UUID, said: Row) -> None:
        """What they said of themselves goes to their plan and portrait."""
        if texts := {name: said[name] for name in persons.TEXTS if said.get(name)}:
            self._plan(participant, **texts)
        if words := {name: said[name] for name in persons.PORTRAIT if said.get(name)}:
            self._with("portrait", participant, words | {"changed_at": self.here.now})
        for line in said.get("keeps_lines", ()):
            self._with("kept", participant, {"line": line})

    def _with(self, what: str, participant: uuid.UUID, row: Row) -> uuid.UUID:
        """A row that goes with another."""
        pk = ids.new()
        self._row(what, {"id": pk, "participant_id": participant, **row})
        self._brought(what, pk, participant)
        return pk

    def _plan(self, participant: uuid.UUID, **more: Any) -> uuid.UUID:
        """Theirs, made where they have none yet."""
        if participant not in self.plans and participant not in self.new:
            self.plans |= self.here.plans([participant])
        if participant not in self.plans:
            self.plans[participant] = self._with("plan", participant, more)
        return self.plans[participant]

    def _peer(self, line: Line, said: Row) -> None:
        """A name from before: nobody can sign in with it, and it has no role."""
        username = f"before-{line.id}"
        person = {
            "id": line.id,
            "username": username,
            "username_digest": digest_of(username),
            "name": said["called"],
            "email": said.get("email", ""),
            "password": make_password(None),
            "is_active": False,
        }
        self._row("person", person)
        columns = ("languages", "pathways", "introduction", "capacity", "place")
        profile = {name: said[name] for name in columns if name in said}
        if not profile:
            return
        pk = ids.new()
        row = {"id": pk, "person_id": line.id, "called": said["called"], **profile}
        self._row("profile", row)
        self._brought("profile", pk, None)

    def colleague(self, line: Line) -> None:
        """Somebody of the file who works here already: under which reference they were known."""
        self._brought(COLLEAGUE, line.id, None, line)

    def _pairing(self, line: Line, said: Row) -> None:
        participant, peer = said["person"], said["peer"]
        row = {
            "id": line.id,
            "participant_id": participant,
            "peer_id": peer,
            "from_at": said["begins"],
            "until_at": said.get("ends"),
            "quiet_after_days": said.get("missed_after"),
        }
        if said.get("ends"):
            self._row("pairing", row)
            return
        self.pairings[participant, peer] = row
        self._tie(participant, peer, records.Tie.Why.PAIRING)
        if participant in self.new:  # for others the worker follows in some minutes
            for supervisor in sorted(self.here.supervisors.get(peer, ())):
                self._tie(participant, supervisor, records.Tie.Why.SUPERVISION)

    def _tie(self, participant: uuid.UUID, person: uuid.UUID, why: str) -> None:
        """From now on: before, nobody could open anything here."""
        key = f"{participant}{person}{why}"
        if key in self.tied:
            return
        self.tied.add(key)
        pk = ids.new()
        row = {"id": pk, "person_id": person, "participant_id": participant, "why": why}
        self._row("tie", row | {"from_at": self.here.now})
        self._brought("tie", pk, participant)

    def _consent(self, line: Line, said: Row) -> None:
        row = {
            "id": line.id,
            "participant_id": said["person"],
            "kind": said["kind"],
            "given_at": said["given"],
            "withdrawn_at": said.get("withdrawn"),
            "recorded_at": self.here.now,
            "way": records.Consent.Way.PAPER,
            "words_version": BEFORE,
            "language": said.get("language", self.here.organisation.language),
            "said": _("Agreed to before Alongside, on paper. The paper stays where it is."),
            "signed_name": said.get("signed_name", ""),
        }
        if said["kind"] not in rules.INSIDE:
            row |= {
                "regime": said["law"],
                "recipient_how": records.Consent.How.NAMED,
                "recipient": said["recipient"],
                "recipient_kind": said["recipient_kind"],
                "purpose": said["purpose"],
                "categories": said["categories"],
                "until_at": said.get("until"),
            }
        self._row("consent", row)

    def _goal(self, line: Line, said: Row) -> None:
        whose = said["person"]
        row = {
            "id": line.id,
            "participant_id": whose,
            "plan_id": self._plan(whose),
            "words": said["words"],
            "dimension": said["dimension"],
            "state": said["state"],
            "set_at": said["set"],
            "recorded_at": self.here.now,
            "closed_at": said.get("closed"),
            **_by_when(said.get("by_when", "")),
        }
        self._row("goal", row)
        for position, step in enumerate(said["steps"]):
            row = step._asdict() | _by_when(step.by_when)
            self._with("step", whose, row | {"goal_id": line.id, "position": position})

    def _help(self, line: Line, said: Row) -> None:
        what, listing = said.get("listing", ("", None))
        row = {
            "id": line.id,
            "participant_id": said["person"],
            "plan_id": self._plan(said["person"]),
            "goal_id": said.get("goal"),
            "kind": said["kind"],
            "words": said["words"],
            "link": said.get("link", ""),
            "service_id": listing if what == "service" else None,
            "meeting_id": listing if what == "meeting" else None,
            "kept_at": said["begins"],
            "let_go_at": said.get("ends"),
        }
        self._row("help", row)

    def _passage(self, line: Line, said: Row) -> None:
        columns = ("line", "what", "phase", "words", "from_when", "until_when", "goes_on")
        row = {name: said[name] for name in columns if name in said}
        row |= {"id": line.id, "participant_id": said["person"], "recorded_at": said["told"]}
        self._row("passage", row)
        if home := {name: said[name] for name in ways.HOME if said.get(name)}:
            self._with("away", said["person"], home | {"passage_id": line.id})

    def _status(self, line: Line, said: Row) -> None:
        row = {"id": line.id, "participant_id": said["person"], "where": said["where"]}
        row |= {"from_at": said["begins"], "until_at": said.get("ends")}
        self._row("status", row | {"recorded_at": self.here.now})

    def _group(self, line: Line, said: Row) -> None:
        found = meeting.rhythm(said["rhythm"], said["starts"], said.get("until"))
        self.starts[line.id] = said["time"]
        end = said.get("end_time")
        columns = ("door", "rhythm", "about", "place", "languages")
        row = {name: said[name] for name in columns if name in said}
        row |= {
            "id": line.id,
            "name": said["called"],
            "weekday": found.weekday,
            "rrule": found.rrule,
            "starts_on": said["starts"],
            "until_on": found.until_on,
            "start_minute": said["time"].hour * 60 + said["time"].minute,
            "end_minute": end.hour * 60 + end.minute if end else None,
            "time_zone": self.here.zone,
            "site_id": said.get("site"),
            "made_at": self.here.now,
        }
        self._row("group", row)

    def _attendance(self, line: Line, said: Row) -> None:
        """Who was there is theirs, and nobody who runs the group is shown a name."""
        at = self.here.starts_at(said["group"], said["happened"], self.starts)
        made = said["session"] if "person" not in said else said.get("made")
        if made:
            row = {"id": made, "group_id": said["group"], "on": said["happened"], "starts_at": at}
            self._row("session", row | {"heads": said.get("heads"), "recorded_at": self.here.now})
        if "person" not in said:
            return
        if made:
            self._brought("session", made, None)
        row = {"id": line.id, "session_id": said["session"], "who_id": said["person"]}
        row |= {"way": circles.Attendance.Way.BROUGHT, "happened_at": at}
        self._row("attendance", row | {"recorded_at": self.here.now})

    def _contact(self, line: Line, said: Row) -> None:
        pair, at = (said["person"], said["peer"]), said["happened"]
        columns = ("minutes", "form", "setting", "note")
        row = {name: said[name] for name in columns if name in said}
        row |= {kind: kind in said["kinds"] for kind in support.Kind.values}
        row |= {
            "id": line.id,
            "participant_id": pair[0],
            "peer_id": pair[1],
            "programme_id": said.get("programme"),
            "site_id": said.get("site"),
            "happened_at": at,
            "recorded_at": self.here.now,
        }
        self._row("contact", row)
        for goal in said["goals"]:
            self._with("touch", pair[0], {"contact_id": line.id, "goal_id": goal})
        self.last[pair] = max(at, self.last.get(pair, at))

    def _asking(self, line: Line, said: Row) -> None:
        """The organisation's own questions, and what was answered."""
        what, _model = MADE[line.kind]
        self._row(what, inquiry.ROWS[what](said, self.here.now) | {"id": line.id})


def _by_when(text: str) -> Row:
    return {"by_when": text, "due_on": rough.due_on(text)}
