"""What the Team and the Outcomes page need. Reads only."""
