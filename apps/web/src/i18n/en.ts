import { counted, filled } from './forms.ts';

const page = {
  rooms: 'Rooms',
  showRooms: 'Show rooms',
  close: 'Close',
  openRoom: 'Open a room',
  open: 'Open',
  unread: counted({ one: '{count} unread message', other: '{count} unread messages' }),
  unreadMentions: counted({ one: '{count} mention', other: '{count} mentions' }),
  peopleThere: counted({ one: '{count} person in this room', other: '{count} people in this room' }),
  skipToWriting: 'Skip to the message field',

  peopleHere: counted({ one: '{count} person here', other: '{count} people here' }),
  others: counted({ one: '{count} other', other: '{count} others' }),
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  jumpToDate: 'Jump to date',

  messages: 'Messages',
  message: 'Message',
  writeTo: filled('Write to {room}'),
  send: 'Send',
  tooLong: counted({
    one: '{count} character too long. Shorten it, or send it in parts.',
    other: '{count} characters too long. Shorten it, or send it in parts.',
  }),
  suggested: counted({ one: '{count} suggestion', other: '{count} suggestions' }),
  noCommand: filled('There is no command /{name}. To send it as text, type //{name}.'),
  insertEmoji: 'Insert an emoji',
  emoji: 'Emoji',
  searchEmoji: 'Search emoji',
  emojiFailed: 'The emoji could not be loaded.',
  typingOne: filled('{a} is typing…'),
  typingTwo: filled('{a} and {b} are typing…'),
  typingThree: filled('{a}, {b} and {c} are typing…'),
  typingMany: counted({ other: '{count} people are typing…' }),

  whatIsYourName: 'What is your name?',
  nameIsKept: 'This browser will remember it.',
  join: 'Join',
  noAnswer: 'The server did not answer. Try again.',
  notNow: 'Not now',

  edited: 'edited',
  editedAt: filled('Edited {time}'),
  deleted: 'message deleted',
  edit: 'Edit',
  editMessage: 'Edit message',
  delete: 'Delete',
  messageActions: 'Message actions',
  reply: 'Reply',
  react: 'Add a reaction',
  copyText: 'Copy text',
  textCopied: 'Text copied',
  save: 'Save',
  cancel: 'Cancel',
  sending: 'sending…',
  saving: 'saving…',
  deleting: 'deleting…',
  notSent: 'Not sent.',
  notSaved: 'Edit not saved.',
  notDeleted: 'Not deleted.',
  notReacted: 'Reaction not saved.',
  retry: 'Retry',
  discard: 'Discard',
  broken: 'This message cannot be shown.',
  goToQuoted: 'Go to original',
  quotedGone: 'message no longer available',
  reactedBy: filled('{people} reacted with {emoji}'),
  reactions: 'Reactions',
  topicSet: filled('{name} set the topic: {topic}'),
  topicRemoved: filled('{name} removed the topic'),
  renamed: filled('{name} is now {next}'),

  newMessages: counted({ other: '{count} new' }),
  newSince: 'New since your last visit',
  toNewest: 'Newest messages',
  loadOlder: 'Load older messages',
  loadingOlder: 'Loading older messages…',
  loadNewer: 'Load newer messages',
  loadingNewer: 'Loading newer messages…',
  beginning: filled('This is the beginning of {room}.'),
  notThere: 'That message is not in this room.',
  manyNew: counted({ one: '{count} new message', other: '{count} new messages' }),

  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  offlineSince: filled('Offline since {time}.'),
  unreachable: 'The server cannot be reached.',
  tryingIn: counted({ other: 'Retrying in {count} s.' }),
  tryNow: 'Try now',
  backAgain: 'Reconnected.',
  online: 'Connected',
  offline: 'Offline',
  offlineRoom: 'This room cannot be loaded while you are offline.',
  reload: 'Reload the page',

  cannotBeRoom: 'This is not a valid room name',
  nothingHere: 'Page not found',
  nothingHereMeans: 'The link may be incomplete.',
  /** What the page calls the room `lobby`; its address stays. */
  lobby: 'lobby',

  settings: 'Settings',

  switchRoom: 'Go to a room',
  switchTo: 'Room name',

  mentions: 'Mentions',

  shortcuts: 'Keyboard shortcuts',
};

/** Why the server closed the connection for good. */
const closed = {
  badRoom: 'The server refused this room.',
  tooBig: 'The server refused a message that was too large.',
  badInput: 'The server did not understand this page. The page may be out of date.',
  other: filled('The server closed the connection ({code}).'),
};

/** The words of every visit. The compiler requires each of them in every other language. */
export const en = { page, closed };
