"""Answer who said what: whose words are asked for, and which utterances are theirs."""
