"""The methods of the Bot API, one file per group, and their dispatcher."""
