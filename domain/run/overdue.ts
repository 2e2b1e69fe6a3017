// A run that took longer than its job allows: it is stopped, keeps what it has, and counts as failed.
import type { EndingReason, Run } from './run.ts';

/** The transition that ends it. */
export interface OverdueStop {
  readonly event: 'stop';
  readonly stopScope: 'run';
  readonly ending: 'failed';
  readonly endingReason: EndingReason;
}

/** Epoch ms. */
export function endsAt({ createdAt, config }: Run): number {
  return createdAt.getTime() + config.limits.maxRunMs;
}

export function overdueStop({ config }: Run): OverdueStop {
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
