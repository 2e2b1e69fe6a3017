// What somebody can do about a page that is a wall or holds nothing to watch.
import type { PageSubtype } from '../../reading/page/page-type.ts';

const REMEDIES: Readonly<Partial<Record<PageSubtype, string>>> = {
  login:
    'The page is shown only after a login. Make a login for the site (Settings, Logins, or webloom logins add) and give it to the job (fetch.login); it signs in by itself, with one-time codes too. Or watch a page that needs no login.',
  captcha:
    'The site asks whether a person is looking. Try the browser profile (fetch.profile) and a longer pause, or ask the site for a feed or an API.',
  blocked:
    'The site refuses automatic visitors. Try the browser profile (fetch.profile), a longer pause, or ask the site for access.',
  consent:
    'Only a question for consent was sent. Answer it in a browser, then copy the header Cookie into the job (fetch headers).',
  'needs-javascript':
    'The text is drawn by a script in the browser. Let Webloom open it in one (fetch.render auto or always); if it has done so, look for the JSON address the page loads (network tab of the browser) or for a feed, and watch that.',
  'soft-404': 'The page says that it was not found. Check the address in a browser.',
  error: 'The site shows an error. Look again later, or check the address in a browser.',
  empty: 'The answer holds no text. Check the address, or choose the source of the page (changes.compare).',
};

export function wallRemedy(subtype: PageSubtype | undefined): string {
  const known = subtype === undefined ? undefined : REMEDIES[subtype];
  return known ?? 'There is nothing to watch on it as it is. Check the address in a browser.';
}
