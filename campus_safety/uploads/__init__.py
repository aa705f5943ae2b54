"""Files taken in: checked by content, re-encoded, stored, served safely. Who may see one, the app that owns it says."""
