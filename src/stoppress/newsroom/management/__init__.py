"""Commands of Wagtail's that would go past the newsroom's verbs, in our words or not at all."""
