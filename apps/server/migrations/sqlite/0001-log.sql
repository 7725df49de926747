-- The history's identity. Whoever restores a backup changes it, so that clients drop what they remember.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', lower(hex(randomblob(16))));

-- A room begins with its first event. `head` is the `seq` of its newest one.
CREATE TABLE rooms (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL UNIQUE,
  head INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rooms_by_last_at ON rooms (last_at, id);

-- The log. Rows are never changed, except that a deletion empties `text`. Times are milliseconds since 1970.
CREATE TABLE events (
  room_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  sender TEXT,
  cid TEXT NOT NULL,
  target INTEGER,
  name TEXT,
  text TEXT,
  PRIMARY KEY (room_id, seq),
  CHECK (
    CASE type
      WHEN 'posted' THEN target IS NULL AND name IS NOT NULL AND text IS NOT NULL
      WHEN 'edited' THEN target IS NOT NULL AND name IS NULL AND text IS NOT NULL
      WHEN 'deleted' THEN target IS NOT NULL AND name IS NULL AND text IS NULL
      ELSE FALSE
    END
  )
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX events_by_cid ON events (sender, cid) WHERE sender IS NOT NULL;
CREATE INDEX events_by_target ON events (room_id, target) WHERE target IS NOT NULL;

-- What the log adds up to. `text_seq` is the event that holds the text that stands now; null when deleted.
CREATE TABLE messages (
  room_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  text_seq INTEGER,
  edited_at INTEGER,
  PRIMARY KEY (room_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What look-alikes of a name have in common: it belongs to one person only.
CREATE TABLE skeletons (
  skeleton TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people
) STRICT, WITHOUT ROWID;
