"""Newsletters: from the operator's mailbox to articles of the senders that somebody accepted."""
