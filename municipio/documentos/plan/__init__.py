"""Documents of the plan de acción."""
