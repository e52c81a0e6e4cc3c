"""Forms of dates at the desk, where Django has none or others than a newsroom uses."""
