// When a server of a pool is left alone, and what a site that is down has to do with it: nothing.
import { describe, expect, it } from 'vitest';
import { FIRST_OPEN_MS, MAX_OPEN_MS, PROBE_MS } from '../../../../domain/config/proxy-pool/bounds.ts';
import {
  CLOSED,
  mayUse,
  nextServerCircuit,
  probed,
  type ServerCircuit,
} from '../../../../domain/config/proxy-pool/server-circuit.ts';
import type { ProxyMet } from '../../../../domain/web/egress/policy.ts';

const AWAY: ProxyMet = { kind: 'away', why: 'nothing listens' };
const REACHED: ProxyMet = { kind: 'reached' };
const unreached = (host: string): ProxyMet => ({ kind: 'unreached', host, why: '502' });

function after(mets: readonly ProxyMet[], from: ServerCircuit = CLOSED, now = 0): ServerCircuit {
  return mets.reduce((circuit, met) => nextServerCircuit(circuit, met, now), from);
}

describe('a server of a pool', () => {
  it('is left alone after three faults of its own in a row, and tells why and since when', () => {
    expect(mayUse(after([AWAY, AWAY]), 0)).toBe('yes');
    const opened = after([AWAY, AWAY, AWAY], CLOSED, 7_000);
    expect(opened.opened).toEqual({
      since: 7_000,
      until: 7_000 + FIRST_OPEN_MS,
      times: 1,
      cause: 'away',
      why: 'nothing listens',
    });
    expect(mayUse(opened, 7_000 + FIRST_OPEN_MS - 1)).toBe('no');
    expect(mayUse(opened, 7_000 + FIRST_OPEN_MS)).toBe('probe');
  });

  it.each([
    ['a connection between them', [AWAY, AWAY, REACHED, AWAY, AWAY]],
    ['an answer about a host between them', [AWAY, AWAY, unreached('a'), AWAY, AWAY]],
    ['one host that it never reaches', Array.from({ length: 50 }, () => unreached('a'))],
    ['four hosts that it does not reach', ['a', 'b', 'c', 'd'].map(unreached)],
    [
      'a host that it reaches among others',
      [...['a', 'b', 'c', 'd'].map(unreached), REACHED, unreached('e')],
    ],
  ])('is not left alone for %s', (_what, mets) => {
    expect(mayUse(after(mets), 0)).toBe('yes');
  });

  it('is left alone when it reaches five hosts in a row not', () => {
    const opened = after(['a', 'b', 'c', 'd', 'e'].map(unreached));
    expect(mayUse(opened, 0)).toBe('no');
    expect(opened.opened?.why).toBe('5 hosts in a row were not reached, at last: 502');
  });

  it('is left alone twice as long each time, up to a bound', () => {
    let circuit = after([AWAY, AWAY, AWAY]);
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const { until = 0 } = circuit.opened ?? {};
      circuit = nextServerCircuit(circuit, AWAY, until);
      times.push((circuit.opened?.until ?? 0) - until);
    }
    expect(times.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect(times.at(-1)).toBe(MAX_OPEN_MS);
    expect(circuit.opened?.since).toBe(0);
  });

  it('hears what was begun before as the same outage', () => {
    const opened = after([AWAY, AWAY, AWAY]);
    expect(nextServerCircuit(opened, AWAY, 10)).toEqual(opened);
  });

  it('is asked by one page when its time has come, whose connection brings it back', () => {
    const opened = after([AWAY, AWAY, AWAY]);
    const asked = probed(opened, FIRST_OPEN_MS);
    expect(mayUse(asked, FIRST_OPEN_MS + 1)).toBe('no');
    expect(mayUse(asked, FIRST_OPEN_MS + PROBE_MS)).toBe('probe');
    expect(nextServerCircuit(asked, REACHED, FIRST_OPEN_MS + 1)).toEqual(CLOSED);
  });

  it('is back when it answers anything, if it was silent before', () => {
    const opened = after([AWAY, AWAY, AWAY]);
    expect(mayUse(nextServerCircuit(opened, unreached('a'), FIRST_OPEN_MS), FIRST_OPEN_MS)).toBe('yes');
    const lost = after(['a', 'b', 'c', 'd', 'e'].map(unreached));
    expect(mayUse(nextServerCircuit(lost, unreached('f'), FIRST_OPEN_MS), FIRST_OPEN_MS)).toBe('no');
  });
});
