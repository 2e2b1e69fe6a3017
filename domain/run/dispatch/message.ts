// What dispatchers and scrapers say to each other over the broker. Ids and small numbers only, never bodies.
import type { ReasonCode } from '../outcome.ts';
import type { PageRequest } from '../../web/fetch/request-body.ts';
import type { HostCalls } from '../../web/fetch/page-calls.ts';
import type { RenderWait } from '../../web/fetch/render-wait.ts';
import type { PageStepResult } from '../../web/page-step/page-step.ts';
import type { PackSlice, PictureSlice, ServedSlice } from '../pack-slice.ts';

export const MESSAGE_VERSION = 1;

export const FETCH_KINDS = ['page', 'robots', 'sitemap', 'feed', 'listing', 'probe'] as const;
export type FetchKind = (typeof FETCH_KINDS)[number];

/** Queues `webloom1.url.to_scrape` and, where a browser is to open the page, `webloom1.url.to_render`. All times are epoch ms of the database's clock. */
export interface ScrapeMessage {
  readonly v: typeof MESSAGE_VERSION;
  readonly kind: FetchKind;
  readonly runId: string;
  readonly chunkNo: number;
  readonly jobId: string;
  readonly jobVersion: number;
  readonly urlKey: string;
  readonly visit: number;
  readonly attempt: number;
  readonly hops: number;
  readonly url: string;
  readonly validators?: { readonly etag?: string; readonly lastModified?: string };
  readonly fetch: FetchSettings;
  /** Epoch ms; a scraper that gets the message later answers `late` without fetching. */
  readonly sendBy: number;
  /** When it was handed to the broker; epoch ms. Older dispatchers do not say. */
  readonly sentAt?: number;
  readonly deadlineMs: number;
  readonly gateSeq: number;
  readonly replyTo: string;
}

/** The fetch options of the job that a scraper needs; secrets in them are encrypted. */
export interface FetchSettings extends PageRequest {
  readonly profile: 'plain' | 'browser';
  readonly userAgent: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Names of secret headers that belong to other hosts than that of the page; absent: none. */
  readonly withheld?: readonly string[];
  /** Id of the login of the job; absent: none is used. */
  readonly login?: string;
  /** Id of the proxy pool that the page goes by; absent: none. */
  readonly proxy?: string;
  /** Hosts whose certificates are not checked; absent: none. */
  readonly uncheckedCertificates?: readonly string[];
  readonly maxBytes: number;
  /** A browser is to open the page; absent: it is fetched alone. */
  readonly render?: true;
  /** What the page then asks of watched hosts keeps to their robots.txt; absent: it need not. */
  readonly obeyRobots?: true;
  /** What the browser does and waits for; absent: until the page is quiet. */
  readonly wait?: RenderWait;
  /** A picture of the page is wanted. */
  readonly picture?: true;
  /** SHA-256 of the body as it is known, base64url: a page that is the same has its picture already. */
  readonly pictured?: string;
  /** Selectors whose boxes in the picture are wanted. */
  readonly pictureBoxes?: readonly string[];
  /** What the server sent is wanted beside what a browser makes of it. */
  readonly served?: true;
  /** The JSON that the page gets meanwhile is wanted: of looks before there is a job. */
  readonly notesAnswers?: true;
  /** What is neither a page nor a document is kept too, for its size and hash; absent: it is skipped. */
  readonly files?: true;
}

export type ScrapeOutcome =
  /** A body was fetched and packed. */
  | 'fetched'
  | 'not-modified'
  /** Redirect to another host: the dispatcher sends it again at that host's pace. */
  | 'moved-to'
  | 'http-error'
  | 'failed'
  /** The egress guard refused the address. */
  | 'refused'
  /** Not fetched: it came after `sendBy`. Not an attempt. */
  | 'late'
  /** Not fetched: the run is paused or stopped. Not an attempt. */
  | 'gated';

export interface ScrapeAnswer {
  readonly runId: string;
  readonly chunkNo: number;
  readonly urlKey: string;
  readonly visit: number;
  readonly attempt: number;
  readonly kind: FetchKind;
  readonly outcome: ScrapeOutcome;
  readonly reason?: ReasonCode;
  readonly detail?: string;
  /** Whether another attempt can help. */
  readonly retryable: boolean;
  readonly status?: number;
  /** URL after same-host redirects; for `moved-to` the target. */
  readonly finalUrl?: string;
  readonly retryAfterMs?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pack?: PackSlice;
  /** SHA-256 of the body, base64url. */
  readonly hash?: string;
  /** The server that it came by, in words. */
  readonly proxy?: string;
  /** The body is what a browser made of the page. */
  readonly rendered?: true;
  /** Of the page, or of what was on the screen when a step failed. */
  readonly picture?: PictureSlice;
  /** Why there is none, where one was wanted. */
  readonly pictureFault?: string;
  /** What the server sent, where that was wanted beside what a browser made of it. */
  readonly served?: ServedSlice;
  /** Why there is none, where it was wanted. */
  readonly servedFault?: string;
  /** The JSON that the page got meanwhile, where that was wanted. */
  readonly noted?: PackSlice;
  /** How its steps ended, as far as they came; absent: there are none. */
  readonly steps?: readonly PageStepResult[];
  /** What the page asked of watched hosts by itself; absent: nothing. */
  readonly calls?: readonly HostCalls[];
  readonly wireBytes: number;
  readonly fetchedAt: number;
  readonly elapsedMs: number;
}

/** Fanout exchange `webloom1.control`: gates arrive here at most seconds before the database shows them. */
export interface PermitMessage {
  readonly runId: string;
  readonly gateSeq: number;
  readonly open: boolean;
}

/** The same exchange: the emergency holds have changed and are to be read from the database. */
export interface HoldsMessage {
  readonly holds: 'changed';
}

/** Topic exchange `webloom1.events`; the routing key is `<type>.<jobId>`. */
export interface EventMessage {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** Whose streams may tell it. Absent: those of the default workspace. */
  readonly workspaceId?: string;
  readonly jobId?: string;
  readonly runId?: string;
  readonly data: unknown;
}
