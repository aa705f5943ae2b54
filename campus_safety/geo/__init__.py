"""WGS-84 places: distances, validation, GeoJSON, the datum of the base map."""
