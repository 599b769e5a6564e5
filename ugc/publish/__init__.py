"""Gallery, credit, schedule, reshare, retract."""
