/** A part of a line. Words may contain line breaks. */
export type Inline =
  | { type: 'words'; text: string }
  | { type: 'code'; text: string }
  | { type: 'em' | 'strong' | 'del'; inside: Inline[] }
  | Link;

export interface Link {
  type: 'link';
  /** Always http, https or mailto. */
  href: string;
  /** The author's title, and the address if the words do not show it. */
  title?: string;
  /** The real address, shown beside the link because its words name another one. */
  truly?: string;
  inside: Inline[];
}

export type Block =
  | { type: 'paragraph'; inside: Inline[] }
  | { type: 'heading'; level: number; inside: Inline[] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; numbered: boolean; items: Item[] }
  | { type: 'code'; info: string; text: string }
  | { type: 'table'; head: Cell[]; rows: Cell[][] }
  | { type: 'rule' };

export interface Item {
  /** The number in a numbered list. */
  number: number;
  /** Whether a task is done; null if the item is no task. */
  done: boolean | null;
  blocks: Block[];
}

export interface Cell {
  align: 'left' | 'center' | 'right' | null;
  inside: Inline[];
}

/** The text of a line without its formatting. */
export function wordsOf(line: readonly Inline[]): string {
  return line.map((part) => ('text' in part ? part.text : wordsOf(part.inside))).join('');
}
