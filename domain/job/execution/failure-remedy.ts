// What to do about a run in which too many pages failed, by the reason most of them have: a host that refuses or a key that
// is lost is not helped by a job that tolerates more.
import { countsAsFailure, isReasonCode, type ReasonCode } from '../../run/outcome.ts';

const LOOK = 'Look at the failures of the run (webloom failures)';
const REFUSED = 'it blocks us (docs/runbook.md, “A host blocks us”): ask less, or ask its owner';
const AWAY =
  'Open the site in a browser: is it there, and does it refuse? When it answers again, the next run goes on from what is stored.';

const REMEDIES: Partial<Readonly<Record<ReasonCode, string>>> = {
  'http-error': `${LOOK}. Where the host answers 401, 403 or 429, ${REFUSED}.`,
  unjudged: `${LOOK}. Where a wall or a captcha stands in place of the pages, ${REFUSED}.`,
  'host-unavailable': AWAY,
  'robots-unreachable': AWAY,
  dns: AWAY,
  connect: AWAY,
  timeout: AWAY,
  'no-browser':
    'Install a browser on the machine that renders pages (Debian: apt-get install chromium-headless-shell), then start the job again.',
  'login-refused':
    'Correct the login of the job (`webloom logins edit`), have it tried (`webloom logins retry`), then start the job again.',
  'secret-unreadable':
    'Bring the key back (docs/runbook.md, “The key is lost”), or give the values anew: webloom edit, --secret-header.',
};
const OTHERWISE = `${LOOK}; raise \`tolerance\` if this many are normal.`;

/** `reasons`: how many visits ended with each. */
export function failureRemedy(reasons: Readonly<Record<string, number>>): string {
  const [first] = Object.entries(reasons)
    .filter(([code, count]) => count > 0 && isReasonCode(code) && countsAsFailure(code))
    .toSorted((a, b) => b[1] - a[1]);
  const code = first?.[0] ?? '';
  return (isReasonCode(code) ? REMEDIES[code] : undefined) ?? OTHERWISE;
}
