"""The catalogue of the field's rules: value, whom it binds, source, in force from and until, checked or not."""
