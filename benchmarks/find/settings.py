"""The product as it is served, with the views added against which it is measured."""

from benchmarks.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.find.urls"
API_A_MINUTE = 0  # one machine asks here for thousands
WEB_WORKERS, WEB_THREADS = 2, 4
