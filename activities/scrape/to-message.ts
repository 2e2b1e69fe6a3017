// The message that sends a visit to the scrapers.
import { pictureSelectors, comparesPictures } from '../../domain/change/picture/picture-rules.ts';
import type { JobConfig } from '../../domain/config/schema.ts';
import {
  type FetchSettings,
  MESSAGE_VERSION,
  type ScrapeMessage,
} from '../../domain/run/dispatch/message.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { given } from '../../domain/system/given.ts';
import type { RenderWait } from '../../domain/web/fetch/render-wait.ts';
import { wantsPictures } from '../../domain/run/render/render-wish.ts';
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
      ...(waiting.inBrowser ? { render: true, ...waitOf(fetch), ...pictureOf(run.config, envelope) } : {}),
    },
    sendBy: waiting.sendBy,
    sentAt: envelope.sentAt,
    deadlineMs: fetch.deadlineMs,
    gateSeq: envelope.gateSeq,
    replyTo: envelope.replyTo,
  };
}

function pictureOf(
  config: Pick<JobConfig, 'fetch' | 'changes'>,
  { pictured }: Envelope,
): Pick<FetchSettings, 'picture' | 'pictured' | 'pictureBoxes'> {
  if (!wantsPictures(config)) return {};
  const { watch, picture = {} } = config.changes;
  const selectors = comparesPictures({ watch }) ? pictureSelectors(picture) : [];
  return {
    picture: true,
    ...given({ pictured }),
    ...(selectors.length === 0 ? {} : { pictureBoxes: selectors }),
  };
}

function waitOf({ waitFor, scroll, steps }: RenderWait): { wait?: RenderWait } {
  const wait = given({ waitFor, scroll, steps });
  return Object.keys(wait).length === 0 ? {} : { wait };
}
