// The port through which Webloom reads the web, and every way a fetch can end. An ending is a value: callers
// switch on `outcome`; nothing that a server does is thrown.
import type { EgressReason } from '../egress/check.ts';
import type { EgressProxy } from '../egress/policy.ts';
import type { PageStepResult } from '../page-step/page-step.ts';
import type { PageRequest } from './request-body.ts';
import type { RenderWait } from './render-wait.ts';
import type { NotedAnswer } from './noted-answer.ts';
import type { CallJudge, HostCalls } from './page-calls.ts';
import type { PagePicture } from './page-picture.ts';
import type { FetchFailure } from './reason.ts';
import type { Served } from './served-document.ts';

/** Open at a time to one host, from each scraper. */
export const CONNECTIONS_PER_HOST = 8;

export interface Fetcher {
  /** Never rejects because of the network; an aborted `signal` ends the fetch as `failed(aborted)`. */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome>;
  /** Closes kept connections. */
  close(): Promise<void>;
}

/** Validators of the stored version, sent to ask whether the page has changed since. */
interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface FetchLimits {
  /** Bytes of one response body as sent. */
  readonly maxWireBytes: number;
  /** Bytes of the body after content decoding. */
  readonly maxDecodedBytes: number;
  /** For the whole fetch: every hop, name resolution, handshakes, bodies, decoding. */
  readonly deadlineMs: number;
  /** Same-host hops followed; a hop to another host ends the fetch as `moved-to`. */
  readonly maxRedirects: number;
  /** Takes the beginning of a larger body if it is sent unencoded; otherwise it is `too-large`. */
  readonly onlyBeginning?: boolean;
}

export interface FetchRequest extends FetchLimits, PageRequest {
  readonly url: string;
  readonly userAgent: string;
  readonly validators?: Validators | undefined;
  /** The job's own headers. They are sent to the first host only: this fetch talks to no other. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly accept?: string | undefined;
  /** Where a browser opens it: what that waits for. */
  readonly wait?: RenderWait | undefined;
  /** Where a browser opens it: a picture is taken of it as well. */
  readonly picture?: boolean | undefined;
  /** SHA-256 of a body, base64url, of which a picture is kept: none is taken of it. */
  readonly pictured?: string | undefined;
  /** CSS selectors whose boxes in the picture are wanted. */
  readonly pictureBoxes?: readonly string[] | undefined;
  /** Where a browser opens it: what the server sent is wanted as well. */
  readonly served?: boolean | undefined;
  /** Where a browser opens it: the JSON that it gets meanwhile is noted. */
  readonly notesAnswers?: boolean | undefined;
  /** Where a browser opens it: judges what it asks for by itself; absent: nobody does but the guard. */
  readonly calls?: CallJudge | undefined;
  /** It goes by this one, with all that a browser loads; absent: as the policy says. */
  readonly proxy?: EgressProxy | undefined;
  /** Hosts whose certificates are not checked, as jobs name them. */
  readonly uncheckedCertificates?: readonly string[] | undefined;
  /** Sent with every hop and changed by its answers; absent: those of a redirect are known to its own chain alone. */
  readonly cookies?: CookieKeeper | undefined;
}

/** Cookies of a session, each for the addresses that its site says. */
export interface CookieKeeper {
  /** Value of the header Cookie; empty: there are none for this address. */
  header(url: string): string;
  /** The lines Set-Cookie of the answer to `url`. */
  take(url: string, lines: readonly string[]): void;
  /** All of them, for a browser. */
  all(): readonly SessionCookie[];
  /** What its pages keep in a browser besides. */
  readonly storage: readonly OriginStorage[];
  takeStorage(storage: readonly OriginStorage[]): void;
}

/** The local storage of an origin. */
export interface OriginStorage {
  readonly origin: string;
  readonly localStorage: { readonly name: string; readonly value: string }[];
}

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  /** With a dot before it: of its subdomains, too. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; -1: when the session ends. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

export const PAGE_LIMITS: FetchLimits = {
  maxWireBytes: 10 * 1024 * 1024,
  maxDecodedBytes: 10 * 1024 * 1024,
  deadlineMs: 30_000,
  maxRedirects: 10,
};

/** The sitemap protocol allows 50 MiB, and many sitemaps are sent uncompressed. */
export const SITEMAP_LIMITS: FetchLimits = {
  ...PAGE_LIMITS,
  maxWireBytes: 50 * 1024 * 1024,
  maxDecodedBytes: 50 * 1024 * 1024,
};

/** The parser reads the first 500 KiB (RFC 9309 section 2.5), so only as much of a file is fetched. */
export const ROBOTS_LIMITS: FetchLimits = {
  maxWireBytes: 4 * 1024 * 1024,
  maxDecodedBytes: 4 * 1024 * 1024,
  deadlineMs: 15_000,
  maxRedirects: 5,
  onlyBeginning: true,
};

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

/** Response headers that are kept; all others are dropped by the fetcher. */
export const KEPT_HEADERS = [
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
  'cache-control',
  'content-language',
  'x-robots-tag',
  'link',
] as const;

/** 0 for a step that was not needed: a kept connection needs no DNS and no connect. */
export interface FetchTimings {
  readonly dnsMs: number;
  /** TCP and TLS. */
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly totalMs: number;
}

interface Ended {
  /** Where the fetch ended, after same-host redirects. */
  readonly finalUrl: string;
  /** URLs that redirected, in order. */
  readonly redirects: readonly string[];
  readonly wireBytes: number;
  readonly timings: FetchTimings;
  /** How the steps of the job ended, as far as they came; absent: it has none. */
  readonly steps?: readonly PageStepResult[] | undefined;
  /** What it has asked of watched hosts by itself; absent: nothing. */
  readonly calls?: readonly HostCalls[] | undefined;
}

interface Answered extends Ended {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

/** At most one of the two; neither: no picture was wanted. */
interface Pictured {
  readonly picture?: PagePicture | undefined;
  /** Why none could be taken, in words. */
  readonly pictureFault?: string | undefined;
}

interface Fetched extends Answered, Pictured, Served {
  readonly outcome: 'fetched';
  /** After content decoding, still in the page's own charset. */
  readonly body: Uint8Array;
  /** Lower-case media type without parameters; empty when the server sent none. */
  readonly contentType: string;
  /** Charset of the Content-Type header as sent, lower-case; `null` when it named none. */
  readonly charset: string | null;
  /** Absent: none was wanted. */
  readonly noted?: readonly NotedAnswer[] | undefined;
}

interface NotModified extends Answered {
  readonly outcome: 'not-modified';
}

interface MovedTo extends Answered {
  readonly outcome: 'moved-to';
  /** Target on another host: allowed by the egress policy, not requested yet. */
  readonly url: string;
}

interface HttpError extends Answered {
  readonly outcome: 'http-error';
  readonly retryAfterMs?: number | undefined;
  readonly retryable: boolean;
}

interface Refused extends Ended {
  readonly outcome: 'refused';
  readonly reason: EgressReason;
  /** For the operator's log only: it may reveal addresses inside the network. */
  readonly detail: string;
  readonly retryable: false;
}

/** Its picture: what was on the screen when a step of the job failed. */
interface Failed extends Ended, Pictured {
  readonly outcome: 'failed';
  readonly reason: FetchFailure;
  readonly retryable: boolean;
  readonly detail: string;
  /** Sooner it fails again; absent: nobody knows. */
  readonly retryAfterMs?: number | undefined;
}

export type FetchOutcome = Fetched | NotModified | MovedTo | HttpError | Refused | Failed;
