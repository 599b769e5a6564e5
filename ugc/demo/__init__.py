"""What a newcomer finds in the demo brands."""
