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
import { isPost, type PageRequest } from '../../domain/web/fetch/request-body.ts';
import type { RenderWait } from '../../domain/web/fetch/render-wait.ts';
import { coversHost } from '../../domain/web/host/covered-host.ts';
import { urlHost } from '../../domain/web/url/key.ts';
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
  const { run, userAgent, notesAnswers } = facts;
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
    ...(validators === undefined ||
    waiting.visit.visit > 1 ||
    waiting.hops > 0 ||
    waiting.inBrowser ||
    isPost(fetch)
      ? {}
      : { validators }),
    fetch: {
      profile: fetch.profile,
      userAgent,
      ...headersOf(fetch.headers, waiting),
      ...loginOf(fetch, waiting),
      ...given({ proxy: facts.proxyOf(waiting.host) }),
      ...given({ uncheckedCertificates: fetch.uncheckedCertificates }),
      maxBytes: limits.maxPageBytes,
      ...requestOf(fetch, waiting),
      // A crawl would keep each picture of a site; an address that somebody wrote down is meant.
      ...(run.config.source.kind === 'pages' && waiting.kind === 'page' ? { files: true as const } : {}),
      ...(waiting.inBrowser
        ? {
            render: true,
            ...(fetch.obeyRobots ? { obeyRobots: true as const } : {}),
            ...waitOf(fetch),
            ...pictureOf(run.config, envelope),
            ...(fetch.keepServed === true ? { served: true as const } : {}),
            ...given({ notesAnswers }),
          }
        : {}),
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

/** For pages alone: what is read to find them is asked for by GET. A redirect to another host takes no body along. */
function requestOf({ method, body, acceptStatus }: PageRequest, { kind, hops }: WaitingVisit): PageRequest {
  if (kind !== 'page') return {};
  return given(hops > 0 ? { acceptStatus } : { method, body, acceptStatus });
}

/** Whether its host gets it is for the scraper to say, which knows the hosts of the login. */
function loginOf({ login }: JobConfig['fetch'], { kind }: WaitingVisit): Pick<FetchSettings, 'login'> {
  return kind === 'robots' || kind === 'probe' ? {} : given({ login });
}

/** Of those that belong to hosts, the ones of its host; a redirect to another host brings none. */
function headersOf(
  headers: JobConfig['fetch']['headers'],
  { hops, url }: WaitingVisit,
): Pick<FetchSettings, 'headers' | 'withheld'> {
  const host = urlHost(url);
  const isSent = ({ hosts }: (typeof headers)[number]): boolean =>
    hops === 0 && (hosts === undefined || coversHost(hosts, host));
  const withheld = headers.filter((header) => header.hosts !== undefined && !isSent(header));
  return {
    headers: headers.filter(isSent).map(({ name, value }) => ({ name, value })),
    ...(withheld.length === 0 ? {} : { withheld: withheld.map(({ name }) => name) }),
  };
}

function waitOf({ waitFor, scroll, steps }: RenderWait): { wait?: RenderWait } {
  const wait = given({ waitFor, scroll, steps });
  return Object.keys(wait).length === 0 ? {} : { wait };
}
