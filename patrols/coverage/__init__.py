"""How well points are covered: counts, rates, heat map, load of officers; for a day, a week, a month."""
