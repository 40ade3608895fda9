-- From format 3: the names of sources are read without reading the articles.

CREATE INDEX articles_by_source ON articles (library, source);
