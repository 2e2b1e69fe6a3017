// The stored rows of one kind by id, in memory as far as they fit: to say that there is no such id the store need not be asked.
// They are read when they are needed first and, while somebody asks for unknown ids, once a second, however many ask: a row
// that was made just now is known a second later, whatever flood goes on.
import type { Clock } from '../../domain/system/clock.ts';

/** Rows that are kept, about 200 bytes each. Beyond them the oldest are left to the store. */
const MAX_ROWS = 20_000;
const AGAIN_MS = 1_000;

export interface KnownRows<Value> {
  /** Undefined: there is no such row, or it is younger than the last reading. */
  find(id: string): Promise<Value | undefined>;
  /** The same after the next reading, which all who wait share. */
  findLater(id: string): Promise<Value | undefined>;
  put(id: string, value: Value): void;
}

/** The newest first. */
type Read<Value> = (limit: number) => Promise<readonly (readonly [id: string, value: Value])[]>;

export function createKnownRows<Value>(read: Read<Value>, clock: Clock): KnownRows<Value> {
  let rows: Map<string, Value> | null = null;
  let first: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let readAt = 0;
  const reload = async (): Promise<void> => {
    readAt = clock.now().getTime();
    const newestFirst = await read(MAX_ROWS);
    rows = new Map([...newestFirst].toReversed());
  };
  const readFirst = (): Promise<void> =>
    (first ??= reload().catch((error: unknown) => {
      first = null;
      throw error;
    }));
  const readAgain = async (): Promise<void> => {
    await pause(Math.min(AGAIN_MS, Math.max(0, readAt + AGAIN_MS - clock.now().getTime())));
    // Who comes from now on may be asking for what this reading is too early for.
    next = null;
    await reload();
  };
  return {
    async find(id) {
      if (rows === null) await readFirst();
      return rows?.get(id);
    },
    async findLater(id) {
      await (next ??= readAgain());
      return rows?.get(id);
    },
    put(id, value) {
      if (rows === null) return;
      rows.set(id, value);
      const [oldest] = rows.keys();
      if (rows.size > MAX_ROWS && oldest !== undefined) rows.delete(oldest);
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
