"""The channels: Telegram, its simulator, the command line; and the conversation."""
