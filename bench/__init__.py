"""The benchmark: one generated journal, built by Waypost and by stock Material."""
