// The message that sends a visit to the scrapers, and until when it counts.
import { MESSAGE_VERSION, type ScrapeMessage } from '../../domain/dispatch/message.ts';
import { sendToleranceMs } from '../../domain/politeness/pace.ts';
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';
import type { RunFacts } from './dispatch-ports.ts';

export interface Sending {
  readonly chunkNo: number;
  readonly now: number;
  readonly delayMs: number;
  readonly gateSeq: number;
  readonly replyTo: string;
  readonly validators: { readonly etag?: string; readonly lastModified?: string } | undefined;
}

/** Notes on the visit until when an answer may come. */
export function toMessage(facts: RunFacts, waiting: WaitingVisit, sending: Sending): ScrapeMessage {
  const { run, userAgent } = facts;
  const { fetch, limits } = run.config;
  const slot = waiting.slotted ? waiting.dueAt : sending.now;
  const sendBy = slot + sendToleranceMs(sending.delayMs);
  waiting.sendBy = sendBy;
  waiting.replyBy = sendBy + fetch.deadlineMs + 2_000;
  const { validators } = sending;
  return {
    v: MESSAGE_VERSION,
    kind: waiting.kind,
    runId: run._id,
    chunkNo: sending.chunkNo,
    jobId: run.jobId,
    jobVersion: run.jobVersion,
    urlKey: waiting.visit.urlKey,
    visit: waiting.visit.visit,
    attempt: waiting.sends,
    hops: waiting.hops,
    url: waiting.url,
    // Second looks are unconditional, and validators belong to the address they came from.
    ...(validators === undefined || waiting.visit.visit > 1 || waiting.hops > 0 ? {} : { validators }),
    fetch: {
      profile: fetch.profile,
      userAgent,
      headers: waiting.hops > 0 ? [] : fetch.headers,
      maxBytes: limits.maxPageBytes,
    },
    sendBy,
    deadlineMs: fetch.deadlineMs,
    gateSeq: sending.gateSeq,
    replyTo: sending.replyTo,
  };
}
