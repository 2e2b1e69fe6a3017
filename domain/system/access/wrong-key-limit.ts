// How many keys that nobody knows may be tried: by address, and by all addresses together, as two buckets that fill with time. Counted in
// memory, for each process on its own; the addresses that were not heard of for longest are forgotten first, so that nobody
// can fill the memory. Only what was never seen to be right takes from the buckets: whoever has a right key needs none.
import { parseAddress } from '../net/address.ts';

interface Rule {
  /** Tries at once. */
  readonly burst: number;
  /** After so many ms there is one more, up to `burst`. */
  readonly everyMs: number;
}

const BY_ADDRESS: Rule = { burst: 10, everyMs: 30_000 };
const IN_TOTAL: Rule = { burst: 100, everyMs: 100 };
const MAX_ADDRESSES = 10_000;
/** Bytes of an IPv6 address that name a network: one household has all addresses of a /64. */
const NETWORK_BYTES = 8;

export interface WrongKeyLimit {
  /** Takes one try; 0: it may be judged. Otherwise how long there is none for this address, ms. */
  take(address: string, now: number): number;
  /** The key was right after all. */
  giveBack(address: string, now: number): void;
}

export function createWrongKeyLimit(): WrongKeyLimit {
  /** When each bucket is full again, epoch ms. */
  const addresses = new Map<string, number>();
  let total = 0;
  const keep = (name: string, fullAt: number): void => {
    addresses.delete(name);
    addresses.set(name, fullAt);
    const [oldest] = addresses.keys();
    if (addresses.size > MAX_ADDRESSES && oldest !== undefined) addresses.delete(oldest);
  };
  return {
    take(address, now) {
      const name = networkOf(address);
      const own = addresses.get(name) ?? now;
      const waitMs = Math.max(waitOf(own, BY_ADDRESS, now), waitOf(total, IN_TOTAL, now));
      if (waitMs > 0) return waitMs;
      keep(name, afterOne(own, BY_ADDRESS, now));
      total = afterOne(total, IN_TOTAL, now);
      return 0;
    },
    giveBack(address, now) {
      const name = networkOf(address);
      keep(name, (addresses.get(name) ?? now) - BY_ADDRESS.everyMs);
      total -= IN_TOTAL.everyMs;
    },
  };
}

/** How long until there is a try, ms. A clock that was set back counts as no time. */
function waitOf(fullAt: number, { burst, everyMs }: Rule, now: number): number {
  return Math.min(everyMs, Math.max(0, fullAt - now - (burst - 1) * everyMs));
}

function afterOne(fullAt: number, { everyMs }: Rule, now: number): number {
  return Math.max(fullAt, now) + everyMs;
}

function networkOf(address: string): string {
  const parsed = parseAddress(address);
  if (parsed === null) return address;
  return parsed.bytes.slice(0, NETWORK_BYTES).join('.');
}
