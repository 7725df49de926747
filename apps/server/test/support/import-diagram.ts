/** A part of the program: files and folders that the diagram of the architecture page shows as one. */
export interface Part {
  id: string;
  /** Paths from the root of the repository; one that ends in `*.ts` means the files directly in its folder. */
  paths: readonly string[];
}

export interface Diagram {
  parts: readonly Part[];
  /** `[importing, imported]`, by id. */
  edges: readonly (readonly [string, string])[];
}

/** Reads a Mermaid flowchart of `id["path<br>path"]` and `a --> b & c`; the label of a subgraph precedes its paths. */
export function readDiagram(text: string): Diagram {
  const parts = new Map<string, Part>();
  const edges: [string, string][] = [];
  let folder = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('subgraph')) folder = `${/\["(.*)"\]/.exec(line)?.[1]}/`;
    else if (line === 'end') folder = '';
    else if (line.includes('-->') || line.includes('[')) {
      const steps = line.split('-->').map((step) => step.split('&').map((node) => declare(node.trim())));
      for (const [index, imported] of steps.slice(1).entries())
        for (const from of steps[index]!) for (const to of imported) edges.push([from, to]);
    }
  }
  return { parts: [...parts.values()], edges };

  /** A part is placed by its label, and without one by its id, where it is first named in its subgraph. */
  function declare(node: string): string {
    const [, id = node, label] = /^(\w+)(?:\["(.*)"\])?$/.exec(node) ?? [];
    if (label !== undefined || !parts.has(id)) {
      const paths = (label ?? id).split('<br>').map((path) => folder + path);
      parts.set(id, { id, paths });
    }
    return id;
  }
}

/** The part that a file belongs to: the one with the longest path to it. */
export function partOf(file: string, parts: readonly Part[]): Part | undefined {
  const fits = (path: string): boolean =>
    path.endsWith('/*.ts')
      ? file.slice(0, file.lastIndexOf('/') + 1) === path.slice(0, -'*.ts'.length)
      : file === path || file.startsWith(`${path}/`);
  const found = parts.flatMap((part) => part.paths.filter(fits).map((path) => ({ part, path })));
  return found.sort((a, b) => weight(b.path) - weight(a.path))[0]?.part;
}

/** A file that is named beats the folder that it is in. */
function weight(path: string): number {
  return path.replace('*.ts', '').length;
}

/** Every part that this one may import: those that arrows lead to from it, in one or more steps. */
export function reachable(from: string, { edges }: Diagram): Set<string> {
  const found = new Set<string>();
  const waiting = [from];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop())
    for (const [importing, imported] of edges)
      if (importing === part && !found.has(imported)) {
        found.add(imported);
        waiting.push(imported);
      }
  return found;
}
