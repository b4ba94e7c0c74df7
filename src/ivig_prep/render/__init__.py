"""Value in, text out; one file per face. Nothing here decides, and nothing here prints."""
