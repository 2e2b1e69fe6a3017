// The reasons for which a run is stopped: on request, by a signal sent by hand, or because it took longer
// than its job allows. What was stored is kept in every case.
import type { RunEnding } from './lifecycle.ts';
import type { EndingReason, Run } from './run.ts';

/** Fields of the transition `stop`. */
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

/** When the run reaches its time limit; epoch ms. */
export function endsAt({ createdAt, config }: Run): number {
  return createdAt.getTime() + config.limits.maxRunMs;
}

/** A run stopped by its time limit counts as failed. */
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
