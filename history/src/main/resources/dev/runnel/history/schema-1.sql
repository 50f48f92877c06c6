-- Times are milliseconds since 1970, UTC. Ids sort by the time at which they were made.

CREATE TABLE conversations (
  id TEXT NOT NULL PRIMARY KEY,
  started_at INTEGER NOT NULL
) WITHOUT ROWID;

-- One request and its answer. It holds what the request added to the conversation; what came before is found by
-- way of parent_id, so that a conversation may branch.
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

-- The answer is the last message of its exchange.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  answer INTEGER NOT NULL DEFAULT 0,
  UNIQUE (exchange_id, position)
);

-- text: what is said; a tool's arguments or result. name: the tool's, or an image's media type. reference: a tool
-- call's id, an image's address, or the signature of reasoning.
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
