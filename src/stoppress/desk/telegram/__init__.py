"""The newsroom's bot in Telegram: it tells people what concerns them, and hears what they write."""
