"""Phones that are carried into the field, what came from them, and what waits for a person."""

from alongside.capture.models.arrived import Capture, Hold
from alongside.capture.models.phones import Device

__all__ = ["Capture", "Device", "Hold"]
