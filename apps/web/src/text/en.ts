import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

const plural = new Intl.PluralRules('en');

/** `many(1, 'message')` is "1 message". */
function many(count: number, one: string, other = `${one}s`): string {
  return `${count.toLocaleString('en')} ${plural.select(count) === 'one' ? one : other}`;
}

const errors: Record<ErrorCode, string> = {
  bad_json: 'The server could not read this. Reload the page.',
  unknown_type: 'The server does not know this. Reload the page.',
  bad_field: 'The server did not understand this. Reload the page.',
  text_empty: 'There is nothing in this message.',
  text_too_long: 'This message is too long. Send it in parts.',
  room_invalid: 'This cannot be the name of a room.',
  room_limit: 'You have too many rooms open. Close a tab first.',
  not_joined: 'You are not in this room. Try again.',
  name_needed: 'Say who you are first.',
  name_invalid: 'This cannot be a name.',
  name_taken: 'Somebody has this name already. Choose another.',
  name_lookalike: 'This looks like a name that somebody has. Choose one that cannot be mixed up.',
  name_set: 'You have a name already.',
  cid_reused: 'The server took this for another message. Discard it and write it again.',
  no_such_message: 'This message is not here any more.',
  message_deleted: 'This message has been deleted.',
  not_yours: 'Only who wrote a message can change it.',
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

/** Every sentence of the page. What this file has, every other language must have. */
export const en = {
  rooms: 'Rooms',
  showRooms: 'Show rooms',
  close: 'Close',
  openRoom: 'Open a room',
  open: 'Open',
  somethingNew: 'something new',
  peopleThere: (count: number) => `${many(count, 'person', 'people')} there`,

  peopleHere: (count: number) => `${many(count, 'person', 'people')} here`,
  onlyReading: (count: number) => `${many(count, 'person', 'people')} reading without a name`,
  andOthers: (count: number) => `and ${many(count, 'other')}`,
  you: 'you',
  copyLink: 'Copy link',
  linkCopied: 'Link copied',

  messages: 'Messages',
  message: 'Message',
  writeTo: (room: string) => `Write to ${room}`,
  send: 'Send',
  bytesLeft: (count: number) => `${many(count, 'byte')} left`,
  bytesOver: (count: number) => `Too long by ${many(count, 'byte')}. Shorten it, or send it in parts.`,

  whatIsYourName: 'What is your name?',
  nameIsKept: 'This browser remembers it.',
  join: 'Join',
  noAnswer: 'The server did not answer. Try again.',
  notNow: 'Not now',

  edited: 'edited',
  editedAt: (time: string) => `Edited ${time}`,
  deleted: 'message deleted',
  edit: 'Edit',
  editMessage: 'Edit message',
  delete: 'Delete',
  deleteQuestion: 'Delete this message?',
  deleteMeans: 'It disappears for everybody and cannot be brought back.',
  messageActions: 'Message actions',
  save: 'Save',
  cancel: 'Cancel',
  sending: 'sending…',
  saving: 'saving…',
  deleting: 'deleting…',
  notSent: 'Not sent.',
  notSaved: 'Not changed.',
  notDeleted: 'Not deleted.',
  retry: 'Retry',
  discard: 'Discard',
  broken: 'This message cannot be shown.',

  newMessages: (count: number) => `${count.toLocaleString('en')} new`,
  newSince: 'New',
  toNewest: 'Newest messages',
  loadOlder: 'Load older messages',
  loadingOlder: 'Loading older messages…',
  beginning: 'The beginning of',
  nothingYet: 'Nothing has been said here yet.',
  shareIt: 'Whoever opens this link is in. Nobody needs an account.',
  sayHello: 'Or write the first line yourself.',

  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  offlineSince: (time: string) => `Offline since ${time}.`,
  unreachable: 'The server cannot be reached.',
  tryingIn: (seconds: number) => `Trying again in ${seconds} s.`,
  tryNow: 'Try now',
  backAgain: 'Connected again.',
  online: 'Connected',
  offline: 'Offline',
  closedFor: {
    badRoom: 'The server refused this room.',
    tooBig: 'The server refused something that was too big.',
    badInput: 'The server could not understand this page. It may be older than the server.',
    other: (code: number) => `The server ended the connection (${code}).`,
  },
  reload: 'Reload the page',

  cannotBeRoom: 'This cannot be a room',
  toLobby: 'Go to the lobby',

  errors,
  nameReasons,
  roomReasons,
};

export type Words = typeof en;
