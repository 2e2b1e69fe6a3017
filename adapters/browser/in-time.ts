// A race of a call of the driver with a timer of ours: not every call of it has one, and a page can keep any of them waiting.

/** What the call gave, or `late`. A call that fails has ended in time; what it failed of shows elsewhere. */
export async function inTime(call: Promise<unknown>, timeoutMs: number): Promise<'done' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  const done = call.then(
    () => 'done' as const,
    () => 'done' as const,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
