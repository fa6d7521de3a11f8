"""The product's own settings, with the reference views added to its paths."""

from alongside.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
LOGGING = {"version": 1, "disable_existing_loggers": False}
