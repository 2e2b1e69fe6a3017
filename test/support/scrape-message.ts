// A message as a dispatcher would send it, with what a test cares about changed.
import type { ScrapeAnswer, ScrapeMessage } from '../../domain/run/dispatch/message.ts';

export function scrapeMessage(changes: Partial<ScrapeMessage> = {}): ScrapeMessage {
  return {
    v: 1,
    kind: 'page',
    runId: 'r1',
    chunkNo: 1,
    jobId: 'j1',
    jobVersion: 1,
    urlKey: 'k1',
    visit: 1,
    attempt: 1,
    hops: 0,
    url: 'http://127.0.0.1/',
    fetch: { profile: 'plain', userAgent: 'Webloom/test', headers: [], maxBytes: 20 * 1024 * 1024 },
    sendBy: Date.now() + 60_000,
    deadlineMs: 10_000,
    gateSeq: 1,
    replyTo: 'nobody',
    ...changes,
  };
}

export function scrapeAnswer(changes: Partial<ScrapeAnswer> = {}): ScrapeAnswer {
  return {
    runId: 'r1',
    chunkNo: 1,
    urlKey: 'k1',
    visit: 1,
    attempt: 1,
    kind: 'page',
    outcome: 'fetched',
    retryable: false,
    headers: {},
    wireBytes: 0,
    fetchedAt: 0,
    elapsedMs: 0,
    ...changes,
  };
}
