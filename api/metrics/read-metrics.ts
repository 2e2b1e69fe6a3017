// Reads what the metrics are made of, each part by itself: a part that can not be read is absent, and named.
import { readTokenUse } from '../../domain/job/limit/model-tokens.ts';
import { JOB_STATES } from '../../domain/run/job-state.ts';
import { RUN_STATES, isTerminal } from '../../domain/run/lifecycle.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts } from '../ports.ts';
import { readHealth } from '../query/read-health.ts';
import type { ReadinessChecks } from '../query/readiness.ts';
import {
  agentSamples,
  healthSamples,
  holdSamples,
  sample,
  scalingSamples,
  tallySamples,
} from './metric-samples.ts';
import type { Sample } from './sample.ts';

const PART_MS = 2_000;
/** More workspaces than this are not summed up. */
const MAX_WORKSPACES = 200;

export type MetricPorts = Pick<
  ApiPorts,
  | 'agents'
  | 'clock'
  | 'health'
  | 'model'
  | 'usage'
  | 'holds'
  | 'overview'
  | 'runs'
  | 'scaling'
  | 'settings'
  | 'tally'
  | 'workspaces'
>;

export async function readMetrics(ports: MetricPorts, watch: ReadinessChecks): Promise<Sample[]> {
  const now = ports.clock.now().getTime();
  const part = (name: string, work: Promise<Sample[]>): Promise<Sample[]> =>
    withinDeadline('The store', work, PART_MS).then(
      (samples) => [...samples, ...sample('webloom_unreadable', 0, name)],
      () => sample('webloom_unreadable', 1, name),
    );
  const parts = await Promise.all([
    readHealth(ports, watch).then((health) => healthSamples(health, now)),
    part(
      'agents',
      ports.agents.list().then((heartbeats) => agentSamples(heartbeats, now)),
    ),
    part(
      'tally',
      ports.tally.read().then(({ counts }) => tallySamples(counts, { byJob: ports.settings.metricsByJob })),
    ),
    part('scaling', ports.scaling.list().then(scalingSamples)),
    part('jobs', readJobs(ports, now)),
    part('model', readTokens(ports)),
  ]);
  return [...parts.flat(), ...holdSamples(ports.holds.standing())];
}

async function readJobs({ workspaces, overview, runs }: MetricPorts, now: number): Promise<Sample[]> {
  const all = await workspaces.list({ after: null, limit: MAX_WORKSPACES });
  const each = await Promise.all(
    all.map(async ({ _id }) => ({
      jobs: await overview.jobStates(_id),
      open: await runs.countByState(_id),
      next: (await overview.dueNext(_id, 1))[0]?.nextRunAt?.getTime() ?? now,
    })),
  );
  const total = (of: (one: (typeof each)[number]) => number): number =>
    each.reduce((sum, one) => sum + of(one), 0);
  return [
    ...JOB_STATES.flatMap((state) =>
      sample(
        'webloom_jobs',
        total(({ jobs }) => jobs[state]),
        state,
      ),
    ),
    ...RUN_STATES.filter((state) => !isTerminal(state)).flatMap((state) =>
      sample(
        'webloom_runs_open',
        total(({ open }) => open.get(state) ?? 0),
        state,
      ),
    ),
    ...sample('webloom_schedule_lag_seconds', Math.max(0, ...each.map(({ next }) => (now - next) / 1_000))),
  ];
}

/** Nothing is read where no language model is asked. */
async function readTokens(ports: MetricPorts): Promise<Sample[]> {
  const { model = null, workspaces } = ports;
  if (model === null) return sample('webloom_model_tokens_today', 0);
  const all = await workspaces.list({ after: null, limit: MAX_WORKSPACES });
  const uses = await Promise.all(all.map(({ _id }) => readTokenUse(ports, _id, model.place.tokensPerDay)));
  return sample(
    'webloom_model_tokens_today',
    uses.reduce((sum, { used }) => sum + used, 0),
  );
}
