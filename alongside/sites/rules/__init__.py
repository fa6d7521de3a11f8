"""Decisions on plain values: times, and how things are counted."""
