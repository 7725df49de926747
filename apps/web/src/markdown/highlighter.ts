import { createLowlight } from 'lowlight';
import { grammarsOf } from './grammars.ts';

/** Code cut into words and what they are: a class of `prose.css`, which gives it a colour. */
export type Coloured = string | { look: string; inside: Coloured[] };

const lowlight = createLowlight();
/** With all that stands inside of them. What is only there for another one may lack some. */
const ready = new Set<string>();

/**
 * Some code makes a grammar look at everything again and again, and somebody may send it on purpose. What takes longer
 * than SLOW_MS uses up the page's patience; after that code stays plain.
 */
const SLOW_MS = 50;
let patience = 1_000;

let before: Promise<unknown> = Promise.resolve();

/** One after the other, with a breath between them, so that a screen full of code does not hold up the page. */
export function highlight(language: string, code: string): Promise<Coloured[]> {
  const mine = before.then(async () => {
    await new Promise((next) => {
      setTimeout(next);
    });
    return colour(language, code);
  });
  before = mine.catch(() => undefined);
  return mine;
}

async function colour(language: string, code: string): Promise<Coloured[]> {
  if (!ready.has(language)) lowlight.register(await grammarsOf(language));
  ready.add(language);
  if (patience < 0) throw new Error('Colouring code takes too long here.');
  const began = performance.now();
  const { children } = lowlight.highlight(language, code, { prefix: 'code-' });
  const took = performance.now() - began;
  if (took > SLOW_MS) patience -= took;
  return children.flatMap(coloured);
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

function coloured(node: Node): Coloured[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const { className } = node.properties;
  return [{ look: Array.isArray(className) ? className.join(' ') : '', inside: node.children.flatMap(coloured) }];
}
