-- From format 1: what language models were paid for.

CREATE TABLE spending (
  day TEXT NOT NULL,
  library TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  PRIMARY KEY (day, library)
) STRICT, WITHOUT ROWID;
