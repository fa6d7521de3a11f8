"""What the Team and the Outcomes page need. Reads only."""

from alongside.insights.queries import answers, outcomes, team, visits, work

__all__ = ["answers", "outcomes", "team", "visits", "work"]
