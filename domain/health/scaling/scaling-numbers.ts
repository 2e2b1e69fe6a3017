// The numbers of scaling, in one place: the policy, its simulation and the manifests of Kubernetes take them from here.
import type { ProcessRange, ScaledRole } from './process-range.ts';
import { HOUR_MS } from '../../system/duration.ts';

export const SCALING = {
  /** Time between two looks. */
  lookEveryMs: 5_000,
  /** Looks in a row that have to show too much work before there are more. */
  pressedLooks: 3,
  /** Work that has waited this long waits too long. */
  lateMs: 5_000,
  /** What waits is to be done within this time; it says how many are needed. */
  emptyWithinMs: 10_000,
  /** From here on, processes are what holds the work up: share of their slots, or CPU of each, of one core. */
  busyShare: 0.75,
  busyCpuPercent: 80,
  /** One is given up if the others would stay below this. */
  spareShare: 0.6,
  spareCpuPercent: 60,
  /** After a change nothing is changed for this long: its effect has to show first. */
  settleMs: 20_000,
  /** One that was started or died has this long to take work again before the others are judged without it. */
  returnMs: 60_000,
  /** So long has little to be done before there are fewer; doubled each time it was a mistake, up to the most. */
  quietMs: 60_000,
  mostQuietMs: 960_000,
  /** There had to be more again within this time: giving one up was a mistake. */
  regretMs: 600_000,
  /** Without a change for this long the quiet time is the first again. */
  forgetMs: HOUR_MS,
  /** Requests without an answer for so long are held up by their host. */
  slowMs: 3_000,
  /** With this share of the requests held up by hosts, more processes would wait for the same hosts. */
  slowShare: 0.5,
  /** A machine with less than this has no room for another process. */
  leastIdleShare: 0.1,
  leastMemoryMb: { scraper: 400, pipeline: 400, renderer: 900 },
} as const;

/** Where nobody says how many there may be, as on Kubernetes. */
export const DEFAULT_RANGES: Readonly<Record<ScaledRole, ProcessRange>> = {
  scraper: { floor: 1, ceiling: 8 },
  pipeline: { floor: 1, ceiling: 4 },
  renderer: { floor: 0, ceiling: 8 },
};
