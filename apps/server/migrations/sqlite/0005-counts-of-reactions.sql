-- How many people were under the emoji after a reaction. Counted here for the events of before.
ALTER TABLE events ADD COLUMN count INTEGER CHECK (count IS NULL OR emoji IS NOT NULL);
UPDATE events SET count = counted.count
FROM (
  SELECT room_id, seq,
    sum((type = 'reacted') - coalesce(before = 'reacted', FALSE))
      OVER (PARTITION BY room_id, target, emoji ORDER BY seq) AS count
  FROM (
    SELECT room_id, seq, target, emoji, type,
      lag(type) OVER (PARTITION BY room_id, target, emoji, sender ORDER BY seq) AS before
    FROM events WHERE emoji IS NOT NULL
  )
) counted
WHERE events.room_id = counted.room_id AND events.seq = counted.seq;

-- What a page shows of each emoji under a message. `since` is the event by which the emoji came to the message, `sample`
-- JSON: some of the people. Everybody stands in `reactions`.
CREATE TABLE reaction_counts (
  room_id INTEGER NOT NULL,
  target INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  since INTEGER NOT NULL,
  count INTEGER NOT NULL,
  sample TEXT NOT NULL,
  PRIMARY KEY (room_id, target, emoji)
) STRICT, WITHOUT ROWID;
INSERT INTO reaction_counts
  SELECT room_id, target, emoji, min(since), count(*),
    json_group_array(json_object('id', person, 'name', name) ORDER BY seq) FILTER (WHERE place <= 5)
  FROM (
    SELECT *, row_number() OVER (PARTITION BY room_id, target, emoji ORDER BY seq) AS place FROM reactions
  )
  GROUP BY room_id, target, emoji;
ALTER TABLE reactions DROP COLUMN since;
