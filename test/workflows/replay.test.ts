// A workflow must replay the histories of runs that may still go on. These were recorded on real services at the dates that
// their folders are named after: `npx tsx test/workflows/record-histories.ts`.
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import {
  type HistoryEvents,
  locallyDone,
  readHistory,
  readableHistory,
  scheduled,
} from '../support/workflow-history.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(import.meta.dirname, 'histories');
const ENDING = '.json.gz';
const MAX_BUNDLE_BYTES = 2_000_000;
/** Of all histories in the repository. */
const MAX_BYTES = 1_500_000;
/** Of a run of one URL, the most frequent kind. */
const MAX_EVENTS = 45;

/** `<date>/<group>/<name>` */
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .toSorted();

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };
let code: string;
/** With spans. */
let traced: string;
/** What the replay of each history said; undefined: nothing. */
let faults: ReadonlyMap<string, Error | undefined>;
let tracedFaults: ReadonlyMap<string, Error | undefined>;

beforeAll(async () => {
  // A step that is noticed is an error of the replay, and need not be logged as well.
  const telemetryOptions = { logging: { filter: 'ERROR' } };
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), telemetryOptions });
  code = await bundle(ROOT);
  traced = await bundle(ROOT, [join(ROOT, 'workflows/tracing.ts')]);
  faults = await replay(code);
  tracedFaults = await replay(traced);
});

async function bundle(root: string, workflowInterceptorModules: string[] = []): Promise<string> {
  const workflowsPath = join(root, 'workflows/index.ts');
  const bundled = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger: quiet });
  return bundled.code;
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}${ENDING}`);
}

/** The latest recording of this `<group>/<name>`. */
function read(name: string) {
  return readHistory(fileOf(names.findLast((each) => each.endsWith(`/${name}`)) ?? name));
}

function* histories() {
  for (const name of names) yield { workflowId: name, history: readHistory(fileOf(name)) };
}

async function replay(bundled: string): Promise<Map<string, Error | undefined>> {
  const found = new Map<string, Error | undefined>();
  const results = Worker.runReplayHistories({ workflowBundle: { code: bundled } }, histories());
  for await (const { workflowId, error } of results) found.set(workflowId, error);
  return found;
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

test.each(names)('what was recorded as %s is replayed as it went', (name) => {
  expect(faults.has(name)).toBe(true);
  expect(faults.get(name)).toBeUndefined();
  // Traces may be turned on and off while runs go on.
  expect(tracedFaults.has(name)).toBe(true);
  expect(tracedFaults.get(name)).toBeUndefined();
});

/** One step of each workflow changed, as somebody might change it without a patch. */
const CHANGES = [
  ['chunk-pipeline.ts', 'await steps.classify(', 'await steps.detectChange('],
  ['maintenance.ts', '.endCleanUp(', '.beginCleanUp('],
  [
    'mend-stored.ts',
    "pipeline('what is stored', priority).mend(",
    "pipeline('what is stored', priority).store(",
  ],
  ['alert-delivery.ts', '  for (;;) {\n', '  for (;;) {\n    await sleep(1);\n'],
] as const;

test('steps in another order are noticed in every history that has them', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'webloom-replay-'));
  try {
    for (const folder of ['domain', 'activities', 'node_modules'])
      symlinkSync(join(ROOT, folder), join(copy, folder));
    cpSync(join(ROOT, 'workflows'), join(copy, 'workflows'), { recursive: true });
    for (const [file, before, after] of CHANGES) {
      const path = join(copy, 'workflows', file);
      const source = readFileSync(path, 'utf8');
      expect(source).toContain(before);
      writeFileSync(path, source.replace(before, after));
    }
    const noticed = await replay(await bundle(copy));
    for (const name of names) {
      const { events } = readHistory(fileOf(name));
      const taken = new Set([...scheduled(events).keys(), ...locallyDone(events)]);
      const isHit = ['classify', 'endCleanUp', 'mend', 'deliver'].some((step) => taken.has(step));
      expect([name, noticed.get(name) instanceof DeterminismViolationError]).toEqual([name, isHit]);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('the histories are small and name no machine', () => {
  const bytes = names.reduce((sum, name) => sum + statSync(fileOf(name)).size, 0);
  expect(bytes).toBeLessThan(MAX_BYTES);
  for (const name of names) {
    const text = readableHistory(fileOf(name));
    expect([name, /\/(?:root|tmp|Users|work|home\/\w+)\//.exec(text)?.[0]]).toEqual([name, undefined]);
    expect([name, text.includes(hostname())]).toEqual([name, false]);
  }
});

test('a run of one URL leaves few events', () => {
  const { events } = read('runs/one-url');
  expect(events.length).toBeLessThanOrEqual(MAX_EVENTS);
  expect([...scheduled(events).keys()]).toEqual(['discover', 'scrape', 'parse', 'store']);
  const between = ['classify', 'detectChange', 'trackPrice'];
  expect(locallyDone(events)).toEqual(['createRun', 'transition', 'planChunks', ...between, 'finalizeRun']);
  const { events: searching } = read('runs/selectors');
  expect(searching.length).toBeLessThanOrEqual(MAX_EVENTS);
  expect(scheduled(searching).get('inferSelectors')).toBe(1);
});

test('where no page has changed, nothing is classified, compared or priced', () => {
  const { events } = read('runs/one-url-again');
  expect([...scheduled(events).keys()]).toEqual(['discover', 'scrape', 'parse', 'store']);
  expect(locallyDone(events)).toEqual(['createRun', 'transition', 'planChunks', 'finalizeRun']);
});

test('large steps of a run are activities, which other processes take', () => {
  const { events } = read('runs/many-chunks');
  const activities = scheduled(events);
  for (const stage of ['planChunks', 'classify', 'detectChange', 'trackPrice'])
    expect([stage, activities.has(stage)]).toEqual([stage, true]);
  const local = locallyDone(events);
  for (const step of ['createRun', 'transition', 'finalizeRun'])
    expect([step, local.includes(step), activities.has(step)]).toEqual([step, true, false]);
});

test('each workflow of the bundle is recorded', () => {
  const source = readFileSync(join(ROOT, 'workflows/index.ts'), 'utf8');
  const types = [...source.matchAll(/export \{ (\w+) \}/g)].map(([, type]) => type);
  const recorded = new Set(
    names.map((name) => {
      const [started] = readHistory(fileOf(name)).events;
      return started?.workflowExecutionStartedEventAttributes?.workflowType?.name;
    }),
  );
  expect(recorded).toEqual(new Set(types));
});

test('the recorded runs hold what they are named after', () => {
  expect(scheduled(read('runs/many-chunks').events).get('scrape')).toBeGreaterThan(1);
  const signals = read('control/pause-and-resume').events.flatMap(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [],
  );
  expect(signals).toEqual(['pause', 'resume', 'pause', 'resume']);
  const has = (name: string, attributes: keyof HistoryEvents[number]): boolean =>
    read(name).events.some((event) => Boolean(event[attributes]));
  expect(has('control/stop', 'workflowExecutionSignaledEventAttributes')).toBe(true);
  expect(has('control/forced-stop', 'workflowExecutionTerminatedEventAttributes')).toBe(true);
  expect(has('control/cancelled', 'workflowExecutionCancelRequestedEventAttributes')).toBe(true);
  expect(has('control/time-limit', 'timerFiredEventAttributes')).toBe(true);
  expect(has('control/activity-failure', 'activityTaskFailedEventAttributes')).toBe(true);
  expect(has('mends/paused-mend', 'workflowExecutionSignaledEventAttributes')).toBe(true);
  expect(scheduled(read('alerts/delivered-later').events).get('deliver')).toBeGreaterThan(1);
  for (const group of ['runs', 'alerts', 'clean-ups']) {
    expect(has(`${group}/continue-as-new-first`, 'workflowExecutionContinuedAsNewEventAttributes')).toBe(
      true,
    );
    const [started] = read(`${group}/continue-as-new-last`).events;
    expect(started?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
  }
});
