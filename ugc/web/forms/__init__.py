"""Forms, built with WTForms."""
