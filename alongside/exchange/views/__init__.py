"""The doors of lists and feeds."""
