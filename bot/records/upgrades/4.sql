-- From format 3: whose a watch is. Several people may wait for one answer; until now it was taken for the asker's.

ALTER TABLE watches RENAME TO former_watches;
CREATE TABLE watches (
  answer_key INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
  person TEXT NOT NULL,
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (answer_key, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX watches_by_person ON watches (person);
INSERT INTO watches
SELECT w.answer_key, a.person, w.channel_id, w.message_id, w.language
FROM former_watches w JOIN answers a ON a.key = w.answer_key;
DROP TABLE former_watches;
