"""Finding which trámite a citizen means: a search over the catalogue that is refitted when a ficha changes."""
