"""Pure decisions of the directory: positions, times, names of places, plain words."""
