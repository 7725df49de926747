-- The log again, for `CHECK` cannot be altered: kinds of posts, replies, mentions and reactions are new.
CREATE TABLE new_events (
  room_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  sender TEXT,
  cid TEXT NOT NULL,
  target INTEGER,
  name TEXT,
  text TEXT,
  -- Not IN: it would make a table of the list at every insert.
  kind TEXT CHECK (kind IS NULL OR kind = 'action' OR kind = 'topic' OR kind = 'renamed'),
  reply INTEGER,
  emoji TEXT,
  -- JSON, as it is in the event; null when there are none. A deletion takes it away with the text.
  mentions TEXT,
  PRIMARY KEY (room_id, seq),
  CHECK (
    CASE type
      WHEN 'posted' THEN target IS NULL AND name IS NOT NULL AND text IS NOT NULL AND emoji IS NULL
      ELSE target IS NOT NULL AND kind IS NULL AND reply IS NULL AND
        CASE type
          WHEN 'edited' THEN name IS NULL AND text IS NOT NULL AND emoji IS NULL
          WHEN 'deleted' THEN name IS NULL AND text IS NULL AND emoji IS NULL AND mentions IS NULL
          WHEN 'reacted' THEN name IS NOT NULL AND text IS NULL AND emoji IS NOT NULL AND mentions IS NULL
          WHEN 'unreacted' THEN name IS NULL AND text IS NULL AND emoji IS NOT NULL AND mentions IS NULL
          ELSE FALSE
        END
    END
  )
) STRICT, WITHOUT ROWID;
INSERT INTO new_events (room_id, seq, type, at, sender, cid, target, name, text)
  SELECT room_id, seq, type, at, sender, cid, target, name, text FROM events ORDER BY room_id, seq;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
CREATE UNIQUE INDEX events_by_cid ON events (sender, cid) WHERE sender IS NOT NULL;
CREATE INDEX events_by_target ON events (room_id, target) WHERE type = 'edited';
CREATE INDEX events_with_topic ON events (room_id, seq) WHERE kind = 'topic';

-- How many rows of `reactions` the message has, so that nobody looks there for nothing.
ALTER TABLE messages ADD COLUMN reactions INTEGER NOT NULL DEFAULT 0;

-- Who chose what, as it stands now. `since` is the event by which the emoji came to the message, `seq` the person's own.
CREATE TABLE reactions (
  room_id INTEGER NOT NULL,
  target INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  since INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (room_id, target, emoji, person)
) STRICT, WITHOUT ROWID;

-- Whom messages mention, as they stand now. Ids only grow: that of a mention which was taken back is not given again.
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  room_id INTEGER NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX mentions_by_message ON mentions (person, room_id, seq);
CREATE INDEX mentions_by_person ON mentions (person, id);

CREATE INDEX skeletons_by_person ON skeletons (person_id);
