-- From format 2: speakers, by which the articles are found in which somebody speaks.

CREATE TABLE speakers (
  library TEXT NOT NULL,
  word TEXT NOT NULL,
  article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  PRIMARY KEY (library, word, article_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_by_article ON speakers (article_key);

INSERT OR IGNORE INTO speakers (library, word, article_key)
  SELECT a.library, w.value, u.article_key FROM utterances u JOIN articles a ON a.key = u.article_key,
  json_each(speaker_words(u.speaker, u.described)) w;
