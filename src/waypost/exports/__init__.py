"""The journal as an archive that someone can read in twenty years."""
