-- The ledger: every article whole, its passages with their vectors, who said what, and what changed when.
-- Whoever changes it adds a step to upgrades/ and raises SCHEMA_VERSION.

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  library TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  url TEXT,
  source TEXT,
  author TEXT,
  published TEXT,
  published_from TEXT,
  language TEXT,
  location TEXT,
  digest TEXT NOT NULL,
  text_digest TEXT NOT NULL,
  UNIQUE (library, id)
) STRICT;
CREATE INDEX articles_by_url ON articles (library, url);
CREATE INDEX articles_by_date ON articles (library, published);
CREATE INDEX articles_by_source ON articles (library, source);

-- Articles with the text of another one, which is stored once.
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

-- A passage's words are a slice of its article's text; start and end count code points.
CREATE TABLE passages (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  library TEXT NOT NULL,
  id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  embedded TEXT NOT NULL,  -- digest of the string that the vector stands for
  vector BLOB NOT NULL,    -- float32, little-endian, unit length
  UNIQUE (library, id)
) STRICT;
CREATE INDEX passages_by_article ON passages (article_key, ordinal);

-- Contentless: the words are kept once, in articles.
CREATE VIRTUAL TABLE words USING fts5 (
  title, text, content = '', tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);

CREATE TABLE utterances (
  article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  speaker TEXT NOT NULL,
  described TEXT NOT NULL,
  cue TEXT NOT NULL,
  kind TEXT NOT NULL,
  spans TEXT NOT NULL  -- JSON: [[start, end], …], one pair a sentence
) STRICT;
CREATE INDEX utterances_by_article ON utterances (article_key);

-- The words that describe the speakers of an article, folded: by them the articles are found in which somebody speaks.
CREATE TABLE speakers (
  library TEXT NOT NULL,
  word TEXT NOT NULL,
  article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  PRIMARY KEY (library, word, article_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_by_article ON speakers (article_key);

CREATE TABLE libraries (
  library TEXT PRIMARY KEY,
  indexed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  library TEXT NOT NULL,
  source TEXT NOT NULL,
  last_success TEXT,
  error TEXT,
  PRIMARY KEY (library, source)
) STRICT, WITHOUT ROWID;

-- What a file or page held when it was last taken in, so that one that did not change is not read again.
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

-- What Chroma has yet to follow. A passage named here is to be taken over if it is there, else removed.
CREATE TABLE changes (
  revision INTEGER NOT NULL,
  library TEXT NOT NULL,
  passage_id TEXT NOT NULL,
  PRIMARY KEY (revision, library, passage_id)
) STRICT, WITHOUT ROWID;
