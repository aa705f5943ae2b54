"""How often something may be done in a span of time, counted in the database: across processes and restarts."""
