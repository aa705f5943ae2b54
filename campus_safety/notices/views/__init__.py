"""The pages of the inbox, of channels, and of approved hosts."""
