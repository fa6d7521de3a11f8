"""Here: it is there when they come in. Nothing leaves."""

from alongside.threads.channels import DELIVERED, Notice, Outcome


class Inside:
    service = ""
    tells_doubles = False

    def send(self, notice: Notice) -> Outcome:
        return Outcome(DELIVERED)
