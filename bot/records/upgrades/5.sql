ALTER TABLE answers DROP COLUMN denying;
