import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

const errors: Record<ErrorCode, string> = {
  bad_json: 'The server could not read this. Reload the page.',
  unknown_type: 'The server does not support this. Reload the page.',
  bad_field: 'The server did not understand this. Reload the page.',
  text_empty: 'This message is empty.',
  text_too_long: 'This message is too long. Send it in parts.',
  room_invalid: 'This is not a valid room name.',
  room_limit: 'This page is in too many rooms. Reload it.',
  not_joined: 'You are not in this room. Try again.',
  name_needed: 'Choose a name first.',
  name_invalid: 'This is not a valid name.',
  name_taken: 'This name is already taken. Choose another.',
  name_lookalike: 'This looks too much like a name that is taken. Choose another.',
  name_set: 'You already have a name.',
  cid_reused: 'The server mistook this for another message. Discard it and send it again.',
  no_such_message: 'This message no longer exists.',
  message_deleted: 'This message has been deleted.',
  emoji_invalid: 'This is not an emoji.',
  reactions_full: 'This message cannot hold more reactions.',
  not_yours: 'Only the author can change this message.',
  store_full: 'The server’s disk is full, so this was not saved. Tell the server’s operator.',
  store_failed: 'The server could not save this. Try again.',
  internal: 'Something went wrong on the server. Try again.',
  stopping: 'The server is restarting. Try again in a moment.',
};

const nameReasons: Record<NameReason, string> = {
  empty: 'A name needs at least one letter.',
  too_long: 'This name is too long. Use at most 32 characters.',
  hidden_characters: 'This name contains an invisible character. Type it by hand.',
  too_many_marks: 'One letter has too many accents.',
  slash: 'A name cannot contain a slash.',
};

const roomReasons: Record<NameReason, string> = {
  empty: 'A room name needs at least one letter.',
  too_long: 'This room name is too long. Use at most 64 characters.',
  hidden_characters: 'This room name contains an invisible character. Type it by hand.',
  too_many_marks: 'One letter has too many accents.',
  slash: 'A room name cannot contain a slash.',
};

/** Why a command was refused, and what to do about it. */
export const enRefusals = { errors, nameReasons, roomReasons };
