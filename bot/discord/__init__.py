"""The Discord front end: a client, its commands, and how answers look there."""
