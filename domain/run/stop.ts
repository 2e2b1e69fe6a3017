// Why a run is stopped: somebody asked for it, somebody sent the signal by hand, or it took longer than its job allows. What
// it has is kept each time.
import type { RunEnding } from './lifecycle.ts';
import type { EndingReason, Run } from './run.ts';

/** What the transition `stop` takes along. */
export interface StopRequest {
  readonly stopScope: 'run';
  readonly ending: RunEnding;
  readonly endingReason: EndingReason;
}

export const STOPPED_ON_REQUEST: EndingReason = {
  code: 'stopped-by-user',
  detail: 'Stopped on request; what was scraped is kept.',
};

/** A signal sent by hand in Temporal ends the run, not the job's schedule. */
export const STOP_BY_HAND: StopRequest = {
  stopScope: 'run',
  ending: 'stopped',
  endingReason: {
    code: 'stopped-by-user',
    detail: 'Stopped by a signal sent by hand; what was scraped is kept.',
  },
};

/** Epoch ms. */
export function endsAt({ createdAt, config }: Run): number {
  return createdAt.getTime() + config.limits.maxRunMs;
}

/** A run over its time counts as failed. */
export function overdueStop({ config }: Run): StopRequest {
  return {
    stopScope: 'run',
    ending: 'failed',
    endingReason: {
      code: 'time-limit',
      detail: `The run took longer than its limit of ${Math.round(config.limits.maxRunMs / 1_000)} s.`,
      remedy: 'Raise limits.maxRunMs, or make the source smaller.',
    },
  };
}
