// What somebody can do about a page that could not be had, by the reason code of the look.
import { type ReasonCode, REASONS } from '../../run/outcome.ts';
import { given } from '../../system/given.ts';
import { remedyOf as remedyInRun } from '../../run/report/reason-remedy.ts';

export interface UnfetchedPage {
  readonly reason: ReasonCode;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
  readonly host: string;
  /** How the operator allows the address, where that is what is lacking. */
  readonly allowBy: string;
}

export interface PreviewProblem {
  readonly reason: ReasonCode;
  /** HTTP status of the answer; absent: none came, or it is not what is in the way. */
  readonly status?: number;
  /** What happened, in a sentence. */
  readonly what: string;
  readonly remedy: string;
}

export function unfetchedProblem(page: UnfetchedPage): PreviewProblem {
  const { reason, status, detail } = page;
  if (reason === 'not-found')
    return {
      reason,
      what: `The site has no such page: it answered ${status ?? 404}.`,
      remedy: remedyOf(page),
    };
  const means = status === undefined ? REASONS[reason].means : `${REASONS[reason].means} Status ${status}.`;
  const said = detail === undefined || detail === '' ? means : `${means} (${detail})`;
  return { reason, ...given({ status }), what: said, remedy: remedyOf(page) };
}

export const LATER = 'Look again in a minute; a job would go on trying by itself.';

const REMEDIES: Readonly<Partial<Record<ReasonCode, string>>> = {
  dns: 'Check how the host is written: no such name is known.',
  connect: 'Check address and port, and whether the site is up in a browser.',
  tls: 'The certificate or the protocol of the site is not accepted. Try http://, or tell the owner of the site. If it is a machine of your own, name it by --unchecked-certificate (fetch.uncheckedCertificates).',
  proxy:
    'webloom proxies list tells what the servers of its proxy pool lack, and Health what the proxy of the operator (WEBLOOM_PROXY) does. A job would wait and go on by itself.',
  'proxy-refused':
    'Let the proxy through to this host, or take another proxy pool; the operator can list it in WEBLOOM_NO_PROXY.',
  timeout: 'The site is slow. Look again, or give the job a longer deadline (fetch.deadlineMs).',
  'too-large': 'Raise the limit of the job (limits.maxPageBytes), or watch a smaller page.',
  'no-browser':
    'The operator has to install a browser where pages are rendered (Debian: apt-get install chromium-headless-shell).',
  'browser-crashed': LATER,
  'page-hangs':
    'Some pages can not be rendered. Have the page fetched without a browser, or watch another page or a feed.',
  'wait-unmet':
    'Correct what is waited for (fetch.waitFor), or give the job a longer deadline (fetch.deadlineMs).',
  'step-failed':
    'Correct the step (fetch.steps): the page says what is there now. Give it more time, or mark it optional where it is not always needed.',
  'login-refused': 'Correct the login, or have it tried again: Settings, Logins.',
  'login-lost': 'The login is not tried more often than every five minutes. Look again then.',
  'page-too-heavy':
    'Have the page fetched without a browser, or watch a smaller page or a feed of the same site.',
  'not-a-page': 'An answer of this kind can not be watched. Watch the page that links to it.',
  'robots-disallowed':
    'Choose another page, or ask the site. If the site is yours, allow Webloom in its robots.txt, or switch fetch.obeyRobots off.',
  'robots-unreachable':
    'Nothing may be fetched while robots.txt can not be read. Look again in a minute; if the site is yours, let /robots.txt answer 200 or 404.',
  'not-found': 'Open the address in a browser and correct it: a page that is not there can not be watched.',
  'host-wait':
    'The host is asked one page at a time, and its next turn comes later. Look again in a few seconds.',
  'host-unavailable': LATER,
  'no-answer': 'No scraper answered. See Agents whether one runs, then look again.',
  'disk-full': 'The disk of Webloom is full. Make room; it goes on by itself.',
  'secret-unreadable': 'A secret is encrypted with a key that is not there. Type its value again.',
};

function remedyOf({ reason, status, host, allowBy }: UnfetchedPage): string {
  if (reason === 'address-not-allowed')
    return `Webloom keeps away from private networks. If the host is your own, start Webloom with ${allowBy}`;
  if (status === 401)
    return `${host} wants to know who asks. Have the page looked at by a login (--login, fetch.login): webloom logins add, or Settings, Logins.`;
  if (status === 403)
    return `${host} refuses access. Try the browser profile (fetch.profile), or copy the header Cookie of your own session into the job.`;
  if (status === 429)
    return `${host} was asked too often. Give the job a longer pause (fetch.delayMs), and look again later.`;
  if (status !== undefined && status >= 500) return `${host} has a fault of its own. ${LATER}`;
  return REMEDIES[reason] ?? remedyInRun(reason) ?? 'Check the address in a browser, then look again.';
}
