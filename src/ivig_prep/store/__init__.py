"""The person's own record in SQLite: all SQL stands in this folder.

Every entry is one durable transaction (rollback journal, `synchronous=EXTRA`) that has ended before the
method returns. Rows are added; what is changed keeps its former version in a history table.
"""
