// A run that took longer than its job allows: it is stopped, keeps what it has, and counts as failed.
import type { Run } from './run.ts';
import type { TransitionRequest } from './transition-run.ts';

/** Epoch ms. */
export function endsAt({ createdAt, config }: Run): number {
  return createdAt.getTime() + config.limits.maxRunMs;
}

export function overdueStop({ config }: Run): Omit<TransitionRequest, 'runId' | 'by'> {
  return {
    event: 'stop',
    stopScope: 'run',
    ending: 'failed',
    endingReason: {
      code: 'time-limit',
      detail: `The run took longer than its limit of ${Math.round(config.limits.maxRunMs / 1_000)} s.`,
      remedy: 'Raise limits.maxRunMs, or make the source smaller.',
    },
  };
}
