"""Doors of the supplies: what comes and goes (`stock`, `moves`), and what stands behind it."""
