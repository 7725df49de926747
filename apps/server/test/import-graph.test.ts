import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { partOf, reachable, readDiagram } from './support/import-diagram.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const diagram = readDiagram(/```mermaid\n([^]*?)```/.exec(page)![1]!);

const roots = ['apps/*/src', 'packages/*/src', 'bench', 'chaos', 'e2e', 'scripts'];
const files = globSync(`{${roots.join(',')}}/**/*.{ts,tsx}`, {
  cwd: root,
  exclude: (path) => path.split('/').includes('node_modules'),
}).filter((file) => !file.endsWith('.test.ts'));

/** Every import of one file of this repository by another. */
const imports = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'((?:\.|@hubbub\/)[^']*)'/g)]
    .map(([, specifier = '']) => ({ file, imported: resolve(file, specifier) }))
    .filter(({ imported }) => /\.tsx?$/.test(imported)),
);

test('every source file belongs to a part of the diagram', () => {
  expect(files.filter((file) => partOf(file, diagram.parts) === undefined)).toEqual([]);
});

test('no part of the diagram imports itself through others', () => {
  expect(diagram.parts.filter(({ id }) => reachable(id, diagram).has(id))).toEqual([]);
});

test('every import follows the arrows of the diagram', () => {
  const wrong = imports.filter(({ file, imported }) => {
    const from = idOf(file);
    const to = idOf(imported);
    return from !== to && to !== undefined && !reachable(from!, diagram).has(to);
  });
  expect(wrong.map(({ file, imported }) => `${file} imports ${imported}`)).toEqual([]);
});

test('every arrow of the diagram represents an import', () => {
  const used = new Set(imports.map(({ file, imported }) => `${idOf(file)} --> ${idOf(imported)}`));
  expect(diagram.edges.map(([from, to]) => `${from} --> ${to}`).filter((edge) => !used.has(edge))).toEqual([]);
});

/** Undefined for what the diagram leaves out, such as tests. */
function idOf(file: string): string | undefined {
  return partOf(file, diagram.parts)?.id;
}

/** The path of an imported file from the root; a package's name is looked up in its `exports`. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(file), specifier);
  const [, name, ...path] = specifier.split('/');
  const { exports } = JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), 'utf8')) as {
    exports: Record<string, string>;
  };
  return join(`packages/${name}`, exports[['.', ...path].join('/')] ?? specifier);
}
