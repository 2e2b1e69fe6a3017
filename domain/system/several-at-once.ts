// The same work on many things, some of them at a time: where each one waits for a server, one after the other would wait for hours.

/** In the order of the things. After a failure no other thing is taken, and what was begun is waited for. */
export async function* severalAtOnce<Thing, Result>(
  things: AsyncIterable<Thing>,
  work: (thing: Thing) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  try {
    for await (const thing of things) {
      const working = work(thing);
      // It may fail before its turn to be waited for comes.
      working.catch(() => undefined);
      begun.push(working);
      const oldest = begun.length < atOnce ? undefined : begun.shift();
      if (oldest !== undefined) yield await oldest;
    }
    for (let oldest = begun.shift(); oldest !== undefined; oldest = begun.shift()) yield await oldest;
  } finally {
    await Promise.allSettled(begun);
  }
}
