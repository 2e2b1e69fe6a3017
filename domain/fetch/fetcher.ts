// The port through which Webloom reads the web, and every way a fetch can end. An ending is a value:
// callers switch on `outcome`, nothing is thrown for what servers do.
import type { EgressReason } from '../egress/check.ts';
import type { FetchFailure } from './reason.ts';

export interface Fetcher {
  /** Never rejects for anything the network does; `signal` ends the fetch as `failed(aborted)`. */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome>;
  /** Closes kept connections. */
  close(): Promise<void>;
}

/** What the server said about its last version, sent back to ask "changed since?". */
interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface FetchLimits {
  /** Bytes of one response body as sent. */
  readonly maxWireBytes: number;
  /** Bytes of the body after content decoding. */
  readonly maxDecodedBytes: number;
  /** For everything: every hop, names, handshakes, bodies, decoding. */
  readonly deadlineMs: number;
  /** Same-host hops followed; a hop to another host ends the fetch as `moved-to`. */
  readonly maxRedirects: number;
  /** Of a body that is larger, sent as it is, the beginning is taken; otherwise it is `too-large`. */
  readonly onlyBeginning?: boolean;
}

export interface FetchRequest extends FetchLimits {
  readonly url: string;
  readonly userAgent: string;
  readonly validators?: Validators | undefined;
  /** The job's own headers; sent to the first host only, which is the only one this fetch talks to. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly accept?: string | undefined;
}

export const PAGE_LIMITS: FetchLimits = {
  maxWireBytes: 10 * 1024 * 1024,
  maxDecodedBytes: 10 * 1024 * 1024,
  deadlineMs: 30_000,
  maxRedirects: 10,
};

/** Sitemaps may hold 50 MiB by their own protocol, and many are sent as they are. */
export const SITEMAP_LIMITS: FetchLimits = {
  ...PAGE_LIMITS,
  maxWireBytes: 50 * 1024 * 1024,
  maxDecodedBytes: 50 * 1024 * 1024,
};

/** The parser uses the first 500 KiB (RFC 9309 section 2.5): of larger files no more than their beginning is read. */
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

/** Headers kept from a response; everything else is dropped at the edge. */
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

/** Zero where a step was not needed: a kept connection resolves and connects nothing. */
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
  /** Every address left behind, in order. */
  readonly redirects: readonly string[];
  readonly wireBytes: number;
  readonly timings: FetchTimings;
}

interface Answered extends Ended {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

interface Fetched extends Answered {
  readonly outcome: 'fetched';
  /** After content decoding, still in the page's own charset. */
  readonly body: Uint8Array;
  /** Lower-case media type without parameters; empty when the server sent none. */
  readonly contentType: string;
  /** Charset of the Content-Type header as sent, lower-case; `null` when it named none. */
  readonly charset: string | null;
}

interface NotModified extends Answered {
  readonly outcome: 'not-modified';
}

interface MovedTo extends Answered {
  readonly outcome: 'moved-to';
  /** On another host; allowed by the egress policy, not requested yet. */
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
  /** For the operator's log only: it may tell what is inside the network. */
  readonly detail: string;
  readonly retryable: false;
}

interface Failed extends Ended {
  readonly outcome: 'failed';
  readonly reason: FetchFailure;
  readonly retryable: boolean;
  readonly detail: string;
}

export type FetchOutcome = Fetched | NotModified | MovedTo | HttpError | Refused | Failed;
