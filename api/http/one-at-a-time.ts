// Lets what concerns one thing happen one after the other in this process. Many starts of one job at once would otherwise
// hold each other up at the store until none of them is answered in time.
export interface OneAtATime {
  /** Resolves with what `act` gives once all earlier ones with this key are over; `act` itself says whether it is still wanted. */
  run<T>(key: string, act: () => Promise<T>): Promise<T>;
}

export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, act) {
      const before = last.get(key) ?? Promise.resolve();
      const work = before.then(act, act);
      last.set(key, work);
      try {
        return await work;
      } finally {
        if (last.get(key) === work) last.delete(key);
      }
    },
  };
}
