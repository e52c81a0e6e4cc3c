"""Breaking news at the desk: what is on air, a new line, and its end."""
