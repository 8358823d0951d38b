"""Questions asked of a journal. Each answer is plain data, whoever renders it."""
