"""Every write to the directory: an import as a whole, the gazetteer, and what humans settle."""

from alongside.directory.actions.differences import settle_differences
from alongside.directory.actions.places import load_places
from alongside.directory.actions.runs import Manner, apply_again, apply_import, sweep_index
from alongside.directory.actions.twins import find_twins, settle_twin, undo_twin

__all__ = [
    "Manner",
    "apply_again",
    "apply_import",
    "find_twins",
    "load_places",
    "settle_differences",
    "settle_twin",
    "sweep_index",
    "undo_twin",
]
