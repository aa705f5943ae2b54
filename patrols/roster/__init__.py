"""The roster of a week: what is to be done, who does it, how it is copied and balanced. Nothing here writes."""
