"""What a participant and those who walk with them write to each other, and how it is told
outside that there is something."""

from alongside.threads.models.hours import Reading
from alongside.threads.models.messages import Draft, Message
from alongside.threads.models.sending import Heard, Line, Outgoing

__all__ = ["Draft", "Heard", "Line", "Message", "Outgoing", "Reading"]
