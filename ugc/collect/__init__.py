"""Upload intake: photos into a draft, a draft into a submission."""
