"""Opinion surveys: questionnaires, campaigns, answers without an author, results."""
