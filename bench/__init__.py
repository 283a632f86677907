"""What the pages cost, measured on the served house beside a plain file from nginx."""
