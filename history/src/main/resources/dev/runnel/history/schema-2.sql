-- Full-text search. Answers become searchable when they have ended: while they grow, they would be indexed again
-- with every piece.

ALTER TABLE parts ADD COLUMN searchable INTEGER NOT NULL DEFAULT 0;

UPDATE parts SET searchable = 1
WHERE kind = 'text' AND message_id IN (
  SELECT messages.id FROM messages JOIN exchanges ON exchanges.id = messages.exchange_id
  WHERE messages.answer = 0 OR exchanges.state <> 'running');

CREATE VIEW searchable_parts AS SELECT id, text FROM parts WHERE searchable = 1;

CREATE VIRTUAL TABLE search USING fts5 (
  text, content = 'searchable_parts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- What is deleted leaves no trace in the index.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search (search) VALUES ('rebuild');

CREATE TRIGGER search_inserted AFTER INSERT ON parts WHEN new.searchable = 1 BEGIN
  INSERT INTO search (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER search_deleted AFTER DELETE ON parts WHEN old.searchable = 1 BEGIN
  INSERT INTO search (search, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- One trigger, since the order in which two would fire is not defined.
CREATE TRIGGER search_updated AFTER UPDATE OF text, searchable ON parts BEGIN
  INSERT INTO search (search, rowid, text) SELECT 'delete', old.id, old.text WHERE old.searchable = 1;
  INSERT INTO search (rowid, text) SELECT new.id, new.text WHERE new.searchable = 1;
END;
