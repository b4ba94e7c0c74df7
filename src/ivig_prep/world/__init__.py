"""What lies outside the program: the terminal, folders, files, the browser and the clock."""
