/** Sizes that both sides must agree on. What an operator may change comes to the client in `welcome`. */

/** Default bound of one message's text, in bytes of UTF-8. `--max-text` changes it. */
export const DEFAULT_TEXT_BYTES = 8 * 1024;

/** However short messages are made, the other commands must fit: a frame of this many bytes is always read. */
export const MIN_FRAME_BYTES = 16 * 1024;

/**
 * A json frame may hold several lines, and JSON may spell one byte of text as six (`\u0001`).
 * A frame is therefore allowed this many times the text's bound before the connection is closed with 1009.
 */
export const FRAME_BYTES_PER_TEXT_BYTE = 8;

/** What a person reads as one character (a grapheme) counts once. */
export const MAX_NAME_GRAPHEMES = 32;
export const MAX_ROOM_GRAPHEMES = 64;

/** More marks than this on one letter is a pile that covers the lines above. Living scripts need up to four. */
export const MAX_MARKS_PER_GRAPHEME = 4;

/** A client's own id for one send, in printable ASCII. A UUID has 36 characters. */
export const MAX_CID_CHARACTERS = 64;

/** Messages in one page of history: what is sent when nothing is asked for, and the most one may ask for. */
export const PAGE_MESSAGES = 50;
export const MAX_PAGE_MESSAGES = 200;

/** Who missed more events than this gets the newest page and `reset` instead of all of them. */
export const MAX_RESUME_EVENTS = 1_000;

/** Rooms that one connection may be in. */
export const MAX_ROOMS_PER_CONNECTION = 100;

/** Names that a `people` line lists; the rest is only counted. */
export const PEOPLE_SAMPLE_COUNT = 50;

/** Most characters (UTF-16) of one emoji; the longest families and flags have fewer. */
export const MAX_EMOJI_CHARACTERS = 40;

/** Different emoji under one message, and people under all of them together. */
export const MAX_EMOJI_PER_MESSAGE = 20;
export const MAX_REACTIONS_PER_MESSAGE = 300;

/** A room's topic, in bytes of UTF-8. */
export const MAX_TOPIC_BYTES = 1_024;

/** People whom one message can mention. */
export const MAX_MENTIONS_PER_MESSAGE = 10;

/** Mentions in one page of the inbox. */
export const PAGE_MENTIONS = 30;

/** Rooms whose unread messages one connection may ask for; and how far they are counted: this many means "or more". */
export const MAX_WATCHED_ROOMS = 200;
export const MAX_UNREAD_COUNT = 100;

/** Milliseconds: how often a client that is being typed in says so, and how long that holds. */
export const TYPING_INTERVAL_MS = 3_000;
export const TYPING_TTL_MS = 6_000;

/** Names in a `typing` line; the rest is only counted. */
export const TYPING_SAMPLE_COUNT = 3;

/** The subprotocol that chooses the json dialect. */
export const SUBPROTOCOL = 'hubbub.v1';

/** The room of `/` and of `/ws` without `?room=`. */
export const LOBBY = 'lobby';
