// Today's workflows against histories of real runs: whoever changes the order of a run's steps breaks runs that are going on,
// and learns of it here. `record-histories.ts` makes the files.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DefaultLogger, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import { type HistoryEvents, readHistory } from '../support/workflow-history.ts';

const FOLDER = join(import.meta.dirname, 'histories');
const MAX_BUNDLE_BYTES = 2_000_000;
/** Of a run of one URL, the most frequent kind. */
const MAX_EVENTS = 80;

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };
let code: string;
/** With spans. */
let traced: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const pathOf = (name: string): string =>
    fileURLToPath(new URL(`../../workflows/${name}.ts`, import.meta.url));
  const source = { workflowsPath: pathOf('index'), logger: quiet };
  ({ code } = await bundleWorkflowCode(source));
  ({ code: traced } = await bundleWorkflowCode({
    ...source,
    workflowInterceptorModules: [pathOf('tracing')],
  }));
});

function read(name: string) {
  return readHistory(join(FOLDER, `${name}.json`));
}

function replay(history: { readonly events: HistoryEvents }, bundle = code): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle: { code: bundle } }, history, 'run:replayed');
}

/** How often each kind of activity was scheduled. */
function scheduled(events: HistoryEvents): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { activityTaskScheduledEventAttributes } of events) {
    const name = activityTaskScheduledEventAttributes?.activityType?.name;
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

test('the bundle is small and has no schema library in it', () => {
  expect(Buffer.byteLength(code)).toBeLessThan(MAX_BUNDLE_BYTES);
  expect(code).not.toContain('node_modules/zod');
  expect(code).not.toContain('node_modules/cheerio');
  // Traces are told by the process: OpenTelemetry is in no bundle, and without a receiver nothing of traces is.
  expect(code).not.toContain('executionSpan');
  expect(traced).toContain('executionSpan');
  expect(traced).not.toContain('node_modules/@opentelemetry');
});

test.each(readdirSync(FOLDER).map((file) => file.replace('.json', '')))(
  'the run recorded as %s is replayed as it went',
  async (name) => {
    await expect(replay(read(name))).resolves.toBeUndefined();
    // Traces may be turned on and off while runs go on.
    await expect(replay(read(name), traced)).resolves.toBeUndefined();
  },
);

test('a run that went another way is told apart', async () => {
  const history = read('one-url');
  const [first] = history.events.filter((event) => event.activityTaskScheduledEventAttributes);
  const type = first?.activityTaskScheduledEventAttributes?.activityType;
  if (type === null || type === undefined) throw new Error('the history has no activity');
  type.name = 'finalizeRun';
  await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
});

test('a run of one URL leaves few events', () => {
  const { events } = read('one-url');
  expect(events.length).toBeLessThanOrEqual(MAX_EVENTS);
  expect(scheduled(events).get('scrape')).toBe(1);
  const { events: searching } = read('selectors');
  expect(searching.length).toBeLessThanOrEqual(MAX_EVENTS);
  expect(scheduled(searching).get('inferSelectors')).toBe(1);
});

test('the recorded runs hold what they are named after', () => {
  expect(scheduled(read('many-chunks').events).get('scrape')).toBeGreaterThan(1);
  const signals = read('pause-and-resume').events.flatMap(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [],
  );
  expect(signals).toEqual(['pause', 'resume', 'pause', 'resume']);
  const has = (name: string, attributes: keyof HistoryEvents[number]): boolean =>
    read(name).events.some((event) => Boolean(event[attributes]));
  expect(has('stop', 'workflowExecutionSignaledEventAttributes')).toBe(true);
  expect(has('activity-failure', 'activityTaskFailedEventAttributes')).toBe(true);
  expect(has('continue-as-new-before', 'workflowExecutionContinuedAsNewEventAttributes')).toBe(true);
  const [started] = read('continue-as-new-after').events;
  expect(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
});
