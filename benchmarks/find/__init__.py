"""The finder, measured at the size of a country: `make bench-find`."""
