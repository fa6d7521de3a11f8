"""Text messages to those who work here, by the same gateway and agreement as to everybody else."""

import uuid

from alongside.jobs import rules
from alongside.threads import channels


class Colleagues:
    def may(self, organisation_id: uuid.UUID) -> bool:
        found = channels.for_way("text")
        return found is not None and channels.is_agreed(found.service, organisation_id)

    def send(self, id: uuid.UUID, to: str, body: str) -> rules.Went:
        found = channels.for_way("text")
        assert found is not None
        outcome = found.send(channels.Notice(id, to, "", body)).what
        if outcome in {channels.SENT, channels.DELIVERED, channels.UNKNOWN}:
            return rules.Went(outcome, is_sent=True)
        return rules.Went(outcome, is_final=outcome != channels.AGAIN)
