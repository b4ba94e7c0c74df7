"""What each screen says, its prompts included, one file for each command."""
