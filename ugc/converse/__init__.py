"""Threads, the inbox, and the letters that go out."""
