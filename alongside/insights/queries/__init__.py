"""What the Team and the Outcomes page need. Reads only."""

from alongside.insights.queries import outcomes, team, visits, work

__all__ = ["outcomes", "team", "visits", "work"]
