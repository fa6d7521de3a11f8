"""Who needs a peer today and why, and which times make sense. Plain values only."""

# After how many quiet days somebody may wish to be missed; None is never.
QUIET_DAYS = (None, 3, 7, 14, 30)
