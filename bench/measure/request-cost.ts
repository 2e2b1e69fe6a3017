// What a request to the API costs: how long it takes, and the CPU of this process (API and client) and of the store.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BenchStore } from './bench-store.ts';

export interface RequestCost {
  readonly items: number;
  readonly p50: number;
  readonly p95: number;
  /** CPU of this process (API and client) and of the store, ms per request. */
  readonly apiMs: number;
  readonly storeMs: number;
  /** The longest time in which this process did nothing else, ms. */
  readonly blockedMs: number;
}

export interface CostWanted {
  readonly requests: number;
  /** Done before each request. */
  readonly before?: () => void;
}

/** Requests before the measured ones, for compiled code and warm connections. */
const WARM_UP = 5;

export async function requestCost(
  store: BenchStore,
  url: string,
  { requests, before }: CostWanted,
): Promise<RequestCost> {
  const times: number[] = [];
  let items = 0;
  let api = process.cpuUsage();
  let storeUs = store.cpuUs();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  for (let turn = 0; turn < requests + WARM_UP; turn += 1) {
    if (turn === WARM_UP) {
      api = process.cpuUsage();
      storeUs = store.cpuUs();
      loop.reset();
    }
    before?.();
    const begun = performance.now();
    const response = await fetch(url);
    const answer = (await response.json()) as { items?: unknown[] };
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    items = answer.items?.length ?? 0;
    if (turn >= WARM_UP) times.push(performance.now() - begun);
  }
  loop.disable();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  const { user, system } = process.cpuUsage(api);
  const perRequest = (us: number): number => us / 1_000 / requests;
  return {
    items,
    p50: at(0.5),
    p95: at(0.95),
    apiMs: perRequest(user + system),
    storeMs: perRequest(store.cpuUs() - storeUs),
    blockedMs: loop.max / 1e6,
  };
}
