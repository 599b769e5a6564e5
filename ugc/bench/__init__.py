"""Measures our work against its yardsticks; `python -m ugc bench NAME` prints what these modules return."""
