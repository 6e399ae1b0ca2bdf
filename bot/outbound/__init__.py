"""The mouth: whatever leaves for people goes through here. Used by the bot and by the reminders."""
