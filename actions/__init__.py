"""What the bot does about each intent: a turn in, a reply out. Knows no channel."""
