/**
 * Every refusal that Hubbub can give, in one place: the code is what programs read, the sentence tells a person
 * what to do, and the status is what HTTP answers. `docs/protocol.md` prints this table.
 */
export const errors = {
  bad_json: { status: 400, message: 'This line is not a JSON object. Send one JSON object per line.' },
  unknown_type: {
    status: 400,
    message: 'There is no command of this type. See docs/protocol.md for the ones there are.',
  },
  bad_field: {
    status: 400,
    message: 'The field named here is missing, of the wrong kind, or not known to this command.',
  },
  text_empty: { status: 400, message: 'There is nothing in this message. Write something first.' },
  text_too_long: { status: 413, message: 'This message is too long. Send it in parts.' },
  room_invalid: { status: 400, message: 'This cannot be the name of a room. Choose another.' },
  room_limit: { status: 429, message: 'This connection is in too many rooms. Leave one first.' },
  not_joined: { status: 403, message: 'You are not in this room. Join it first.' },
  name_needed: { status: 403, message: 'Say who you are first: choose a name.' },
  name_invalid: { status: 400, message: 'This cannot be a name. Choose another.' },
  name_taken: { status: 409, message: 'Somebody has this name already. Choose another.' },
  name_lookalike: {
    status: 409,
    message: 'This name looks like one that somebody has. Choose one that cannot be mixed up.',
  },
  name_set: { status: 409, message: 'You have a name already.' },
  cid_reused: { status: 409, message: 'This cid was used for something else. Make a new one for each send.' },
  no_such_message: { status: 404, message: 'There is no such message in this room.' },
  message_deleted: { status: 410, message: 'This message has been deleted.' },
  emoji_invalid: { status: 400, message: 'This is not an emoji. React with one emoji.' },
  reactions_full: { status: 409, message: 'This message has as many reactions as it can hold.' },
  not_yours: { status: 403, message: 'Only who wrote a message can change it.' },
  store_full: {
    status: 507,
    message: 'The disk of this server is full. Your message was not kept; tell who runs the server.',
  },
  store_failed: { status: 503, message: 'The server could not keep this. Try again.' },
  internal: { status: 500, message: 'The server made a mistake, and has noted it. Try again.' },
  stopping: { status: 503, message: 'The server is restarting. Try again in a moment.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errors;

/** Why a name (of a person or a room) was refused: goes with `name_invalid` and `room_invalid`. */
export type NameReason = 'empty' | 'too_long' | 'hidden_characters' | 'too_many_marks' | 'slash';
