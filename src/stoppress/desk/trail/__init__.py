"""The trail: every verb with who did it, when and why; read and exported, never changed."""
