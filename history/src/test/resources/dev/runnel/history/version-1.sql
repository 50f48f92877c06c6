-- A file of version 1 as it was, never to be changed: one whole exchange, one that a process left running.
CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  started_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE exchanges (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  parent_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'completed', 'incomplete', 'failed', 'cancelled', 'interrupted')),
  started_at INTEGER NOT NULL,
  first_content_at INTEGER,
  ended_at INTEGER,
  stand_in TEXT,
  asked_endpoint TEXT,
  asked_model TEXT,
  endpoint TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT,
  served_model TEXT,
  temperature REAL,
  max_tokens INTEGER,
  finish_reason TEXT,
  finish_reason_wire TEXT,
  usage_source TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cached_input_tokens INTEGER,
  cache_write_input_tokens INTEGER,
  reasoning_tokens INTEGER,
  error_kind TEXT,
  error TEXT,
  writer_pid INTEGER NOT NULL,
  writer_started_at INTEGER NOT NULL,
  writer_boot TEXT NOT NULL
);
CREATE INDEX exchanges_of_conversation ON exchanges (conversation_id, id);
CREATE INDEX exchanges_by_time ON exchanges (started_at);
CREATE INDEX exchanges_running ON exchanges (state) WHERE state = 'running';
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  answer INTEGER NOT NULL DEFAULT 0,
  UNIQUE (exchange_id, position)
);
CREATE TABLE parts (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'image', 'tool_call', 'tool_result', 'reasoning', 'unknown')),
  text TEXT NOT NULL,
  name TEXT,
  reference TEXT,
  data BLOB,
  failed INTEGER NOT NULL DEFAULT 0,
  UNIQUE (message_id, position)
);
INSERT INTO conversations VALUES ('5wyyyyyyyab', 1763700000000);
INSERT INTO exchanges (id, conversation_id, parent_id, state, started_at, first_content_at, ended_at, asked_endpoint, endpoint, provider, model, served_model, finish_reason, usage_source, input_tokens, output_tokens, writer_pid, writer_started_at, writer_boot)
  VALUES ('5wyyyyyyyaaaaaaa', '5wyyyyyyyab', NULL, 'completed', 1763700000000, 1763700000100, 1763700001000, 'aunt', 'aunt', 'aunt', 'aunt-1', 'aunt-1-2025', 'STOP', 'REPORTED', 3, 4, 999999999, 0, 'gone');
INSERT INTO exchanges (id, conversation_id, parent_id, state, started_at, endpoint, provider, model, writer_pid, writer_started_at, writer_boot)
  VALUES ('5wyyyyyyybbbbbbb', '5wyyyyyyyab', '5wyyyyyyyaaaaaaa', 'running', 1763700002000, 'aunt', 'aunt', 'aunt-1', 999999999, 0, 'gone');
INSERT INTO messages VALUES (1, '5wyyyyyyyaaaaaaa', 0, 'user', 0);
INSERT INTO messages VALUES (2, '5wyyyyyyyaaaaaaa', 1, 'assistant', 1);
INSERT INTO messages VALUES (3, '5wyyyyyyybbbbbbb', 0, 'user', 0);
INSERT INTO messages VALUES (4, '5wyyyyyyybbbbbbb', 1, 'assistant', 1);
INSERT INTO parts VALUES (1, 1, 0, 'text', 'Where do rivers end?', NULL, NULL, NULL, 0);
INSERT INTO parts VALUES (2, 2, 0, 'text', 'In the sea.', NULL, NULL, NULL, 0);
INSERT INTO parts VALUES (3, 3, 0, 'text', 'All of them?', NULL, NULL, NULL, 0);
INSERT INTO parts VALUES (4, 4, 0, 'text', 'Some in a des', NULL, NULL, NULL, 0);
PRAGMA user_version = 1;
