// A wait with an end. What is late may still come, but nobody waits for it any more.
export async function inTime<Result>(
  work: Promise<Result>,
  limitMs: number,
  late: () => Error,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  work.catch(() => undefined);
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}
