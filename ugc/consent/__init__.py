"""Asking, answering, receipts and withdrawal."""
