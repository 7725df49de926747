import { createLowlight } from 'lowlight';
import { grammarsOf } from './languages.ts';

/** Code cut into words and what they are: a class of `prose.css`, which gives it a colour. */
export type Coloured = string | { look: string; inside: Coloured[] };

const lowlight = createLowlight();
/** With all that stands inside of them. What is only there for another one may lack some. */
const ready = new Set<string>();

/** Loaded when the first code is to be coloured; not before. */
export async function highlight(language: string, code: string): Promise<Coloured[]> {
  if (!ready.has(language)) lowlight.register(await grammarsOf(language));
  ready.add(language);
  return lowlight.highlight(language, code, { prefix: 'code-' }).children.flatMap(coloured);
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

function coloured(node: Node): Coloured[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const { className } = node.properties;
  return [{ look: Array.isArray(className) ? className.join(' ') : '', inside: node.children.flatMap(coloured) }];
}
