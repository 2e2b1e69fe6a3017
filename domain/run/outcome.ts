// The closed list of outcomes and reason codes: how every visit and every run ends, and whether it counts as a failure.

/** Ledger classes a visit can end in. */
export const OUTCOMES = ['stored', 'unchanged', 'failed', 'skipped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface Reason {
  readonly outcome: Outcome | 'run' | 'deferred';
  readonly means: string;
  /** A failure that says nothing about the run's health (a page that was never there). */
  readonly tolerated?: boolean;
}

export const REASONS = {
  // stored
  'first-visit': { outcome: 'stored', means: 'Seen for the first time; stored as the baseline.' },
  changed: { outcome: 'stored', means: 'Differs from the stored version; a change was recorded.' },
  'change-pending': {
    outcome: 'stored',
    means: 'Differs; a second look will confirm it before anyone is told.',
  },
  'page-removed': {
    outcome: 'stored',
    means: 'The page answered 404 or 410 twice; it is recorded as removed.',
  },
  'kept-quiet': {
    outcome: 'stored',
    means: 'Differs, but not in a way the job asks for; stored as the new version, and nobody is told.',
  },
  'noise-sampled': {
    outcome: 'stored',
    means: 'A new page, stored, and looked at twice to learn what differs on it by itself.',
  },
  'change-sampled': {
    outcome: 'stored',
    means: 'Changed, and looked at twice to learn what differs on it by itself; the change was told.',
  },
  // unchanged
  'noise-only': {
    outcome: 'unchanged',
    means: 'Only known noise differs: clocks, counters, tokens and the like.',
  },
  'held-back': {
    outcome: 'unchanged',
    means: 'The page differs, but the change rules of the job keep it quiet; the stored version stays.',
  },
  'still-removed': { outcome: 'unchanged', means: 'The page was recorded as removed and is still gone.' },
  'not-modified': { outcome: 'unchanged', means: 'The site answered 304: nothing changed.' },
  'same-bytes': { outcome: 'unchanged', means: 'The bytes are the same as the stored ones.' },
  'same-text': { outcome: 'unchanged', means: 'The readable text and the fields are the same.' },
  'change-withdrawn': { outcome: 'unchanged', means: 'A second look did not see the change again.' },
  // failed
  'not-found': {
    outcome: 'failed',
    means: 'The site answered 404 or 410 and the page was never known.',
    tolerated: true,
  },
  'removal-pending': {
    outcome: 'failed',
    means: 'A known page answered 404 or 410; a second look will prove it.',
    tolerated: true,
  },
  'judgement-pending': {
    outcome: 'failed',
    means:
      'A known page showed something doubtful (a wall, a collapse, another currency); a second look will tell.',
    tolerated: true,
  },
  'http-error': { outcome: 'failed', means: 'The site answered with an error status.' },
  'host-unavailable': {
    outcome: 'failed',
    means: 'The host refused or did not answer for longer than the job waits.',
  },
  dns: { outcome: 'failed', means: 'The host name does not resolve.' },
  connect: { outcome: 'failed', means: 'No connection to the host.' },
  tls: { outcome: 'failed', means: 'The secure connection failed.' },
  timeout: { outcome: 'failed', means: 'The page took longer than the deadline.' },
  reset: { outcome: 'failed', means: 'The connection broke off.' },
  proxy: {
    outcome: 'failed',
    means:
      'The proxy by which Webloom goes out was away, or refused its login, for longer than the job waits.',
  },
  'proxy-refused': {
    outcome: 'failed',
    means: 'The proxy by which Webloom goes out does not let requests through to this host.',
  },
  protocol: { outcome: 'failed', means: 'The answer is not valid HTTP.' },
  'too-large': { outcome: 'failed', means: 'The page is larger than the limit of the job.' },
  'redirect-loop': { outcome: 'failed', means: 'The redirects go round in a circle.' },
  'too-many-redirects': { outcome: 'failed', means: 'More redirects than allowed.' },
  'bad-redirect': {
    outcome: 'failed',
    means: 'It redirects to what is no address: too long, or with characters no address has.',
  },
  'bad-encoding': { outcome: 'failed', means: 'The body could not be decompressed.' },
  truncated: { outcome: 'failed', means: 'The body ended too early.' },
  'no-answer': { outcome: 'failed', means: 'No scraper answered in time, on every attempt.' },
  'parse-timeout': { outcome: 'failed', means: 'Reading the page took longer than allowed.' },
  'parse-failed': { outcome: 'failed', means: 'The page could not be read.' },
  unjudged: {
    outcome: 'failed',
    means: 'The page is a wall or a collapse, or changed its language or currency: it can not be judged.',
  },
  'part-lost': {
    outcome: 'failed',
    means: 'The part of the page that the job watches is not there; the stored version stays.',
  },
  empty: { outcome: 'failed', means: 'The answer holds no text at all: nothing to store or to compare.' },
  'secret-unreadable': {
    outcome: 'failed',
    means: 'A header of the job is encrypted with a key that is not there; without it nothing is asked.',
  },
  // skipped
  'robots-disallowed': { outcome: 'skipped', means: 'robots.txt does not allow it.' },
  'robots-unreachable': {
    outcome: 'failed',
    means: 'robots.txt could not be read, so nothing may be fetched.',
  },
  'address-not-allowed': { outcome: 'skipped', means: 'The address is private or otherwise not allowed.' },
  'out-of-scope': { outcome: 'skipped', means: 'A redirect led out of the scope of the job.' },
  'not-a-page': {
    outcome: 'skipped',
    means: 'Neither HTML nor text, by its type or by its bytes: nothing to read.',
  },
  duplicate: { outcome: 'skipped', means: 'Leads to a page this run already has.' },
  superseded: { outcome: 'skipped', means: 'A newer run already wrote this page.' },
  stopped: { outcome: 'skipped', means: 'The run was stopped before its turn.' },
  // deferred
  'host-wait': {
    outcome: 'deferred',
    means: 'Its host is slow, busy or asked for patience; planned again for later.',
  },
  'disk-full': {
    outcome: 'deferred',
    means: 'There was no room on the disk to keep the page; it is asked for again when there is.',
  },
  'body-lost': {
    outcome: 'deferred',
    means: 'What was fetched is gone, or was not what was written; it is fetched again.',
  },
  'gate-closed': { outcome: 'deferred', means: 'The run was paused or stopped; the visit was handed back.' },
  // runs
  'all-done': { outcome: 'run', means: 'Every URL the run took was dealt with.' },
  'nothing-to-do': { outcome: 'run', means: 'The source has no pages.' },
  'stopped-by-user': { outcome: 'run', means: 'Stopped on request.' },
  replaced: { outcome: 'run', means: 'Stopped, because a newer run of the job took its place.' },
  forced: { outcome: 'run', means: 'Ended at once on request.' },
  'workflow-lost': { outcome: 'run', means: 'The workflow of the run is gone; what was stored is kept.' },
  'time-limit': { outcome: 'run', means: 'The run took longer than its limit.' },
  'limit-reached': {
    outcome: 'run',
    means: 'A limit of the plan of the workspace was met; what was stored is kept.',
  },
  'too-many-failures': { outcome: 'run', means: 'More pages failed than the job tolerates.' },
  'urls-left': { outcome: 'run', means: 'The run came to its end though URLs were left: a fault.' },
  'source-unreachable': { outcome: 'run', means: 'The source itself could not be read.' },
  'configuration-error': { outcome: 'run', means: 'The job as configured can not run.' },
  'stage-failed': { outcome: 'run', means: 'A stage kept failing after all its attempts.' },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;

export function isReasonCode(code: string): code is ReasonCode {
  return code in REASONS;
}

/** Whether a failure counts against the run's tolerance. */
export function countsAsFailure(code: ReasonCode): boolean {
  const reason: Reason = REASONS[code];
  return reason.outcome === 'failed' && reason.tolerated !== true;
}
