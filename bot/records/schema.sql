-- The records: what servers set, what people asked and were answered, what they made of it. People only as hashes.
-- Whoever changes it adds a step to upgrades/ and raises SCHEMA_VERSION.
-- Whatever somebody wrote hangs on an answer, so that it goes when the answer goes. Moments are ISO 8601 in UTC.

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE servers (
  guild_id INTEGER PRIMARY KEY,
  settings TEXT NOT NULL DEFAULT '{}',
  left_at TEXT
) STRICT;

-- A gap is a question that the articles do not answer; questions that ask the same share it.
CREATE TABLE answers (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  guild_id INTEGER,
  channel_id INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  person TEXT NOT NULL,
  libraries TEXT NOT NULL,
  question TEXT NOT NULL,
  understood TEXT NOT NULL,
  outcome TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  missing TEXT NOT NULL,
  differing TEXT NOT NULL,
  period TEXT,
  answerer TEXT NOT NULL,
  freshness TEXT NOT NULL,
  shared INTEGER NOT NULL,
  private INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  gap TEXT
) STRICT;
CREATE INDEX answers_by_conversation ON answers (conversation, asked_at);
CREATE INDEX answers_by_person ON answers (person);
CREATE INDEX answers_by_server ON answers (guild_id);
CREATE INDEX answers_by_moment ON answers (asked_at);
CREATE INDEX answers_by_gap ON answers (gap) WHERE gap IS NOT NULL;

CREATE TABLE statements (
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  citations TEXT NOT NULL,
  marked TEXT NOT NULL,
  elaborates INTEGER NOT NULL,
  unchecked INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (answer_key, ordinal)
) STRICT, WITHOUT ROWID;

-- What is cited, and what was closest where nothing answers.
CREATE TABLE citations (
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  closest INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  number INTEGER NOT NULL,
  library TEXT NOT NULL,
  article_id TEXT NOT NULL,
  passage_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  speaker TEXT,
  PRIMARY KEY (answer_key, closest, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_by_article ON citations (library, article_id);

CREATE TABLE messages (
  key INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  UNIQUE (channel_id, message_id)
) STRICT;
CREATE INDEX messages_by_answer ON messages (answer_key);

CREATE TABLE feedback (
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  person TEXT NOT NULL,
  up INTEGER NOT NULL,
  reason TEXT NOT NULL,
  rated_at TEXT NOT NULL,
  PRIMARY KEY (answer_key, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_by_person ON feedback (person);

-- Somebody wants to be told, under the message, when an article answers.
CREATE TABLE watches (
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  person TEXT NOT NULL,
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (answer_key, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX watches_by_person ON watches (person);

-- Messages that promise an answer. What still stands here when the bot starts was broken off.
CREATE TABLE unfinished (
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  guild_id INTEGER,
  language TEXT NOT NULL,
  PRIMARY KEY (channel_id, message_id)
) STRICT, WITHOUT ROWID;

-- How many tokens of language models each library's questions took in a day (UTC), reserved ones included.
CREATE TABLE spending (
  day TEXT NOT NULL,
  library TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  PRIMARY KEY (day, library)
) STRICT, WITHOUT ROWID;
