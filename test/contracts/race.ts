// Concurrent movers: what several processes do when they act on the same document at the same time.

/** Runs `count` movers at once; their answers in the order of their numbers. */
export function race<T>(count: number, mover: (number: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, number) => mover(number)));
}
