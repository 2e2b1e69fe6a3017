// What can be done about a visit or a run that ended for a reason; nothing where all is well or time mends it.
import type { ReasonCode } from '../outcome.ts';

const REMEDIES: Readonly<Partial<Record<ReasonCode, string>>> = {
  'not-found': 'Take the address out of the job, or correct it.',
  'http-error':
    'Open the page in a browser. If it works there, a longer pause (`fetch.delayMs`) often helps.',
  'host-unavailable':
    'Wait, or raise `giveUpAfterMs` of the job; a longer pause (`fetch.delayMs`) is kinder.',
  dns: 'Check the spelling of the host name.',
  connect: 'Check that the host is up, and the port in the address.',
  tls: 'The certificate of the host is not valid; tell its operator, or use the address it is made for. If it is a machine of your own, name it in fetch.uncheckedCertificates (--unchecked-certificate).',
  proxy:
    'Nothing is to be done on the page: webloom proxies list tells what the servers of its proxy pool lack, and Health what the proxy of the operator (WEBLOOM_PROXY) does.',
  'proxy-refused':
    'Let the proxy through to the host and its port; or give the job another proxy pool, or list the host in WEBLOOM_NO_PROXY.',
  timeout: 'Raise `fetch.deadlineMs` of the job, or have fewer pages fetched.',
  'too-large': 'Raise `limits.maxPageBytes` of the job, or leave the address out.',
  'redirect-loop': 'Open the page in a browser; it may want a cookie or a header (`fetch.headers`).',
  'too-many-redirects': 'Use the address it ends at.',
  'bad-redirect': 'Use the address it ends at.',
  'no-browser':
    'Install a browser where pages are rendered (Debian: `apt-get install chromium-headless-shell`), or name it in WEBLOOM_BROWSER.',
  'browser-crashed':
    'Start the job again. If it happens again, give the machine more memory, or have the page fetched without a browser.',
  'page-hangs': 'Have the page fetched without a browser, or watch another page or a feed of the site.',
  'wait-unmet':
    'Look at the page and correct `fetch.waitFor`, or give the job a longer deadline (`fetch.deadlineMs`).',
  'step-failed':
    'Look at the page and correct the step that the detail names (`fetch.steps`), give it more time, or mark it optional.',
  'login-refused':
    'Sign in to the site by hand to see what it wants, correct the login (`webloom logins edit`), then have it tried: `webloom logins retry`.',
  'login-lost':
    'Nothing is to be done where the next run gets the page; else look at the login: `webloom logins`.',
  'page-too-heavy': 'Have the page fetched without a browser, or watch a smaller page or a feed of the site.',
  'no-answer': 'Check that scrapers run: `webloom agents`.',
  'parse-timeout': 'Leave the address out, or watch a part of it in another form (a feed, JSON).',
  'parse-failed': 'Look at the page; if it is well formed, this is a fault of Webloom.',
  'document-locked': 'Ask the site for a document without a password: Webloom knows none and tries none.',
  'document-broken': 'Open the document; if a viewer shows it, this is a fault of Webloom.',
  'document-too-large':
    'Watch a smaller document: 2,000 pages, 20,000 lines, 90,000 cells and 50 MB are read at most.',
  'document-without-text':
    'Ask the site for a document with text, or watch the page that links to it: letters in pictures are not read.',
  unjudged: 'Open the page in a browser: it may ask for consent, a login, or show a captcha.',
  'part-lost': 'Choose the part anew: the page was rebuilt, or the selector never matched.',
  'no-picture':
    'Look at what the detail says: a page that takes all its time wants a longer deadline (`fetch.deadlineMs`).',
  empty: 'Open the page in a browser; pages that scripts fill hold no text of their own.',
  'secret-unreadable': 'Set the secret again, or bring back the key (WEBLOOM_SECRET_KEY).',
  'robots-disallowed': 'Ask the site, or set `fetch.obeyRobots` to false where you may.',
  'robots-unreachable': 'If the host is yours, mend its robots.txt.',
  'address-not-allowed':
    'The operator allows it by starting Webloom with WEBLOOM_ALLOW_HOSTS=name:port of the address.',
  'out-of-scope': 'Widen the scope of the job, or leave the address out.',
  'not-a-page':
    'Leave the address out (`source.exclude`), or watch the file in a job that names its address.',
  stopped: 'Start the job again: pages that were stored are not lost.',
  'disk-full': 'Make room on the disk; the run goes on by itself.',
  'body-lost': 'Check the disk of the blob folder: it does not give back what was written to it.',
};

export function remedyOf(code: ReasonCode): string | null {
  return REMEDIES[code] ?? null;
}
