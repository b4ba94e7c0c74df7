"""What a command does with the record and the lists, without asking: open a day, save a date, write an entry."""
