"""Tables of people, as other programs and spreadsheets keep them: what can be in them, how a cell
is read, what would become of each row, and how we write them ourselves. Plain values only; what
reads and writes rows is in `actions`."""
