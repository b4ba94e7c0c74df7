"""One file per command: read, decide, save, say. No rules and no layout here."""
