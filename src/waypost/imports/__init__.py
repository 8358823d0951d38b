"""What was written elsewhere, as entries."""
