"""What to collect: campaign definitions, read from TOML, checked, compared, applied, exported."""
