"""Phones that come back into signal: what is sent, cut, sent again, and counted afterwards."""
