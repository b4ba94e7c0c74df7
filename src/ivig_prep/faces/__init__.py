"""How a page looks: as plain text, on a screen, as HTML, as a calendar file, as JSON."""
