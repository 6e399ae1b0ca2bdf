"""The domain: models, rules and services of a municipality. Knows no channel."""
