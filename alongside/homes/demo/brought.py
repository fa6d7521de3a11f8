"""A file of people that waits for a yes in the demo: the report of each row, with its errors."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alongside.core import ids
from alongside.exchange import actions as exchange
from alongside.exchange.people import sample

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo


@dataclass
class Brought:
    demo: "Demo"

    def live(self) -> None:
        omar = self.demo.hats["omar"]
        given = [(sample.NAME, sample.packed())]
        with self.demo.ago(hours=2):
            run = exchange.bring_people(by=omar, id=ids.new(), given=given)
            guessed = [(kind, fields) for kind, fields in run.choices["tables"]]
            exchange.map_people(
                by=omar, bringing=run.pk, tables=guessed, kinds="emotional", later=False
            )
            exchange.look_through_people(by=omar, bringing=run.pk)
