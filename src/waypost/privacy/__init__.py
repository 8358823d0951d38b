"""The gate: what must never be published is found before it is.

`names` is the author's private list, `folding` and `matching` how one of them is found in whatever
it was written, `passages` what a file says, also where nobody sees it (`packed` what lies in it,
`documents` what a PDF says, `legible` what a film does), and `gate` what the author is told of it.
"""
