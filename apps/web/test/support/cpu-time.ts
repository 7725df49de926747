/** Returns the milliseconds of processor time used since. Unlike the time by the clock, a busy machine does not add to it. */
export function cpuTimer(): () => number {
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
}

/** The milliseconds of processor time that the work takes. */
export function cpuMs(work: () => void): number {
  const elapsedMs = cpuTimer();
  work();
  return elapsedMs();
}
