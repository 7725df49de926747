-- Names that renames have freed. Until `until`, in milliseconds since 1970, only their former holders may have them.
CREATE TABLE former_names (
  skeleton TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people,
  name TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_names_by_person ON former_names (person_id, until);
CREATE INDEX former_names_by_until ON former_names (until);

-- The rooms in which each person has posted or reacted: a new name is announced there. Notices of renames do not count.
CREATE TABLE authors (
  person TEXT NOT NULL,
  room_id INTEGER NOT NULL,
  PRIMARY KEY (person, room_id)
) STRICT, WITHOUT ROWID;
INSERT INTO authors (person, room_id)
  SELECT DISTINCT sender, room_id FROM events
  WHERE sender IS NOT NULL AND (type = 'reacted' OR (type = 'posted' AND kind IS NOT 'renamed'));
