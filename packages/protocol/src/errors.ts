/**
 * Every refusal: programs read the code, people read the sentence, and HTTP answers with the status.
 * `docs/protocol.md` prints this table.
 */
export const errors = {
  bad_json: { status: 400, message: 'This line is not a JSON object. Send one JSON object per line.' },
  unknown_type: { status: 400, message: 'There is no command of this type. docs/protocol.md lists them.' },
  bad_field: { status: 400, message: 'A field is missing, has the wrong type, or is unknown to this command.' },
  text_empty: { status: 400, message: 'This message is empty. Write something first.' },
  text_too_long: { status: 413, message: 'This message is too long. Send it in several parts.' },
  room_invalid: { status: 400, message: 'This is not a valid name for a room. Choose another.' },
  room_lookalike: {
    status: 409,
    message: "This room's name looks too much like that of an existing room. Choose another.",
  },
  room_limit: { status: 429, message: 'This connection is in too many rooms. Leave one first.' },
  rate_limited: { status: 429, message: 'That was too much at once. Wait a moment and try again.' },
  not_joined: { status: 403, message: 'You are not in this room. Join it first.' },
  name_needed: { status: 403, message: 'Choose a name first.' },
  name_invalid: { status: 400, message: 'This is not a valid name. Choose another.' },
  name_taken: { status: 409, message: 'This name is taken. Choose another.' },
  name_lookalike: { status: 409, message: 'This name looks too much like an existing one. Choose another.' },
  secret_weak: { status: 400, message: 'This secret is too easy to guess. Use 32 random bytes.' },
  name_set: { status: 409, message: 'You already have a name.' },
  cid_reused: { status: 409, message: 'This cid was already used for something else. Use a new one for each command.' },
  no_such_message: { status: 404, message: 'There is no such message in this room.' },
  message_deleted: { status: 410, message: 'This message has been deleted.' },
  emoji_invalid: { status: 400, message: 'This is not an emoji. React with one emoji.' },
  reactions_full: { status: 409, message: 'This message cannot take any more reactions.' },
  not_yours: { status: 403, message: 'Only the author can change this message.' },
  store_full: {
    status: 507,
    message: "The server's disk is full, so this was not saved. Please tell the server's operator.",
  },
  store_failed: { status: 503, message: 'The server could not save this. Try again.' },
  internal: { status: 500, message: 'Something went wrong on the server and was logged. Try again.' },
  overloaded: { status: 503, message: 'The server is too busy. Try again in a moment.' },
  stopping: { status: 503, message: 'The server is restarting. Try again in a moment.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errors;

/** Why the name of a person or a room is invalid: the `reason` of `name_invalid` and `room_invalid`. */
export type NameReason = 'empty' | 'too_long' | 'hidden_characters' | 'too_many_marks' | 'slash' | 'colon';
