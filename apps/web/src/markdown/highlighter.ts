import { createLowlight } from 'lowlight';
import { grammarsOf } from './grammars.ts';

/** Code as text and elements with a class of `prose.css`, which colours them. */
export type HighlightedCode = string | { look: string; inside: HighlightedCode[] };

const lowlight = createLowlight();
/** Languages registered with all the grammars that they embed. */
const ready = new Set<string>();

/**
 * Some code makes a grammar backtrack for seconds, and may be sent on purpose. Highlighting that takes longer than
 * SLOW_MS uses up a budget for the whole visit; when it is spent, code stays plain.
 */
const SLOW_MS = 50;
let remainingSlowMs = 1_000;

let before: Promise<unknown> = Promise.resolve();

/** Highlights one block per task, so that a screen full of code does not block the page. */
export function highlight(language: string, code: string): Promise<HighlightedCode[]> {
  const mine = before.then(async () => {
    await new Promise((next) => {
      setTimeout(next);
    });
    return colour(language, code);
  });
  before = mine.catch(() => undefined);
  return mine;
}

async function colour(language: string, code: string): Promise<HighlightedCode[]> {
  if (!ready.has(language)) lowlight.register(await grammarsOf(language));
  ready.add(language);
  if (remainingSlowMs < 0) throw new Error('Colouring code takes too long here.');
  const began = performance.now();
  const { children } = lowlight.highlight(language, code, { prefix: 'code-' });
  const took = performance.now() - began;
  if (took > SLOW_MS) remainingSlowMs -= took;
  return children.flatMap(coloured);
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

function coloured(node: Node): HighlightedCode[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const { className } = node.properties;
  return [{ look: Array.isArray(className) ? className.join(' ') : '', inside: node.children.flatMap(coloured) }];
}
