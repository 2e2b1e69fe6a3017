// A run of real processes, told to a real receiver of traces: one trace from the request to the API over the workflow, its
// activities and messages to each fetch, and nothing in it that nobody may know.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type ReceivedSpan, type TraceReceiver, startTraceReceiver } from '../support/trace-receiver.ts';

const PAGES = 6;
const SECRET = 'do-not-tell-4711';

let receiver: TraceReceiver;
let pages: ManyPages;
let stack: ServedWebloom;

beforeAll(async () => {
  receiver = await startTraceReceiver();
  pages = await startManyPages({ pages: PAGES, validators: true });
  stack = await serveWebloom(inject('services'), {
    name: 'tracing',
    host: pages.host,
    env: { WEBLOOM_OTLP_ENDPOINT: receiver.endpoint },
  });
});

afterAll(async () => {
  await stack?.close();
  await pages?.close();
  await receiver?.close();
});

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan[] {
  return spans.filter((span) => span.name === name);
}

function only(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const [found, ...more] = named(spans, name);
  if (found === undefined || more.length > 0)
    throw new Error(`not one "${name}" in ${spans.map((span) => span.name).join(', ')}`);
  return found;
}

test('a run is one trace, from the request to each fetch, and every span has its parent', async () => {
  const { jobId } = await stack.api.createJob({
    config: {
      source: { kind: 'site', start: [`${pages.startUrl}?token=${SECRET}`] },
      fetch: { headers: [{ name: 'authorization', value: `Bearer ${SECRET}` }] },
    },
  });
  const { runId } = await stack.api.act(jobId, 'start');
  const run = await eventually(async () => {
    const one = await stack.api.run(runId ?? '');
    return ['completed', 'failed', 'stopped'].includes(one.state) ? one : null;
  }, 60_000);
  expect(run.state).toBe('completed');

  const workflow = await eventually(() => named(receiver.spans, 'jobRun')[0], 20_000);
  const { traceId } = workflow;
  const trace = await eventually(() => {
    const spans = receiver.spans.filter((span) => span.traceId === traceId);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const isWhole = spans.every(({ parentId }) => parentId === null || ids.has(parentId));
    return isWhole && named(spans, 'fetch page').length > PAGES ? spans : null;
  }, 20_000);

  const request = only(trace, 'POST /v1/jobs/:jobId/start');
  expect(request).toMatchObject({ role: 'api', parentId: null });
  expect(request.values).toMatchObject({ 'http.response.status_code': 202, 'http.request.method': 'POST' });
  expect(workflow).toMatchObject({ role: 'orchestrator', parentId: request.spanId, fault: null });
  const scrape = named(trace, 'scrape');
  expect(scrape.length).toBeGreaterThan(0);
  expect(new Set(scrape.map(({ parentId, role }) => `${role} ${parentId}`))).toEqual(
    new Set([`dispatcher ${workflow.spanId}`]),
  );
  expect(scrape.reduce((sum, { values }) => sum + Number(values['webloom.answered']), 0)).toBeGreaterThan(
    PAGES,
  );
  // The pages are few and small, so the orchestrator itself takes what stands between parse and store.
  for (const [stage, role] of [
    ['parse', 'pipeline'],
    ['classify', 'orchestrator'],
    ['detectChange', 'orchestrator'],
    ['trackPrice', 'orchestrator'],
    ['store', 'pipeline'],
  ] as const)
    expect(
      named(trace, stage).map((span) => ({ role: span.role, parentId: span.parentId })),
      stage,
    ).toContainEqual({ role, parentId: workflow.spanId });

  const publishing = named(trace, 'publish work');
  const ofScrape = new Set(scrape.map(({ spanId }) => spanId));
  const fetches = named(trace, 'fetch page');
  const messages = new Set(
    publishing.filter(({ parentId }) => ofScrape.has(parentId ?? '')).map(({ spanId }) => spanId),
  );
  for (const fetch of fetches) {
    expect(fetch.role).toBe('scraper');
    expect(messages).toContain(fetch.parentId);
    expect(fetch.values).toMatchObject({
      'server.address': '127.0.0.1',
      'webloom.run_id': runId,
      'http.response.status_code': 200,
    });
    expect(fetch.endMs).toBeGreaterThanOrEqual(fetch.startMs);
  }
});

test('nothing that nobody may know is told: no query, path, header or text of a page', () => {
  const told = receiver.bodies.join('\n');
  const secrets = [SECRET, 'token', 'Bearer', ...pages.paths.map((path) => `"${path}`)];
  expect(secrets.filter((text) => told.includes(text))).toEqual([]);
});
