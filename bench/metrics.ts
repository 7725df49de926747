/** Not every server answers what it does not know; then, in ms, it is not waited for. */
const PATIENCE = 2_000;

/**
 * How often this start of the server has read its store, as its /metrics says; undefined while a server has no such
 * counter. Every counter whose name begins so is added up, whatever its labels.
 */
export async function storeReads(port: number): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => undefined,
  );
  if (!answer?.ok) return undefined;
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith('hubbub_store_reads_total'));
  if (lines.length === 0) return undefined;
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
