// When a server of a pool is left alone, and when it is tried again. Its own faults count as they come; a site that is not reached by
// it counts only together with others, because one site alone may be down.
import type { ProxyMet } from '../../web/egress/policy.ts';
import { AWAY_IN_A_ROW, FIRST_OPEN_MS, MAX_OPEN_MS, PROBE_MS, UNREACHED_IN_A_ROW } from './bounds.ts';

/** Why and since when it is left alone; all times are epoch ms. */
interface OpenedCircuit {
  readonly since: number;
  /** Nobody asks it before. */
  readonly until: number;
  /** How often in a row it was opened. */
  readonly times: number;
  readonly cause: 'away' | 'unreached';
  readonly why: string;
}

export interface ServerCircuit {
  /** Faults of its own in a row. */
  readonly away: number;
  /** Targets in a row that it did not reach. */
  readonly unreached: readonly string[];
  /** Null: pages go by it. */
  readonly opened: OpenedCircuit | null;
  /** A page finds out just now whether it is back; 0: none does. */
  readonly probedUntil: number;
}

export const CLOSED: ServerCircuit = { away: 0, unreached: [], opened: null, probedUntil: 0 };

export function mayUse({ opened, probedUntil }: ServerCircuit, now: number): 'yes' | 'probe' | 'no' {
  if (opened === null) return 'yes';
  return opened.until > now || probedUntil > now ? 'no' : 'probe';
}

export function probed(circuit: ServerCircuit, now: number): ServerCircuit {
  return { ...circuit, probedUntil: now + PROBE_MS };
}

export function nextServerCircuit(circuit: ServerCircuit, met: ProxyMet, now: number): ServerCircuit {
  if (met.kind === 'reached') return CLOSED;
  const { opened } = circuit;
  if (opened === null) return counted(circuit, met, now);
  // The connection was begun before it was opened: it met the same outage.
  if (opened.until > now) return circuit;
  // What did not answer has answered, if only that it does not reach this one.
  if (met.kind === 'unreached' && opened.cause === 'away') return { ...CLOSED, unreached: [met.host] };
  return openedAt(opened.since, opened.times + 1, met, now);
}

function counted(
  { away, unreached }: ServerCircuit,
  met: Exclude<ProxyMet, { kind: 'reached' }>,
  now: number,
): ServerCircuit {
  if (met.kind === 'away')
    return away + 1 < AWAY_IN_A_ROW ? { ...CLOSED, away: away + 1, unreached } : openedAt(now, 1, met, now);
  const hosts = unreached.includes(met.host) ? unreached : [...unreached, met.host];
  return hosts.length < UNREACHED_IN_A_ROW
    ? { ...CLOSED, unreached: hosts }
    : openedAt(
        now,
        1,
        { ...met, why: `${hosts.length} hosts in a row were not reached, at last: ${met.why}` },
        now,
      );
}

function openedAt(
  since: number,
  times: number,
  { kind, why }: Exclude<ProxyMet, { kind: 'reached' }>,
  now: number,
): ServerCircuit {
  const openMs = Math.min(MAX_OPEN_MS, FIRST_OPEN_MS * 2 ** (times - 1));
  return { ...CLOSED, opened: { since, until: now + openMs, times, cause: kind, why } };
}
