"""Our Rasa graph component and its parts: text, features, linear model, clauses, reader."""
