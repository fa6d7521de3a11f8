"""The shape of what people type on the pages of lists and feeds."""
