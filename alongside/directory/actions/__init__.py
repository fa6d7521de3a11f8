"""Every write to the directory: an import as a whole, and the gazetteer."""

from alongside.directory.actions.places import load_places
from alongside.directory.actions.runs import Manner, apply_import

__all__ = ["Manner", "apply_import", "load_places"]
