"""Messages to people: the inbox, the outbox and the channels out of the house."""
