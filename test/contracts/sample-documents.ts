// Documents for the store suites: whole and plausible, each field replaceable.
import type { StoredEvent } from '../../domain/system/event/event.ts';
import { type Job, NO_AGGREGATES } from '../../domain/job/job.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { Page, PricePoint, Snapshot } from '../../domain/page/page.ts';
import type { Failure } from '../../domain/page/page-store.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import type { Run } from '../../domain/run/run.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');

export function minutesLater(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}

const CONFIG = jobConfigSchema.parse({
  source: { kind: 'pages', urls: ['http://shop.test/'] },
});

export function sampleJob(_id: string, fields: Partial<Job> = {}): Job {
  return {
    _id,
    workspaceId: 'default',
    name: 'Kettles',
    version: 1,
    config: CONFIG,
    createdAt: START,
    updatedAt: START,
    state: 'created',
    shownState: 'created',
    stateSeq: 1,
    activeRun: null,
    runSeq: 0,
    nextRunAt: null,
    lastSlot: null,
    buffered: null,
    retryEpoch: 0,
    retryAt: null,
    failedInRow: 0,
    aggregates: NO_AGGREGATES,
    history: [],
    ...fields,
  };
}

export function sampleRun(_id: string, fields: Partial<Run> = {}): Run {
  return {
    _id,
    jobId: 'job',
    workspaceId: 'default',
    seq: 1,
    workflowId: `run-${_id}`,
    trigger: 'manual',
    jobVersion: 1,
    config: CONFIG,
    state: 'starting',
    phase: 'discovering',
    gateSeq: 1,
    ackedGateSeq: 0,
    discovered: 0,
    droppedLinks: {},
    createdAt: START,
    history: [],
    ...fields,
  };
}

export function sampleChunk(runId: string, chunkNo: number, fields: Partial<Chunk> = {}): Chunk {
  return {
    _id: `${runId}:${chunkNo}`,
    runId,
    chunkNo,
    round: 1,
    state: 'planned',
    planFile: `runs/${runId}/plan.1`,
    visits: 2,
    firstVisits: 2,
    files: {},
    plannedAt: START,
    ...fields,
  };
}

export function samplePage(jobId: string, urlKey: string, fields: Partial<Page> = {}): Page {
  return {
    _id: `${jobId}:${urlKey}`,
    jobId,
    urlKey,
    url: `http://shop.test/${urlKey}`,
    host: 'http://shop.test:80',
    state: 'live',
    v: 1,
    order: 11,
    baseline: {
      snapshotId: `${jobId}:${urlKey}:1:0a1b2c3d`,
      rawHash: 'raw-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      textHash: 'text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      blocksKey: 'blobs/text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      bodyKey: 'blobs/raw-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      fields: [
        {
          name: 'price',
          value: '24.90',
          raw: '€24.90',
          source: 'selector',
          locator: '.price',
          confidence: 0.9,
        },
      ],
      pageType: 'product',
      lang: 'en',
      textLength: 2_400,
      extractionVersion: '1.1.1',
      finalUrl: `http://shop.test/${urlKey}`,
      etag: '"one"',
      volatile: [],
      title: 'A kettle',
      at: START,
    },
    outbox: [],
    firstSeenAt: START,
    lastCheckedAt: START,
    checks: 1,
    depth: 1,
    ...fields,
  };
}

export function sampleSnapshot(pageId: string, v: number, fields: Partial<Snapshot> = {}): Snapshot {
  return {
    _id: `${pageId}:${v}:0a1b2c3d`,
    pageId,
    jobId: 'job',
    runId: 'run',
    at: START,
    v,
    rawHash: 'raw-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    textHash: 'text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    blocksKey: 'blobs/text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    bodyKey: 'blobs/raw-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    bodyBytes: 68_000,
    title: 'A kettle',
    pageType: 'product',
    fields: [],
    ...fields,
  };
}

export function sampleChange(pageId: string, v: number, fields: Partial<InboxChange> = {}): InboxChange {
  return {
    workspaceId: 'default',
    inbox: 'unread',
    _id: `${pageId}:${v}`,
    pageId,
    jobId: 'job',
    runId: 'run',
    url: 'http://shop.test/kettle',
    title: 'A kettle',
    at: START,
    state: 'pending',
    kind: 'text',
    severity: 'notable',
    summary: 'A paragraph was replaced',
    detail: {
      kind: 'text',
      severity: 'notable',
      summary: 'A paragraph was replaced',
      blocks: [],
      fields: [],
    },
    reason: 'changed',
    ...fields,
  };
}

export function samplePrice(pageId: string, order: number, fields: Partial<PricePoint> = {}): PricePoint {
  return {
    _id: `${pageId}:${order}`,
    pageId,
    jobId: 'job',
    runId: 'run',
    url: 'http://shop.test/kettle',
    name: 'A kettle',
    at: START,
    minor: 2_490,
    currency: 'EUR',
    availability: 'InStock',
    changed: false,
    confidence: 0.9,
    source: 'json-ld',
    raw: '€24.90',
    ...fields,
  };
}

export function sampleFailure(runId: string, urlKey: string, fields: Partial<Failure> = {}): Failure {
  return {
    _id: `${runId}:${urlKey}`,
    runId,
    jobId: 'job',
    url: `http://shop.test/${urlKey}`,
    outcome: 'failed',
    reason: 'timeout',
    detail: 'no answer within 30 s',
    attempts: 4,
    at: START,
    dead: true,
    ...fields,
  };
}

export function sampleEvent(_id: string, fields: Partial<StoredEvent> = {}): StoredEvent {
  return { _id, type: 'job.state', at: START, workspaceId: 'default', data: { state: 'running' }, ...fields };
}
