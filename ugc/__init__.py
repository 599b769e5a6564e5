"""Collect what customers send, with consent, and answer every one of them."""
