"""The commands that Discord offers, a file for each verb or for verbs that belong together."""
