// The message that sends a visit to the scrapers.
import { MESSAGE_VERSION, type ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { given } from '../../domain/system/given.ts';
import type { RenderWait } from '../../domain/web/fetch/render-wait.ts';
import { type RenderSettings, wantsPictures } from '../../domain/run/render/render-wish.ts';
import type { RunFacts } from './dispatch-ports.ts';

export interface Envelope {
  readonly chunkNo: number;
  readonly gateSeq: number;
  readonly replyTo: string;
  /** Epoch ms. */
  readonly sentAt: number;
  /** Hash of the stored body, where its picture is kept and no other is wanted of it. */
  readonly pictured?: string | undefined;
  readonly validators: { readonly etag?: string; readonly lastModified?: string } | undefined;
}

export function toMessage(facts: RunFacts, waiting: WaitingVisit, envelope: Envelope): ScrapeMessage {
  const { run, userAgent } = facts;
  const { fetch, limits } = run.config;
  const { validators } = envelope;
  return {
    v: MESSAGE_VERSION,
    kind: waiting.kind,
    runId: run._id,
    chunkNo: envelope.chunkNo,
    jobId: run.jobId,
    jobVersion: run.jobVersion,
    urlKey: waiting.visit.urlKey,
    visit: waiting.visit.visit,
    attempt: waiting.sends,
    hops: waiting.hops,
    url: waiting.url,
    // Second looks are unconditional, and validators belong to the URL they came from.
    ...(validators === undefined || waiting.visit.visit > 1 || waiting.hops > 0 || waiting.inBrowser
      ? {}
      : { validators }),
    fetch: {
      profile: fetch.profile,
      userAgent,
      headers: waiting.hops > 0 ? [] : fetch.headers,
      maxBytes: limits.maxPageBytes,
      ...(waiting.inBrowser ? { render: true, ...waitOf(fetch), ...pictureOf(fetch, envelope) } : {}),
    },
    sendBy: waiting.sendBy,
    sentAt: envelope.sentAt,
    deadlineMs: fetch.deadlineMs,
    gateSeq: envelope.gateSeq,
    replyTo: envelope.replyTo,
  };
}

function pictureOf(fetch: RenderSettings, { pictured }: Envelope): { picture?: true; pictured?: string } {
  return wantsPictures(fetch) ? { picture: true, ...given({ pictured }) } : {};
}

function waitOf({ waitFor, scroll, steps }: RenderWait): { wait?: RenderWait } {
  const wait = given({ waitFor, scroll, steps });
  return Object.keys(wait).length === 0 ? {} : { wait };
}
