"""What the process that makes a document and whoever starts it agree on."""

PLAZO_S = 60
"""Seconds that making one may take."""
LUEGO = 75
"""Exit code: not now, perhaps later (`EX_TEMPFAIL`)."""
CEDE = 10
"""How much it gives way to the others: answering people comes first."""
