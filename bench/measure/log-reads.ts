/** Some servers never answer an unknown path. */
const TIMEOUT_MS = 2_000;

/** Counts only the reads that serve joins and resumes, not those of pages and names. */
const RESUME_READS = /^hubbub_store_reads_total\{kind="(?:newest|eventsAfter)"\} (\d+)$/gm;

/** How often the server has read its log since its start, from its /metrics; undefined without such metrics. */
export async function countLogReads(port: number): Promise<number | undefined> {
  const url = `http://127.0.0.1:${port}/metrics`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const counts = [...(await response.text()).matchAll(RESUME_READS)].map(([, count]) => Number(count));
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
