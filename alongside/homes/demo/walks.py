"""One person's weeks in the demo: asking, choosing, agreeing, walking, being referred."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alongside.accounts import actions as accounts
from alongside.accounts import actors
from alongside.accounts.access import Permission as P
from alongside.core import clock, ids
from alongside.homes.demo import people
from alongside.matching import actions as matching
from alongside.matching import policy as chosen
from alongside.matching import queries as proposals
from alongside.measures import actions as measures
from alongside.measures.rules import ITEMS
from alongside.participants import actions as participants
from alongside.participants import policy as requests
from alongside.participants.rules import Reach, Wish
from alongside.referrals import actions as referrals
from alongside.referrals import queries as services
from alongside.support import actions as support
from alongside.support import queries as walking

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

KINDS = ("emotional", "informational", "instrumental", "affiliational")
SETTINGS = ("street", "centre", "service", "phone")
BEARER = actors.Actor(actors.Kind.PARTNER_LINK, None, None, "partner")


@dataclass
class Life:
    demo: "Demo"
    asker: people.Asker

    def live(self) -> None:
        weeks = self.asker.weeks
        with self.demo.ago(weeks=weeks):
            self._ask()
        if not self.asker.peer:
            return
        with self.demo.ago(weeks=weeks, hours=-5):
            self._propose()
        with self.demo.ago(weeks=weeks, hours=-7):
            self._choose()
        if weeks < 1:
            return  # chosen just now: not met yet
        self._meet()
        self._walk()
        if self.asker.referred:
            self._refer()
        self._promise()

    def _ask(self) -> None:
        asker = self.asker
        asked = participants.ask(
            by=actors.system("public request", organisation_id=self.demo.organisation.pk),
            id=ids.new(),
            wish=Wish(
                language=asker.language,
                pathways=asker.pathways,
                experiences=asker.experiences,
                times=("evening",),
                place="Moncton",
                words=asker.wish,
            ),
            reach=Reach(way="text", how="506 555 0142") if asker.alias == "Sam" else Reach(),
            alias=asker.alias,
            key_language=asker.language,
        )
        self.request = asked.id
        if asker.alias:
            self.demo.return_keys[asker.alias] = asked.words
        key = accounts.use_return_key(by=self.demo.system, words=asked.words, address="")
        self.self = actors.return_key(key.pk, organisation_id=key.organisation_id)
        self.id: uuid.UUID = requests.participants_for(self.self).get().pk

    def _propose(self) -> None:
        """The coordinator shows whoever fits; the peer they will choose is among them."""
        omar = self.demo.hats["omar"]
        wanted = self.demo.profiles[self.asker.peer]
        request = requests.requests_for(omar).get(pk=self.request)
        fitting = [profile.pk for profile, *_rest in proposals.fitting(request)]
        others = [pk for pk in fitting if pk != wanted][:2]
        matching.propose(
            by=omar, request=request.pk, version=request.version, profiles=[wanted, *others]
        )

    def _choose(self) -> None:
        wanted = self.demo.profiles[self.asker.peer]
        shown = chosen.proposals_for(self.self).get(request_id=self.request, profile_id=wanted)
        matching.choose(by=self.self, proposal=shown.pk)

    @property
    def peer(self) -> actors.Actor:
        return self.demo.hats[self.asker.peer]

    def _meet(self) -> None:
        """The first time: what can't be kept private, what they agree to, a first goal."""
        with self.demo.ago(weeks=self.asker.weeks, days=-1):
            self._look("person", P.PARTICIPANT_READ)
            participants.tell_limits(by=self.peer, participant=self.id)
            me = requests.participants_for(self.self).get()
            participants.set_programme(
                by=self.peer,
                participant=self.id,
                programme=self.demo.programme.pk,
                version=me.version,
            )
            kinds = ("supported", "recorded") if self.asker.recorded else ("supported",)
            for kind in kinds:
                participants.give_consent(
                    by=self.self, participant=self.id, kind=kind, language=self.asker.language
                )
            if self.asker.goal and self.asker.recorded:
                self._set_goal()
            if self.asker.missed_after:
                pairing = walking.open_pairings(self.self).get()
                support.wish_to_be_missed(
                    by=self.self, pairing=pairing.pk, days=self.asker.missed_after
                )

    def _set_goal(self) -> None:
        support.set_goal(
            by=self.self,
            id=ids.new(),
            participant=self.id,
            dimension=self.asker.dimension,
            words=self.asker.goal,
            steps=self.asker.steps,
        )

    def _walk(self) -> None:
        """Every few days a contact; a check-in now and then."""
        if not self.asker.recorded:
            return
        day = self.asker.weeks * 7 - 1
        count = 0
        while day > self.asker.last_seen_days:
            with clock.pretend(self._the_day_after(self.demo.now - timedelta(days=day))):
                self._contact(count)
                if count % 3 == 0:
                    self._check_in(count)
            day -= self.demo.chance.choice((2, 3, 4))
            count += 1

    def _contact(self, count: int) -> None:
        chance = self.demo.chance
        notes = people.NOTES[self.asker.language]
        self._look("log", P.CONTACT_LOG)
        support.log_contact(
            by=self.peer,
            id=ids.new(),
            participant=self.id,
            kinds=chance.sample(KINDS, chance.choice((1, 1, 2))),
            setting=chance.choice(SETTINGS),
            minutes=chance.choice((10, 15, 30, 45)),
            note=notes[count % len(notes)] if count % 4 == 1 else "",
            site=self.demo.site.pk,
            programme=self.demo.programme.pk,
        )

    def _look(self, page: str, permission: P) -> None:
        """As the page's own door writes it down, so that there is somebody to read of."""
        participants.look(by=self.peer, participant=self.id, permission=permission, page=page)

    def _check_in(self, count: int) -> None:
        chance = self.demo.chance
        answers = {item: min(4, chance.randint(0, 2) + count // 4) for item in ITEMS}
        if count == 0:
            del answers["control"]  # every question may be left out
        measures.answer(by=self.self, id=ids.new(), participant=self.id, answers=answers)

    def _refer(self) -> None:
        """Prepared by the peer, agreed to by the person, answered by the clinic."""
        service = services.services("Rapid access clinic")[0]
        with self.demo.ago(days=9):
            row = referrals.refer(
                by=self.peer,
                id=ids.new(),
                participant=self.id,
                service=service.pk,
                shares=("name", "words", "together"),
                name=self.asker.alias,
                words=people.REFERRAL[self.asker.language],
                language=self.asker.language,
            )
        with self.demo.ago(days=8, hours=20):
            referrals.agree(by=self.self, referral=row.pk, version=1, language=self.asker.language)
            made = referrals.link(by=self.peer, id=ids.new(), referral=row.pk)
        if self.asker.referred == "sent":
            return
        with self.demo.ago(days=8):
            link = referrals.open_link(
                by=BEARER, secret=made.secret, pin=made.pin, browser=str(ids.new()), address=""
            )
            clinic = actors.partner_link(link.pk, organisation_id=link.organisation_id)
            shown = referrals.show(by=clinic).referral
            referrals.answer(by=clinic, version=shown.version, answer="seen", words="")
        if self.asker.referred == "closed":
            with self.demo.ago(days=5):
                referrals.close(
                    by=self.self, referral=row.pk, version=shown.version + 1, answer="seen-kind"
                )

    def _promise(self) -> None:
        """Some have something to look forward to."""
        if self.asker.alias not in people.PROMISES:
            return
        what, hours = people.PROMISES[self.asker.alias]
        support.promise(
            by=self.peer,
            id=ids.new(),
            participant=self.id,
            what=what,
            at=self._by_day(self.demo.now + timedelta(hours=hours)),
            place="Mill Street" if what == "meeting" else "",
        )

    def _the_day_after(self, at: datetime) -> datetime:
        """Some time between late morning and evening, at the place."""
        there = at.astimezone(ZoneInfo(self.demo.organisation.time_zone)) + timedelta(days=1)
        chance = self.demo.chance
        return there.replace(hour=chance.randint(11, 18), minute=chance.randrange(0, 60, 5))

    def _by_day(self, at: datetime) -> datetime:
        """That time, or ten the next morning where nobody would meet so late or early."""
        there = at.astimezone(ZoneInfo(self.demo.organisation.time_zone))
        there = there.replace(minute=0, second=0, microsecond=0)
        if 9 <= there.hour <= 20:
            return there
        return there.replace(hour=10) + timedelta(days=there.hour > 20)
