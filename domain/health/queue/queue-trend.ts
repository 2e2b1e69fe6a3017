// Where a queue is going, from its last depths: empty, steady, draining until when, or growing how fast.
import { HOUR_MS } from '../../system/duration.ts';

export interface Depth {
  /** Epoch ms. */
  readonly at: number;
  readonly ready: number | null;
}

export interface QueueTrend {
  readonly kind: 'empty' | 'steady' | 'draining' | 'growing' | 'unknown';
  readonly words: string;
  /** Waiting messages more (or, below zero, fewer) each second; null while it is not known. */
  readonly netPerSecond: number | null;
}

/** Depths of this time are compared. */
const WINDOW_MS = 60_000;
/** Two depths this close tell no direction. */
const LEAST_MS = 4_000;
/** Fewer messages a minute than this are no direction either. */
const STEADY_PER_SECOND = 0.05;

export function trendOf(depths: readonly Depth[]): QueueTrend {
  const known = depths.filter((depth): depth is { at: number; ready: number } => depth.ready !== null);
  const last = known.at(-1);
  if (last === undefined) return { kind: 'unknown', words: 'not known', netPerSecond: null };
  const first = known.find(({ at }) => at >= last.at - WINDOW_MS) ?? last;
  const ms = last.at - first.at;
  if (ms < LEAST_MS) {
    if (last.ready === 0) return { kind: 'empty', words: 'empty', netPerSecond: null };
    return { kind: 'unknown', words: 'watched too briefly to tell', netPerSecond: null };
  }
  const netPerSecond = ((last.ready - first.ready) * 1_000) / ms;
  if (last.ready === 0) return { kind: 'empty', words: 'empty', netPerSecond };
  if (Math.abs(netPerSecond) < STEADY_PER_SECOND) return { kind: 'steady', words: 'steady', netPerSecond };
  if (netPerSecond > 0) return { kind: 'growing', words: growing(netPerSecond), netPerSecond };
  const leftMs = (last.ready / -netPerSecond) * 1_000;
  return { kind: 'draining', words: `draining, empty in ${about(leftMs)}`, netPerSecond };
}

function growing(perSecond: number): string {
  return perSecond >= 1
    ? `growing by ${Math.round(perSecond)} a second`
    : `growing by ${Math.max(1, Math.round(perSecond * 60))} a minute`;
}

function about(ms: number): string {
  if (ms < 90_000) return `about ${Math.max(1, Math.round(ms / 1_000))} s`;
  if (ms < 5_400_000) return `about ${Math.round(ms / 60_000)} min`;
  return `about ${Math.round(ms / HOUR_MS)} h`;
}
