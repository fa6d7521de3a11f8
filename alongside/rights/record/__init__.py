"""The whole record of one person: where it is found, how it is read, and its three shapes."""
