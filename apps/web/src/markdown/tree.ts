/** What stands in a line of a message. Words may hold line ends. */
export type Inline =
  | { type: 'words'; text: string }
  | { type: 'code'; text: string }
  | { type: 'em' | 'strong' | 'del'; inside: Inline[] }
  | Link;

export interface Link {
  type: 'link';
  /** http, https or mailto, always. */
  href: string;
  /** What its writer says about it, and where it leads when its words do not say that. */
  title?: string;
  /** Where it leads, said beside it, because its words name another address. */
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
  /** Of a numbered list: the number in front of it. */
  number: number;
  /** Of a task: whether it is done. */
  done: boolean | null;
  blocks: Block[];
}

export interface Cell {
  align: 'left' | 'center' | 'right' | null;
  inside: Inline[];
}

/** The words of a line without their looks. */
export function wordsOf(line: readonly Inline[]): string {
  return line.map((part) => ('text' in part ? part.text : wordsOf(part.inside))).join('');
}
