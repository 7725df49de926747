/** One of the things that can be put in place of what was begun. */
export interface Choice {
  key: string;
  /** What is put in; a name and a command bring the space behind them. */
  insert: string;
  /** It is written in full already: Enter sends, and does not choose. */
  exact: boolean;
  /** How it is drawn: whose name, an emoji with its shortcode, or a command with what it does. */
  shows:
    | { type: 'person'; id: string; name: string }
    | { type: 'emoji'; emoji: string; code: string; name: string }
    | { type: 'command'; usage: string; means: string };
}

/** Rows of the list at most. */
export const CHOICES = 8;
