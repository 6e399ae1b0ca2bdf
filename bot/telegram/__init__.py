"""The Telegram channel: receives by polling, attends each chat in order, answers through `bot.outbound`."""
