"""The plan de acción: what it says, when it comes due, who answers for it."""
