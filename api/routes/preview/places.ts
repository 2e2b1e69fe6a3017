// A number of places for work that is heavy here. Who finds all taken waits for one, the longest waiting first.

type Release = () => void;

export interface Places {
  /** A place, to be given back once; null where none came free within `waitMs`. */
  take(waitMs: number): Promise<Release | null>;
}

export function createPlaces(count: number): Places {
  let free = count;
  const waiting = new Set<(release: Release) => void>();
  const release = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next(release);
  };
  return {
    take: (waitMs) => {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(release);
      }
      return new Promise((resolve) => {
        const given = (place: Release): void => {
          clearTimeout(timer);
          resolve(place);
        };
        const timer = setTimeout(() => {
          waiting.delete(given);
          resolve(null);
        }, waitMs);
        waiting.add(given);
      });
    },
  };
}
