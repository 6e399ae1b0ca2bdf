"""A plan de acción from a table (.xlsx, .csv or .docx): what it says, and everything that could not be read."""
