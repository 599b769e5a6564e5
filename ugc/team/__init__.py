"""Who works for a brand: inviting, changing, removing; and what everybody did."""
