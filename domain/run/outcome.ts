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

type Means<Code extends string> = Readonly<Record<Code, string>>;
type Reasons<Code extends string> = Readonly<Record<Code, Reason>>;

function all<Code extends string>(outcome: Reason['outcome'], means: Means<Code>): Reasons<Code> {
  return toReasons(means, { outcome });
}

function tolerated<Code extends string>(means: Means<Code>): Reasons<Code> {
  return toReasons(means, { outcome: 'failed', tolerated: true });
}

function toReasons<Code extends string>(means: Means<Code>, of: Omit<Reason, 'means'>): Reasons<Code> {
  const entries = Object.entries<string>(means).map(([code, one]) => [code, { ...of, means: one }] as const);
  return Object.fromEntries(entries) as Record<Code, Reason>;
}

export const REASONS = {
  ...all('stored', {
    'first-visit': 'Seen for the first time; stored as the baseline.',
    changed: 'Differs from the stored version; a change was recorded.',
    'change-pending': 'Differs; a second look will confirm it before anyone is told.',
    'page-removed': 'The page answered 404 or 410 twice; it is recorded as removed.',
    'kept-quiet':
      'Differs, but not in a way the job asks for; stored as the new version, and nobody is told.',
    'noise-sampled': 'A new page, stored, and looked at twice to learn what differs on it by itself.',
    'change-sampled':
      'Changed, and looked at twice to learn what differs on it by itself; the change was told.',
  }),
  ...all('unchanged', {
    'noise-only': 'Only known noise differs: clocks, counters, tokens and the like.',
    'held-back': 'The page differs, but the change rules of the job keep it quiet; the stored version stays.',
    'still-removed': 'The page was recorded as removed and is still gone.',
    'not-modified': 'The site answered 304: nothing changed.',
    'same-bytes': 'The bytes are the same as the stored ones.',
    'same-text': 'The readable text and the fields are the same.',
    'same-picture': 'The page looks the same, but for what moves by itself.',
    'change-withdrawn': 'A second look did not see the change again.',
  }),
  ...tolerated({
    'not-found': 'The site answered 404 or 410 and the page was never known.',
    'removal-pending': 'A known page answered 404 or 410; a second look will prove it.',
    'judgement-pending':
      'A known page showed something doubtful (a wall, a collapse, another currency); a second look will tell.',
  }),
  ...all('failed', {
    'http-error': 'The site answered with an error status.',
    'host-unavailable': 'The host refused or did not answer for longer than the job waits.',
    dns: 'The host name does not resolve.',
    connect: 'No connection to the host.',
    tls: 'The secure connection failed.',
    timeout: 'The page took longer than the deadline.',
    reset: 'The connection broke off.',
    proxy:
      'The proxy by which Webloom goes out was away, or refused its login, for longer than the job waits.',
    'proxy-refused': 'The proxy by which Webloom goes out does not let requests through to this host.',
    protocol: 'The answer is not valid HTTP.',
    'too-large': 'The page is larger than the limit of the job.',
    'redirect-loop': 'The redirects go round in a circle.',
    'too-many-redirects': 'More redirects than allowed.',
    'bad-redirect': 'It redirects to what is no address: too long, or with characters no address has.',
    'bad-encoding': 'The body could not be decompressed.',
    truncated: 'The body ended too early.',
    'no-browser': 'The machine that renders pages has no browser that works.',
    'browser-crashed': 'The browser ended while it rendered the page, or was not started in time.',
    'page-hangs': 'A script of the page never came to an end.',
    'wait-unmet': 'What the job has a browser wait for (fetch.waitFor) was not on the page in time.',
    'step-failed': 'A step that the job has a browser do on the page (fetch.steps) could not be done.',
    'login-refused': 'The login of the job is refused, or can not be used; it is not tried again by itself.',
    'login-lost': 'The site has forgotten the login of the job, and it could not be signed in again yet.',
    'page-too-heavy': 'Rendering the page took more memory, elements or requests than allowed.',
    'no-answer': 'No scraper answered in time, on every attempt.',
    'parse-timeout': 'Reading the page took longer than allowed.',
    'parse-failed': 'The page could not be read.',
    'document-locked': 'The document is encrypted with a password.',
    'document-broken': 'The document is damaged, or not what it says it is.',
    'document-too-large': 'The document has more pages, lines or memory than Webloom reads.',
    'document-without-text': 'The document holds no text, only pictures of it.',
    unjudged: 'The page is a wall or a collapse, or changed its language or currency: it can not be judged.',
    'part-lost': 'The part of the page that the job watches is not there; the stored version stays.',
    'no-picture': 'What the page looks like is watched, and no picture of it could be taken or compared.',
    empty: 'The answer holds no text at all: nothing to store or to compare.',
    'secret-unreadable':
      'A secret of the job is encrypted with a key that is not there; without it nothing is asked.',
  }),
  ...all('skipped', {
    'robots-disallowed': 'robots.txt does not allow it.',
  }),
  ...all('failed', {
    'robots-unreachable': 'robots.txt could not be read, so nothing may be fetched.',
  }),
  ...all('skipped', {
    'address-not-allowed': 'The address is private or otherwise not allowed.',
    'out-of-scope': 'A redirect led out of the scope of the job.',
    'not-a-page': 'Neither a web page nor text nor a document that is read, by its type or by its bytes.',
    duplicate: 'Leads to a page this run already has.',
    superseded: 'A newer run already wrote this page.',
    stopped: 'The run was stopped before its turn.',
  }),
  ...all('deferred', {
    'host-wait': 'Its host is slow, busy or asked for patience; planned again for later.',
    'disk-full': 'There was no room on the disk to keep the page; it is asked for again when there is.',
    'body-lost': 'What was fetched is gone, or was not what was written; it is fetched again.',
    'needs-rendering': 'What the site sends is not the whole page; a browser opens it next.',
    'rendering-useless': 'A browser showed no more than the site sends; it is read as it is sent.',
    'gate-closed': 'The run was paused or stopped; the visit was handed back.',
  }),
  ...all('run', {
    'all-done': 'Every URL the run took was dealt with.',
    'nothing-to-do': 'The source has no pages.',
    'stopped-by-user': 'Stopped on request.',
    replaced: 'Stopped, because a newer run of the job took its place.',
    forced: 'Ended at once on request.',
    'workflow-lost': 'The workflow of the run is gone; what was stored is kept.',
    'time-limit': 'The run took longer than its limit.',
    'limit-reached': 'A limit of the plan of the workspace was met; what was stored is kept.',
    'too-many-failures': 'More pages failed than the job tolerates.',
    'urls-left': 'The run came to its end though URLs were left: a fault.',
    'source-unreachable': 'The source itself could not be read.',
    'configuration-error': 'The job as configured can not run.',
    'stage-failed': 'A stage kept failing after all its attempts.',
  }),
};

export type ReasonCode = keyof typeof REASONS;

export function isReasonCode(code: string): code is ReasonCode {
  return code in REASONS;
}

/** Whether a failure counts against the run's tolerance. */
export function countsAsFailure(code: ReasonCode): boolean {
  const reason: Reason = REASONS[code];
  return reason.outcome === 'failed' && reason.tolerated !== true;
}
