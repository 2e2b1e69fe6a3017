// What the workflow of a run says to a real Temporal about its steps: where they wait and in which order they go.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const ACTIVITY_SCHEDULED = 'activityTaskScheduledEventAttributes';

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 30 });
  const services = inject('services');
  system = await startSystem({ services, name: 'small-first', ownHosts: [pages.host] });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

interface Step {
  readonly queue: string;
  readonly priority: number;
  readonly fairness: string;
}

async function stepsOf(source: object): Promise<Map<string, Step>> {
  const run = await system.completed(await system.createJob({ source }));
  expect(run.state).toBe('completed');
  const history = await system.temporal.workflow.getHandle(run.workflowId).fetchHistory();
  const scheduled = (history.events ?? []).flatMap((event) => event[ACTIVITY_SCHEDULED] ?? []);
  return new Map(
    scheduled.map(({ activityType, taskQueue, priority }) => [
      activityType?.name ?? '',
      {
        queue: (taskQueue?.name ?? '').replace(/^.*-/, ''),
        priority: priority?.priorityKey ?? 0,
        fairness: priority?.fairnessKey ?? '',
      },
    ]),
  );
}

test('steps of a run of one page wait on the queue of small runs, and go first', async () => {
  const steps = await stepsOf({ kind: 'pages', urls: [pages.startUrl] });
  expect(steps.get('parse')).toEqual({ queue: 'small', priority: 2, fairness: 'default' });
  expect(steps.get('store')).toEqual({ queue: 'small', priority: 2, fairness: 'default' });
  expect(steps.get('scrape')).toEqual({ queue: 'dispatcher', priority: 2, fairness: 'default' });
});

test('steps of a run of many pages wait on the queue of all, what ends a chunk before what begins one', async () => {
  const steps = await stepsOf({ kind: 'site', start: [pages.startUrl] });
  expect(steps.get('parse')).toEqual({ queue: 'pipeline', priority: 4, fairness: 'default' });
  expect(steps.get('store')).toEqual({ queue: 'pipeline', priority: 3, fairness: 'default' });
});
