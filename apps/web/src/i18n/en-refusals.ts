import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

const errors: Record<ErrorCode, string> = {
  bad_json: 'The server could not read this. Reload the page.',
  unknown_type: 'The server does not know this. Reload the page.',
  bad_field: 'The server did not understand this. Reload the page.',
  text_empty: 'There is nothing in this message.',
  text_too_long: 'This message is too long. Send it in parts.',
  room_invalid: 'This cannot be the name of a room.',
  room_limit: 'This page is in too many rooms. Reload it.',
  not_joined: 'You are not in this room. Try again.',
  name_needed: 'Say who you are first.',
  name_invalid: 'This cannot be a name.',
  name_taken: 'Somebody has this name already. Choose another.',
  name_lookalike: 'This looks like a name that somebody has. Choose one that cannot be mixed up.',
  name_set: 'You have a name already.',
  cid_reused: 'The server took this for another message. Discard it and write it again.',
  no_such_message: 'This message is not here any more.',
  message_deleted: 'This message has been deleted.',
  emoji_invalid: 'This is not an emoji.',
  reactions_full: 'This message has as many reactions as it can hold.',
  not_yours: 'Only the person who wrote a message can change it.',
  store_full: 'The server’s disk is full, so this was not kept. Tell whoever runs it.',
  store_failed: 'The server could not keep this. Try again.',
  internal: 'The server made a mistake. Try again.',
  stopping: 'The server is restarting. Try again in a moment.',
};

const nameReasons: Record<NameReason, string> = {
  empty: 'A name needs at least one letter.',
  too_long: 'This is too long for a name. At most 32 characters.',
  hidden_characters: 'There is a character in it that nobody can see. Type the name by hand.',
  too_many_marks: 'There are too many marks on one letter.',
  slash: 'There cannot be a slash in it.',
};

const roomReasons: Record<NameReason, string> = {
  empty: 'The name of a room needs at least one letter.',
  too_long: 'This is too long for the name of a room. At most 64 characters.',
  hidden_characters: 'There is a character in it that nobody can see. Type the name by hand.',
  too_many_marks: 'There are too many marks on one letter.',
  slash: 'The name of a room cannot have a slash in it.',
};

/** Why something was refused, and what to do. */
export const enRefusals = { errors, nameReasons, roomReasons };
