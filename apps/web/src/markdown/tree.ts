/** What stands in a line of a message. Words may hold line ends. */
export type Inline =
  | { is: 'words'; text: string }
  | { is: 'code'; text: string }
  | { is: 'em' | 'strong' | 'del'; inside: Inline[] }
  | Link;

export interface Link {
  is: 'link';
  /** http, https or mailto, always. */
  href: string;
  /** What its writer says about it, and where it leads when its words do not say that. */
  title?: string;
  /** Where it leads, said beside it, because its words name another address. */
  truly?: string;
  inside: Inline[];
}

export type Block =
  | { is: 'paragraph'; inside: Inline[] }
  | { is: 'heading'; level: number; inside: Inline[] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'list'; numbered: boolean; items: Item[] }
  | { is: 'code'; info: string; text: string }
  | { is: 'table'; head: Cell[]; rows: Cell[][] }
  | { is: 'rule' };

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
