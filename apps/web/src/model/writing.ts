import { signal } from '@preact/signals';
import type { Client, Entry } from '@hubbub/client';
import { isNotice, type Message } from '@hubbub/protocol/events';
import type { PersistedMap } from './persisted-map.ts';
import { reactionsOf } from './reactions.ts';
import type { RoomSnapshot } from './room-snapshot.ts';
import { trimmed } from './text-bytes.ts';

interface WritingOptions {
  client: Client;
  /** By room: what was typed and not sent. */
  drafts: PersistedMap<string>;
  /** By room: the `seq` of the message that the draft replies to. */
  replies: PersistedMap<number>;
  view: () => RoomSnapshot | null;
  /** A message was sent to this room: the page shows it at once. */
  sent: (room: string) => void;
  /** A message was edited, deleted or reacted to: the page shows it at once. */
  changed: () => void;
}

/** The delay between a key and saving the draft: what a crash may lose. */
const SAVE_MS = 500;

/**
 * Removes the drafts and replies that have become one of these messages: a page that crashed while a message moved from
 * the draft to the outbox has stored it in both.
 */
export function removeSent(
  drafts: PersistedMap<string>,
  replies: PersistedMap<number>,
  messages: readonly Pick<Entry, 'room' | 'text' | 'reply'>[],
): void {
  for (const { room, text, reply } of messages) {
    if (trimmed(drafts.get(room) ?? '') === text) drafts.delete(room);
    if (replies.get(room) === reply) replies.delete(room);
  }
  drafts.save();
  replies.save();
}

/** Actions on messages in the open room: write, reply, edit, delete, react. */
export class Writing {
  readonly drafts: PersistedMap<string>;
  /** The `seq` of the message that is being edited. */
  readonly editing = signal<number | null>(null);
  readonly deleting = signal<Message | null>(null);
  /** The message for which a reaction is being chosen. */
  readonly reacting = signal<Message | null>(null);
  /** The `seq` of the message that the next one replies to. */
  readonly replying = signal<number | null>(null);
  readonly #replies: PersistedMap<number>;
  /** By room: an unfinished edit, restored on coming back. */
  readonly #edits = new Map<string, { seq: number; text: string }>();
  readonly #options: WritingOptions;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WritingOptions) {
    this.#options = options;
    this.drafts = options.drafts;
    this.#replies = options.replies;
  }

  /** Another room is open now. */
  enterRoom(room: string | null): void {
    this.editing.value = room === null ? null : (this.#edits.get(room)?.seq ?? null);
    this.deleting.value = null;
    this.reacting.value = null;
    this.replying.value = room === null ? null : (this.#replies.get(room) ?? null);
  }

  /**
   * Saves a room's draft soon, and when the page closes. An emptied draft is saved at once: a sent message must not
   * reappear in another tab.
   */
  setDraft(room: string, text: string): void {
    if (text !== '') {
      this.drafts.set(room, text);
      this.#saveSoon();
      return;
    }
    this.drafts.delete(room);
    this.drafts.save();
  }

  /** Sends a message, as a reply if one was begun in this room. */
  send(room: string, text: string, kind?: 'action' | 'topic'): void {
    // Not the open room's: the person may have moved on before choosing a name.
    const reply = kind === 'topic' ? undefined : this.#replies.get(room);
    this.#options.client.send(room, text, { ...(kind && { kind }), ...(reply !== undefined && { reply }) });
    if (reply !== undefined) {
      this.#replies.delete(room);
      this.#replies.save();
      if (this.#options.view()?.room === room) this.replying.value = null;
    }
    this.#options.sent(room);
  }

  /** The next message replies to this one; null cancels the reply. */
  reply(message: Message | null): void {
    const room = this.#options.view()?.room;
    if (room === undefined) return;
    this.editing.value = null;
    this.replying.value = message?.seq ?? null;
    if (message) this.#replies.set(room, message.seq);
    else this.#replies.delete(room);
    this.#saveSoon();
  }

  /** The text of the edit so far. */
  editText({ seq, text }: Message): string {
    const begun = this.#edits.get(this.#options.view()?.room ?? '');
    return begun?.seq === seq ? begun.text : text;
  }

  /** Remembers the text of an edit in progress. */
  setEditText({ seq }: Message, text: string): void {
    const room = this.#options.view()?.room;
    if (room !== undefined) this.#edits.set(room, { seq, text });
  }

  /** Ends editing and drops its text. */
  cancelEdit(): void {
    this.editing.value = null;
    this.#edits.delete(this.#options.view()?.room ?? '');
  }

  edit(message: Message, text: string): void {
    const room = this.#options.view()?.room;
    this.cancelEdit();
    if (room === undefined || text === message.text) return;
    this.#options.client.edit(room, message.seq, text);
    this.#options.changed();
  }

  /** Starts editing one's newest message. */
  editLast(): void {
    const { me } = this.#options.client;
    const last = this.#options.view()?.messages.findLast((message) => message.by === me?.id && canChange(message));
    if (me && last) this.editing.value = last.seq;
  }

  remove(message: Message): void {
    const room = this.#options.view()?.room;
    this.deleting.value = null;
    if (this.editing.peek() === message.seq) this.cancelEdit();
    if (room === undefined) return;
    this.#options.client.remove(room, message.seq);
    this.#options.changed();
  }

  /** Adds a reaction, or removes it if one's own is already there. */
  react(message: Message, emoji: string): void {
    const room = this.#options.view()?.room;
    const { me } = this.#options.client;
    if (room === undefined || !me) return;
    // Unconfirmed reactions count, as on the screen.
    const doing = this.#options.view()?.pending.filter(({ target }) => target === message.seq) ?? [];
    const chosen = () => this.#options.client.myReactions(room, message.seq);
    const given = reactionsOf(message, doing, me, chosen).find((reaction) => reaction.emoji === emoji);
    if (given?.mine) this.#options.client.unreact(room, message.seq, emoji);
    else this.#options.client.react(room, message.seq, emoji);
    this.#options.changed();
  }

  /** Another tab has saved its drafts. The open message field stays as it is. */
  reload(): void {
    this.drafts.reload();
    this.#replies.reload();
  }

  save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    this.drafts.save();
    this.#replies.save();
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => this.save(), SAVE_MS);
  }
}

/** A message that can be replied to, reacted to and, by its author, edited or deleted. */
export function canChange(message: Message): boolean {
  return !message.deleted && !isNotice(message);
}
