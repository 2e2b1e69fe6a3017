// The closed list of reasons why a fetch failed, and which of them are worth another attempt.

export const FETCH_FAILURES = {
  /** The name has no address, or the resolver failed. */
  dns: { retryable: true },
  connect: { retryable: true },
  /** Bad certificate or handshake. Retried, because a missed renewal is usually repaired within hours. */
  tls: { retryable: true },
  timeout: { retryable: true },
  reset: { retryable: true },
  /** The proxy that all requests go by is away or does not let Webloom in: no fault of the host. */
  proxy: { retryable: true },
  /** The proxy is there and does not let this target through. */
  'proxy-refused': { retryable: true },
  /** More bytes than allowed, on the wire or after decoding. */
  'too-large': { retryable: false },
  'redirect-loop': { retryable: false },
  'too-many-redirects': { retryable: false },
  /** A redirect whose target is not a URL: too long, or with characters no URL has. */
  'bad-redirect': { retryable: false },
  /** Undecodable or unknown content-encoding. */
  'bad-encoding': { retryable: false },
  /** The body ended early; it must never be taken for a changed page. */
  truncated: { retryable: true },
  /** Not HTTP, or HTTP that must not be accepted. */
  protocol: { retryable: false },
  /** The machine that should render the page has no browser that works: no fault of the host. */
  'no-browser': { retryable: false },
  /** The page or its whole browser ended by itself. */
  'browser-crashed': { retryable: true },
  /** A script of the page never gave control back. */
  'page-hangs': { retryable: false },
  /** What the job has a browser wait for was not there in time. */
  'wait-unmet': { retryable: true },
  /** A step that the job has a browser do on the page could not be done. */
  'step-failed': { retryable: true },
  /** The page calls another watched host, which is to be left alone now: without its answer the page can not be judged. */
  'call-held': { retryable: true },
  /** More memory, elements or requests than a rendered page may have; the detail says which and the bound. */
  'page-too-heavy': { retryable: false },
  /** The site refuses the login of the job, or the login can not be used: no further try without a person. */
  'login-refused': { retryable: false },
  /** The session of the login is over, and there could be no new one yet. */
  'login-lost': { retryable: true },
  /** The caller gave up: pause, stop, shutdown. */
  aborted: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type FetchFailure = keyof typeof FETCH_FAILURES;

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([
  408, 421, 423, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524, 525, 527, 529, 530, 598,
  599,
]);

/** Statuses that mean "not now" rather than "no". */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUS.has(status);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Statuses that lead on to the address of their Location. */
export function isRedirectStatus(status: number): boolean {
  return REDIRECTS.has(status);
}
