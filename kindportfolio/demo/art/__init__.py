"""A small paint box for the demo's photos and drawings; knows nothing of schools or books."""
