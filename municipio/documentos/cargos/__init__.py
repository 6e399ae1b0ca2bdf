"""Documents about who holds the posts of the plan."""
