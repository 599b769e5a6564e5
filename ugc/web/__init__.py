"""The pages: what customers, visitors and staff see."""
