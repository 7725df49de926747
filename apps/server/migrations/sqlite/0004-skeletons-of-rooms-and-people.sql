-- Which names look alike has changed, so skeletons are computed anew. Of two people whose names look alike now, the older
-- keeps the skeleton.
DELETE FROM skeletons;
INSERT OR IGNORE INTO skeletons (skeleton, person_id)
  SELECT key.value, people.id FROM people, json_each(skeletons_of(people.name)) AS key ORDER BY people.at, people.id;

-- A quarantined name is kept by its old skeletons, too.
INSERT OR IGNORE INTO former_names (skeleton, person_id, name, until)
  SELECT key.value, person_id, name, until FROM former_names, json_each(skeletons_of(name)) AS key;

-- What look-alikes of a room's name have in common: only one of them gets messages. The lobby exists from the start.
CREATE TABLE room_skeletons (skeleton TEXT PRIMARY KEY, room TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO room_skeletons (skeleton, room) SELECT value, 'lobby' FROM json_each(skeletons_of('lobby'));
INSERT OR IGNORE INTO room_skeletons (skeleton, room)
  SELECT key.value, rooms.room FROM rooms, json_each(skeletons_of(rooms.room)) AS key ORDER BY rooms.id;
