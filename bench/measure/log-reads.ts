/** Not every server answers what it does not know; then, in ms, it is not waited for. */
const PATIENCE = 2_000;

/** What is read for those who go on from an earlier visit; others read pages and names. */
const RESUMES = /^hubbub_store_reads_total\{kind="(?:newest|eventsAfter)"\} (\d+)$/gm;

/** How often this start of the server has read its log, as its /metrics says; undefined for a server without them. */
export async function logReads(port: number): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => undefined,
  );
  if (!answer?.ok) return undefined;
  const counts = [...(await answer.text()).matchAll(RESUMES)].map(([, count]) => Number(count));
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
