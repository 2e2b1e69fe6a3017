// Processor time of work that goes on side by side in one process: what is spent while several are at work is shared out
// evenly among them, so the parts never add up to more than the process has used.
interface Share {
  ms: number;
}

/** `readMs`: processor time the process has used so far. Begins a piece of work; its end gives its time. */
export function createCpuShare(readMs: () => number): () => () => number {
  const open = new Set<Share>();
  let last = 0;
  const settle = (): void => {
    const now = readMs();
    for (const share of open) share.ms += (now - last) / open.size;
    last = now;
  };
  return () => {
    settle();
    const mine: Share = { ms: 0 };
    open.add(mine);
    return () => {
      settle();
      open.delete(mine);
      return Math.round(mine.ms);
    };
  };
}

/** Of this process, its reading threads included. */
const beginCpuShare = createCpuShare(() => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
});

export async function measureCpu<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const end = beginCpuShare();
  try {
    const result = await work();
    return { result, cpuMs: end() };
  } finally {
    end();
  }
}
