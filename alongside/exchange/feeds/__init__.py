"""What goes out about meetings, in the formats that others read. Public facts only."""
