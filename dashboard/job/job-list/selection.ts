// Which jobs are chosen: single ones, ranges with Shift, or all that fit the search, loaded or not.
import { useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** All that fit the search are meant, not only those that are loaded. */
  readonly all: boolean;
  readonly toggle: (jobId: string, withRange: boolean) => void;
  /** All rows that are loaded, or none. */
  readonly toggleLoaded: () => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

const NOTHING: Chosen = { ids: new Set(), all: false };

/** `order`: the ids of the rows as they are shown. `search`: with another search the choice is gone. */
export function useSelection(order: readonly string[], search: string): Selection {
  const [kept, setKept] = useState<{ readonly search: string; readonly chosen: Chosen }>({
    search,
    chosen: NOTHING,
  });
  const last = useRef<string | null>(null);
  const { ids, all } = kept.search === search ? kept.chosen : NOTHING;
  const set = (chosen: Chosen): void => setKept({ search, chosen });
  return {
    ids,
    all,
    toggle: (jobId, withRange) => {
      const range = withRange ? rangeOf(order, last.current, jobId) : [jobId];
      const next = new Set(ids);
      const adds = !ids.has(jobId);
      for (const id of range) {
        if (adds) next.add(id);
        else next.delete(id);
      }
      last.current = jobId;
      set({ ids: next, all: false });
    },
    toggleLoaded: () => set(ids.size === order.length ? NOTHING : { ids: new Set(order), all: false }),
    chooseAll: () => set({ ids: new Set(order), all: true }),
    clear: () => set(NOTHING),
  };
}

/** From the row that was chosen last to this one; only this one when there is no such row. */
export function rangeOf(order: readonly string[], from: string | null, to: string): readonly string[] {
  const begin = from === null ? -1 : order.indexOf(from);
  const end = order.indexOf(to);
  if (begin < 0 || end < 0) return [to];
  return order.slice(Math.min(begin, end), Math.max(begin, end) + 1);
}
