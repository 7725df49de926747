/** Limits that client and server must agree on. `welcome` contains those that an operator can change. */

/** The default limit of a message's text, in bytes of UTF-8. `--max-text` changes it. */
export const DEFAULT_TEXT_BYTES = 8 * 1024;

/** Frames up to this size are always accepted: other commands must fit even when `--max-text` is small. */
export const MIN_FRAME_BYTES = 16 * 1024;

/**
 * A json frame may contain several lines, and JSON may encode one byte of text as six (`\u0001`). A frame may therefore
 * have this many times the text limit before the connection is closed with 1009.
 */
export const FRAME_BYTES_PER_TEXT_BYTE = 8;

/** Code points and bytes of UTF-8 in the name of a person or a room, after it is normalised. */
export const MAX_NAME_CODE_POINTS = 64;
export const MAX_NAME_BYTES = 128;

/**
 * UTF-16 code units that such a name may have before it is normalised: a code point has up to four when it is decomposed.
 * Normalising takes time that grows with the square of a run of marks, so nothing longer is looked at.
 */
export const MAX_NAME_INPUT_CHARACTERS = 4 * MAX_NAME_CODE_POINTS;

/** A grapheme is what a reader perceives as one character. */
export const MAX_NAME_GRAPHEMES = 32;
export const MAX_ROOM_GRAPHEMES = 64;

/** More combining marks on one letter would cover the lines above it. Living scripts need up to four. */
export const MAX_MARKS_PER_GRAPHEME = 4;

/** The length of a cid, in printable ASCII. A UUID has 36 characters. */
export const MAX_CID_CHARACTERS = 64;

/** Messages in one page of history, by default and at most. */
export const PAGE_MESSAGES = 50;
export const MAX_PAGE_MESSAGES = 200;

/** A client that missed more events than this gets a `reset` with the newest page instead of the events. */
export const MAX_RESUME_EVENTS = 1_000;

/** Rooms that one connection may join. */
export const MAX_ROOMS_PER_CONNECTION = 100;

/** Names in a `people` line; the other people are only counted. */
export const PEOPLE_SAMPLE_COUNT = 50;

/** The length of one emoji in UTF-16 code units. The longest families and flags are shorter. */
export const MAX_EMOJI_CHARACTERS = 40;

/** Different emoji under one message, and people under all of them together. */
export const MAX_EMOJI_PER_MESSAGE = 20;
export const MAX_REACTIONS_PER_MESSAGE = 300;

/** People listed under one emoji of a message; the others are only counted. */
export const REACTION_SAMPLE_COUNT = 5;

/** Messages in one `my_reactions`. */
export const MAX_MY_REACTIONS_TARGETS = 50;

/** A room's topic, in bytes of UTF-8. */
export const MAX_TOPIC_BYTES = 1_024;

/** People that one message can mention. */
export const MAX_MENTIONS_PER_MESSAGE = 10;

/** Items in one page of mentions. */
export const PAGE_MENTIONS = 30;

/** Rooms in one `watch`, and the limit of an unread count, which means "this many or more". */
export const MAX_WATCHED_ROOMS = 200;
export const MAX_UNREAD_COUNT = 100;

/** How often a client repeats `typing` while somebody writes, and how long one `typing` lasts. */
export const TYPING_INTERVAL_MS = 3_000;
export const TYPING_TTL_MS = 6_000;

/** Names in a `typing` line; the other people are only counted. */
export const TYPING_SAMPLE_COUNT = 3;

/** The WebSocket subprotocol that selects the json dialect. */
export const SUBPROTOCOL = 'hubbub.v1';

/** The room of the address `/`, and of `/ws` without `?room=`. */
export const LOBBY = 'lobby';
