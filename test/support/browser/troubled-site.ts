// A site that is no good company: a page whose texts try to be markup, to turn the line around and to be endless, and a
// page that is a wall.
import { page } from '../site/page.ts';
import { type Site, startSite } from '../site/site.ts';

const SCRIPT = '<script>window.ran=true</script><img src=x onerror="window.ran=true">';
const LETTERS = 'מחיר חדש لسعر جديد';
const RIGHT_TO_LEFT = `\u202e${LETTERS}\u202c`;
const EMOJI = '👩‍👩‍👧‍👦🏳️‍🌈🫖';
const ENDLESS = 'w'.repeat(300);

export const HOSTILE = {
  script: SCRIPT,
  rightToLeft: RIGHT_TO_LEFT,
  emoji: EMOJI,
  endless: ENDLESS,
  title: `${SCRIPT} ${RIGHT_TO_LEFT} ${EMOJI} ${ENDLESS}`,
  /** A job's name has 200 characters at most, and no mark that turns text around. */
  jobName: `${SCRIPT} ${LETTERS} ${EMOJI} ${ENDLESS}`.slice(0, 200),
} as const;

export interface TroubledSite extends Site {
  /** From now on the hostile page has another text. */
  readonly change: () => void;
}

export async function startTroubledSite(): Promise<TroubledSite> {
  let word = 'before';
  const site = await startSite({
    '/hostile': (request, response) => page(hostilePage(word))(request, response),
    '/quiet': page(`<!doctype html><html lang="en"><title>A quiet page</title><h1>A quiet page</h1>
<p>Nothing happens on it, and nobody minds. It is here so that there is something to watch.</p>`),
    '/wall': (_request, response) => {
      response
        .writeHead(403, { 'content-type': 'text/html' })
        .end(`<!doctype html><html lang="en"><title>Access denied</title><h1>Access denied</h1>
<p>You have been blocked. Automated access to this site is not allowed.</p>`);
    },
  });
  return {
    ...site,
    change: () => {
      word = 'after';
    },
  };
}

function hostilePage(word: string): string {
  return `<!doctype html><html lang="en"><head><title>${escaped(HOSTILE.title)}</title></head><body><main>
<h1>${escaped(HOSTILE.title)}</h1><p>${escaped(`${word} ${HOSTILE.title}`)}</p>
<p>The rest of this page is as harmless as any other, and stays as it is from one look to the next.</p></main></body></html>`;
}

/** The browser of a visitor would show the markup as text; so has Webloom to. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
