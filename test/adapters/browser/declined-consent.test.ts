// Dialogs that ask for consent, in each kind of browser: they are declined, never accepted, and nothing else is clicked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render, textOf } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { type Site, startSite } from '../../support/site/site.ts';

/** Tells each click on a button or link by its id, and takes the dialog away. */
const SCRIPT = `<p id=told>none</p><script>
  let clicks = '';
  const clicked = (event) => {
    const button = event.composedPath().find((one) => one.matches?.('button, a, [role=button], input'));
    if (!button) return;
    clicks += ' ' + button.id;
    told.textContent = 'clicked' + clicks;
    document.getElementById('box')?.remove();
  };
  addEventListener('click', clicked);
</script>`;
const ACCEPT = '<button id=accept>Accept all</button>';
const FIXED = 'style="position:fixed;bottom:0;left:0;right:0;background:#fff"';
const ASKS = 'We use cookies to make this site better.';

function asking(dialog: string): ReturnType<typeof html> {
  return html(`<h1>Harbour</h1>${SCRIPT}<div id=box>${dialog}</div>`);
}
function plain(text: string, buttons: string): ReturnType<typeof html> {
  return asking(`<div class=hint ${FIXED}><p>${text}</p>${buttons}</div>`);
}

let site: Site;

beforeAll(async () => {
  site = await startSite({
    '/onetrust': asking(
      `<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk role=dialog ${FIXED}><p>${ASKS}</p>${ACCEPT}<button id=onetrust-reject-all-handler>Continue with less</button></div>
       <div id=onetrust-pc-sdk style="display:none"><button id=hidden>Reject all</button></div></div>`,
    ),
    '/cookiebot': asking(
      `<div id=CybotCookiebotDialog ${FIXED}><p>${ASKS}</p><button id=CybotCookiebotDialogBodyButtonAccept>OK</button><button id=CybotCookiebotDialogBodyButtonDecline>Nej</button></div>`,
    ),
    '/usercentrics': html(
      `${SCRIPT}<div id=usercentrics-root></div><script>document.getElementById('usercentrics-root').attachShadow({ mode: 'open' }).innerHTML =
        '<div role=dialog ${FIXED}><p>Datenschutz</p><button id=yes data-testid=uc-accept-all-button>Ja</button><button id=no data-testid=uc-deny-all-button>Lieber nicht</button></div>';</script>`,
    ),
    '/german': plain(
      'Wir verwenden Cookies und ähnliche Techniken.',
      '<button id=accept>Alle akzeptieren</button><button id=settings>Einstellungen</button><a id=decline role=button href="#">Alle ablehnen</a>',
    ),
    '/japanese': plain(
      '当サイトではCookieを使用しています。',
      '<button id=accept>すべて許可</button><button id=decline> すべて 拒否する </button>',
    ),
    '/accept-only': plain(ASKS, `${ACCEPT}<button id=settings>Settings</button>`),
    '/own': html(
      `${SCRIPT}<main><h1>Three offers</h1><p>We use cookies as bait.</p><button id=offer>Reject</button></main>
       <div role=dialog ${FIXED}><p>Leave the harbour?</p><button id=leave>Reject</button></div>
       <div style="position:fixed;inset:0;overflow:auto;pointer-events:none"><main><p>We use cookies: see our policy.</p><button id=app>Decline</button></main></div>`,
    ),
    '/elsewhere': plain(
      ASKS,
      `<a id=link href="/other">Reject all</a><form action="/other"><button id=submit>Reject all</button></form>`,
    ),
    '/leaving': plain(ASKS, `<button id=decline onclick="location.href = '/other'">Reject all</button>`),
    '/again': html(
      `<h1>Harbour</h1><script>if (document.cookie.includes('no=1')) document.write('<p>' + 'whole' + '</p>');
        else document.write('<div class=hint ${FIXED}><p>${ASKS}</p><button id=decline>Reject all</button></div>');
        document.getElementById('decline')?.addEventListener('click', () => { document.cookie = 'no=1'; location.reload(); });</script>`,
    ),
    '/twice': html(
      `${SCRIPT}<div id=one ${FIXED}><p>${ASKS}</p><button id=decline>Reject all</button></div>
       <script>one.addEventListener('click', () => setTimeout(() => { one.innerHTML = '<p>${ASKS}</p><button id=second>Reject all</button>'; }, 100));</script>`,
    ),
    '/behind': html(
      `<main id=list></main><div id=box class=hint ${FIXED}><p>${ASKS}</p>${ACCEPT}<button id=decline>Reject all</button></div>
       <script>decline.addEventListener('click', async () => { box.remove(); const lamp = await (await fetch('/lamp.json')).json();
         list.innerHTML = '<p class=price>' + lamp.price + '</p>'; });</script>`,
    ),
    '/lamp.json': (_request, response) => {
      setTimeout(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"price":"19,90 €"}'),
        300,
      );
    },
    '/other': html('<p>another page</p>'),
  });
});
afterAll(() => site.close());

describe.each(findRenderers())('%s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site] });
  });
  afterAll(() => fetcher.close());

  const body = async (path: string, selector?: string): Promise<string> => {
    const wait = selector === undefined ? {} : { wait: { waitFor: { selector } } };
    return textOf(await render(fetcher, site.url(path), wait));
  };
  const told = async (path: string): Promise<string> =>
    /<p id="told">(.*?)<\/p>/.exec(await body(path))?.[1] ?? 'nothing told';

  it.each([
    ['OneTrust', '/onetrust', 'onetrust-reject-all-handler'],
    ['Cookiebot', '/cookiebot', 'CybotCookiebotDialogBodyButtonDecline'],
    ['Usercentrics', '/usercentrics', 'no'],
    ['a site of its own, in German', '/german', 'decline'],
    ['a site of its own, in Japanese', '/japanese', 'decline'],
  ])('the dialog of %s is declined', async (_vendor, path, button) => {
    expect(await told(path)).toBe(`clicked ${button}`);
  });

  it('a dialog that can only be accepted is left', async () => {
    expect(await told('/accept-only')).toBe('none');
    expect(await body('/accept-only')).toContain(ASKS);
  });

  it('a button of the page itself is never clicked', async () => {
    expect(await told('/own')).toBe('none');
  });

  it('what leads to another page is never clicked', async () => {
    expect(await told('/elsewhere')).toBe('none');
  });

  it('a page that a click would replace by another one stays', async () => {
    expect(await body('/leaving')).toContain('<h1>Harbour</h1>');
    expect(site.log.filter((one) => one.path === '/other')).toEqual([]);
  });

  it('a page that loads itself again is read as it is then', async () => {
    expect(await body('/again')).toContain('<p>whole</p>');
  });

  it('a dialog that comes back is not declined a second time', async () => {
    expect(await told('/twice')).toBe('clicked decline');
  });

  it('what a page shows only after its dialog is waited for', async () => {
    expect(await body('/behind')).toContain('<p class="price">19,90 €</p>');
    expect(await body('/behind', '.price')).toContain('<p class="price">19,90 €</p>');
  });
});
