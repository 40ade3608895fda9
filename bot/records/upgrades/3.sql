-- From format 2: the language of who waits for an article, and messages that no answer has taken the place of yet.

ALTER TABLE watches ADD COLUMN language TEXT NOT NULL DEFAULT 'auto';

CREATE TABLE unfinished (
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  guild_id INTEGER,
  language TEXT NOT NULL,
  PRIMARY KEY (channel_id, message_id)
) STRICT, WITHOUT ROWID;
