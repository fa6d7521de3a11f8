"""What the pages about an organisation's own questions read."""
