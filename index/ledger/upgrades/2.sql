-- From format 1: copies, documents, where a date comes from.

ALTER TABLE articles ADD COLUMN published_from TEXT;
ALTER TABLE articles ADD COLUMN text_digest TEXT NOT NULL DEFAULT '';
UPDATE articles SET text_digest = text_digest(text);
DROP INDEX articles_by_location;
CREATE INDEX articles_by_url ON articles (library, url);
CREATE INDEX articles_by_date ON articles (library, published);

CREATE TABLE copies (
  library TEXT NOT NULL,
  id TEXT NOT NULL,
  article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  title TEXT NOT NULL,
  url TEXT,
  source TEXT,
  author TEXT,
  published TEXT,
  published_from TEXT,
  language TEXT,
  location TEXT,
  digest TEXT NOT NULL,
  PRIMARY KEY (library, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_article ON copies (article_key);
CREATE INDEX copies_by_url ON copies (library, url);

CREATE TABLE documents (
  library TEXT NOT NULL,
  location TEXT NOT NULL,
  source TEXT NOT NULL,
  article_id TEXT NOT NULL,
  digest TEXT NOT NULL,  -- of its bytes and of how they are read
  etag TEXT,
  last_modified TEXT,
  announced TEXT,        -- digest of what its feed says of it
  PRIMARY KEY (library, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_article ON documents (library, article_id);

-- Articles that state their own ids come from such files.
INSERT INTO documents (library, location, source, article_id, digest)
  SELECT DISTINCT library, location, location, '', '' FROM articles WHERE location LIKE '%.jsonl';
