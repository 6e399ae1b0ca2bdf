"""Pictures, page and spreadsheets of the results of surveys."""
