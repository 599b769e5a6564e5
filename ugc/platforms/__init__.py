"""The networks we publish to, and mail."""
