"""What each page may cost. Written down so that a change that costs more is seen.

Ratios are of p50 against the reference view of the same run.
"""

RATIO = {
    "find: meetings near a place": 5.0,
    "Today": 6.0,
    "a participant's page": 5.0,
    "log a contact": 4.0,
}
GROWTH = 1.5
QUERIES = {
    "find: meetings near a place": 12,
    "Today": 16,
    "a participant's page": 24,
    "log a contact": 20,
}
