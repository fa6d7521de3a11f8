"""Nine weeks in the demo organisation, told through the actions that everybody uses.

The clock is pretended, so that what happened is in the past; nothing else is.
"""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alongside.accounts import actions as accounts
from alongside.accounts import actors, models, queries
from alongside.accounts.actors import Actor
from alongside.core import clock, ids, scope
from alongside.homes.demo import people
from alongside.homes.demo.after import After
from alongside.homes.demo.asked import Asked
from alongside.homes.demo.brought import Brought
from alongside.homes.demo.circles import Circles
from alongside.homes.demo.desk import Desk
from alongside.homes.demo.known import Known
from alongside.homes.demo.naloxone import Naloxone
from alongside.homes.demo.out import Out
from alongside.homes.demo.owed import Owed
from alongside.homes.demo.phones import Phones
from alongside.homes.demo.plans import Plans
from alongside.homes.demo.rooms import Rooms
from alongside.homes.demo.shelves import Shelves
from alongside.homes.demo.talks import Talks
from alongside.homes.demo.truths import Truths
from alongside.homes.demo.walks import Life
from alongside.homes.demo.walls import Walls
from alongside.homes.demo.work import Working
from alongside.participants import actions as participants
from alongside.peers import actions as peers
from alongside.peers import rules as showing

WEEKS = 9
ORGANISATION, ZONE = "Riverbend Recovery", "America/Moncton"
POSITION = (46.09, -64.8)  # the middle of the town


@dataclass
class Demo:
    """One organisation and what its people did. `return_keys` are the six words by alias."""

    now: datetime = field(default_factory=clock.now)
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    hats: dict[str, Actor] = field(default_factory=dict)
    profiles: dict[str, uuid.UUID] = field(default_factory=dict)
    return_keys: dict[str, str] = field(default_factory=dict)
    lives: dict[str, Life] = field(default_factory=dict)
    rosa: str = ""  # her sign-in name; two digits are added to what she wished for

    def live(self) -> None:
        with self.ago(weeks=WEEKS):
            self._organisation()
        with scope.within(self.organisation.pk):
            with self.ago(weeks=WEEKS, hours=-1):
                for worker in people.WORKERS:
                    self._invite(worker)
                for peer in people.PEERS:
                    self._show(peer)
                Owed(self).settle()
            for asker in sorted(people.ASKERS, key=lambda asker: -asker.weeks):
                life = Life(self, asker)
                life.live()
                self.lives[asker.alias] = life
                if asker.alias == "Rosa":
                    self._have_account(life)
            Plans(self).live()
            Truths(self).live()
            Walls(self).live()
            Owed(self).live()
            Known(self).live()
            Circles(self, ZONE).live()
            Desk(self).live()
            Rooms(self).live()
            Talks(self).live()
            Out(self).live()
            Working(self).live()
            Naloxone(self).live()
            Shelves(self).live()
            After(self).live()
            Asked(self).live()
            Brought(self).live()
            Phones(self).live()

    @contextmanager
    def ago(self, **long: float) -> Iterator[None]:
        with clock.pretend(self.now - timedelta(**long)):
            yield

    def _organisation(self) -> None:
        first = accounts.begin(
            by=actors.system("demo"),
            organisation=ORGANISATION,
            name="Kit",
            username="kit",
            country="CA",
            time_zone=ZONE,
            hosting="other",
        )
        self.organisation: models.Organisation = first.membership.organisation
        self.system = actors.system("demo", organisation_id=self.organisation.pk)
        with scope.within(self.organisation.pk):
            kit = self._first_sign_in("kit", first)
            self._be_patient(kit)
            self.site = accounts.add_site(by=kit, id=ids.new(), name="Mill Street", time_zone=ZONE)
            self.programme = accounts.add_programme(by=kit, id=ids.new(), name="Walking together")
            participants.choose_regime(
                by=kit,
                programme=self.programme.pk,
                regime="ca-phipaa",
                minors_from=16,
                version=self.programme.version,
            )

    def _be_patient(self, kit: Actor) -> None:
        """Whoever tries the roles one after the other isn't asked for a second lock in each."""
        row = self.organisation
        accounts.edit_organisation(
            by=kit,
            name=row.name,
            time_zone=row.time_zone,
            answers_within_hours=row.answers_within_hours,
            takes_requests=row.takes_requests,
            phone=row.phone,
            version=row.version,
            factor_grace_days=90,
        )
        row.refresh_from_db()

    def _invite(self, worker: people.Worker) -> Actor:
        walks = worker.role in {"peer", "volunteer"}
        invitation = accounts.invite(
            by=self.system,
            id=ids.new(),
            name=worker.name,
            username=worker.username,
            role=worker.role,
            programme=self.programme.pk,
            site=self.site.pk,
            supervisor=self.hats["dana"].person_id if walks else None,
            language=worker.language,
            exact=True,
        )
        return self._first_sign_in(worker.username, invitation)

    def _first_sign_in(self, username: str, invitation: accounts.Invitation) -> Actor:
        """They change the passphrase that was handed over, as everybody must."""
        hat = queries.actor_as(invitation.membership)
        accounts.change_passphrase(by=hat, current=invitation.passphrase, new=people.PASSPHRASE)
        self.hats[username] = hat
        return hat

    def _show(self, peer: people.Peer) -> None:
        hat = self.hats[peer.username]
        said = showing.Said(
            called=next(w.name for w in people.WORKERS if w.username == peer.username),
            introduction=peer.introduction,
            languages=peer.languages,
            pathways=peer.pathways,
            experiences={slug: showing.Lived(showing.ASKERS) for slug in peer.experiences},
            times=frozenset((day, part) for day in range(7) for part in peer.parts),
            capacity=peer.capacity,
            place="Moncton",
            latitude=POSITION[0],
            longitude=POSITION[1],
        )
        profile = peers.save_profile(by=hat, id=ids.new(), version=0, said=said)
        peers.publish(by=hat)
        self.profiles[peer.username] = profile.pk

    def _have_account(self, life: Life) -> None:
        """Sam's mother, a participant in her own right, wanted an account beside her words."""
        hat = participants.have_account(
            by=life.self,
            id=ids.new(),
            username="rosa",
            passphrase=people.PASSPHRASE,
            language="en",
        )
        self.rosa = hat.person.username if hat else ""
