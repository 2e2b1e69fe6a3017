// Every kind of page step in each kind of browser, and what is told of those that can not be done.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher, FetchOutcome } from '../../../domain/web/fetch/fetcher.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { createRenderer, html, redirect, render, textOf } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const SHOP = `<!doctype html><title>Shop</title><h1>Boots</h1>
<p id=out>nothing yet</p>
<button class=size onclick="out.textContent='size ' + this.textContent">42</button><button class=size onclick="out.textContent='size ' + this.textContent">43</button>
<p>Load more of what we have</p>
<a href="/next?token=s3cret">Next page</a> <a href="/next" target=_blank>In a new tab</a>
<div id=pad style="width:300px;height:40px" ondblclick="out.textContent='twice'">pad</div>
<input id=zip placeholder=Postcode oninput="this.setAttribute('value', this.value); out.textContent='zip ' + this.value" onkeydown="if (event.key === 'Enter') out.textContent='entered ' + this.value">
<input id=pw type=password>
<select id=town onchange="out.textContent='town ' + this.value"><option value=1>Bern</option><option value=2>Basel  Stadt</option></select>
<label><input type=checkbox id=gift onchange="out.textContent='gift ' + this.checked">As a gift</label>
<label for=own>Own box</label><input id=own type=checkbox style="display:none" onchange="out.textContent='own ' + this.checked">
<div id=menu onmouseover="out.textContent='hovered'">Menu</div>
<div id=old>old news</div><div id=tab><div style="display:none" id=hid hidden>hidden text</div></div>
<button disabled id=off>Sold out</button>
<div style="position:relative"><button id=under>Under</button><div id=cover class="cover wide" style="position:absolute;inset:0"></div></div>
<ul id=list></ul><button id=more onclick="list.insertAdjacentHTML('beforeend', '<li>item ' + (list.children.length + 1) + '</li>'); if (list.children.length === 4) this.remove()">Load more</button>
<div style="height:4000px"></div><div id=deep>deep</div>
<script>addEventListener('scroll', () => { document.title = scrollY > 0 ? 'scrolled' : 'top'; });</script>`;

let site: Site;
let other: Site;
/** What was typed on the other site. */
const typed: string[] = [];

beforeAll(async () => {
  other = await startSite({
    '/form': html(`<h1>form</h1><input id=zip oninput="fetch('/typed?' + this.value)">`),
    '/typed': (request, response) => {
      typed.push(request.url ?? '');
      response.end();
    },
    '/far': html('<title>Far</title><h1>far away</h1><a href=/there>there</a>'),
  });
  site = await startSite({
    '/shop': html(SHOP),
    '/next': html('<title>Next</title><h1>second page</h1><a href=third>third</a>'),
    '/moved': redirect('/next'),
    '/away': redirect(other.url('/far')),
    '/broken': (_request, response) => void response.writeHead(500).end('no'),
    '/file': html('PK', { 'content-type': 'application/zip' }),
    '/busy': html('<h1>busy</h1><button onclick="for(;;);">Go</button>'),
    '/consent': html(
      '<h1>news</h1><div role=dialog style="position:fixed;inset:0">We use cookies, do you agree? <button onclick="this.parentElement.remove()">Reject all</button></div><a href="/next">On</a>',
    ),
  });
});
afterAll(async () => {
  await site.close();
  await other.close();
});

describe.concurrent.each(findRenderers())('%s', (name, path) => {
  let fetcher: Fetcher;
  let scripting: Fetcher;

  beforeAll(async () => {
    const scene = { browser: path, reachable: [site, other] };
    fetcher = createRenderer(scene);
    scripting = createRenderer({ ...scene, allowsScripts: true });
    // A busy machine takes longer to start them than a page may take.
    await Promise.all([fetcher, scripting].map((one) => render(one, site.url('/next'))));
  });
  afterAll(async () => {
    await fetcher.close();
    await scripting.close();
  });

  const take = (steps: readonly PageStep[], page = '/shop', by = fetcher): Promise<FetchOutcome> =>
    render(by, site.url(page), { wait: { steps } });

  it.each<[string, PageStep, string]>([
    ['clicks the first that a selector finds', { do: 'click', selector: '.size' }, 'size 42'],
    ['clicks the one that says the text', { do: 'click', selector: '.size', text: '43' }, 'size 43'],
    ['clicks by XPath', { do: 'click', selector: '//button[.="43"]' }, 'size 43'],
    [
      'clicks the last of several by XPath',
      { do: 'click', selector: 'xpath:(//button[@class])[last()]' },
      'size 43',
    ],
    ['fills in by XPath', { do: 'fill', selector: '//input[@id="zip"]', value: '8001' }, 'zip 8001'],
    ['clicks what says exactly the text', { do: 'click', text: 'Load more' }, '<li>item 1</li>'],
    ['clicks twice', { do: 'double-click', selector: '#pad' }, 'twice'],
    ['clicks until it is gone', { do: 'click-until-gone', text: 'Load more' }, '<li>item 4</li>'],
    ['fills a field in', { do: 'fill', selector: '#zip', value: '8001' }, 'zip 8001'],
    ['chooses by a part of the text', { do: 'select', selector: '#town', label: 'basel' }, 'town 2'],
    [
      'chooses by the text as it is shown',
      { do: 'select', selector: '#town', label: 'Basel Stadt' },
      'town 2',
    ],
    ['chooses by value', { do: 'select', selector: '#town', value: '2' }, 'town 2'],
    ['checks by selector', { do: 'check', selector: '#gift' }, 'gift true'],
    ['checks by label', { do: 'check', text: 'As a gift' }, 'gift true'],
    ['checks a hidden box', { do: 'check', selector: '#own' }, 'own true'],
    ['hovers', { do: 'hover', selector: '#menu' }, 'hovered'],
    ['scrolls by pixels', { do: 'scroll', by: 500 }, '<title>scrolled'],
    ['scrolls to an element', { do: 'scroll', selector: '#deep' }, '<title>scrolled'],
    ['scrolls to the end', { do: 'scroll', to: 'end' }, '<title>scrolled'],
    ['goes to an address', { do: 'goto', url: 'PAGE/moved' }, 'second page'],
    ['follows a link', { do: 'click', text: 'Next page' }, 'second page'],
  ])('%s', async (_what, step, said) => {
    const own = step.do === 'goto' ? { ...step, url: step.url.replace('PAGE', site.url('')) } : step;
    const outcome = await take([own]);
    expect(textOf(outcome)).toContain(said);
    expect(outcome.steps).toMatchObject([{ n: 1, kind: step.do, outcome: 'ok' }]);
  });

  it('does several in their order, and what is optional only where it is there', async () => {
    const outcome = await take([
      { do: 'click', selector: '.age-gate', optional: true, name: 'age' },
      { do: 'check', selector: '#gift' },
      { do: 'uncheck', selector: '#gift' },
      { do: 'fill', selector: '#zip', value: 'shoe' },
      { do: 'press', key: 'Enter', selector: '#zip' },
      { do: 'wait', text: 'entered shoe' },
      { do: 'wait', ms: 10 },
      { do: 'remove', selector: '#old' },
      { do: 'reveal', selector: '#tab' },
      { do: 'goto', url: 'site' },
      { do: 'press', key: 'Tab' },
    ]);
    expect(outcome.steps).toMatchObject([
      { n: 1, name: 'age', kind: 'click', outcome: 'skipped', detail: 'there is no such element' },
      ...Array.from({ length: 10 }, () => ({ outcome: 'ok' })),
    ]);
    const shown = textOf(
      await take([
        { do: 'remove', selector: '#old' },
        { do: 'reveal', selector: '#tab' },
      ]),
    );
    const byPath = textOf(
      await take([
        { do: 'remove', selector: '//div[.="old news"]' },
        { do: 'reveal', selector: 'id("tab")' },
      ]),
    );
    expect(shown).not.toContain('old news');
    expect(shown).not.toMatch(/id="hid"[^>]*hidden/);
    expect(byPath).toBe(shown);
  });

  it('clicks a place', async () => {
    const steps: PageStep[] = [
      { do: 'scroll', by: 0 },
      { do: 'click', x: 30, y: 100 },
    ];
    expect((await take(steps)).steps).toMatchObject([{ outcome: 'ok' }, { outcome: 'ok' }]);
  });

  it('goes to pages of other hosts, and keeps the address of the visit', async () => {
    for (const url of [site.url('/away'), other.url('/far')]) {
      const outcome = await take([{ do: 'goto', url }]);
      expect(outcome).toMatchObject({ outcome: 'fetched', finalUrl: site.url('/shop'), status: 200 });
      expect(outcome.steps?.[0]?.detail).toBe(`led to ${other.url('/far')}`);
      expect(textOf(outcome)).toContain(`<base href="${other.url('/far')}">`);
    }
  });

  it('clicks no more than the element itself until that is gone', async () => {
    const outcome = await take([{ do: 'click-until-gone', text: 'Load more' }]);
    expect(outcome.steps).toMatchObject([{ outcome: 'ok', detail: '4 clicks' }]);
    const bounded = await take([{ do: 'click-until-gone', selector: '#more', times: 2 }]);
    expect(bounded.steps).toMatchObject([{ outcome: 'ok', detail: '2 clicks, and it is still there' }]);
  });

  it('opens in its place what would open another page beside it', async () => {
    const outcome = await take([{ do: 'click', text: 'In a new tab' }]);
    expect(textOf(outcome)).toContain('second page');
  });

  it('leads on after consent was declined', async () => {
    expect(textOf(await take([{ do: 'click', text: 'On' }], '/consent'))).toContain('second page');
  });

  it.each<[string, PageStep, RegExp]>([
    [
      'what is not there, with how the page stands',
      { do: 'click', selector: '.none', name: 'sizes', timeoutMs: 300 },
      /^step 1 “sizes” \(click “\.none”\): there is no such element\. The page then: “Shop”, http:\S+\/shop; headings: Boots; buttons: 42 · 43 .*; fields: #zip \(Postcode\)/,
    ],
    ['what is hidden', { do: 'click', selector: '#hid', timeoutMs: 300 }, /is there, but can not be seen/],
    ['what is disabled', { do: 'click', selector: '#off', timeoutMs: 2_500 }, /the element is disabled/],
    ['what is covered', { do: 'click', selector: '#under', timeoutMs: 2_500 }, /covered by div#cover\.cover/],
    ['no field', { do: 'fill', selector: '#menu', value: 'x', timeoutMs: 2_500 }, /no field to fill in/],
    [
      'no such option',
      { do: 'select', selector: '#town', label: 'Genf', timeoutMs: 2_500 },
      /there are “Bern”, “Basel Stadt”/,
    ],
    ['no list', { do: 'select', selector: '#menu', label: 'Genf' }, /no list of options/],
    ['a text that does not come', { do: 'wait', text: 'never', timeoutMs: 300 }, /the page does not say it/],
    ['a private address', { do: 'goto', url: 'http://10.0.0.1/x' }, /may not be fetched \(blocked-address\)/],
    ['a file', { do: 'goto', url: 'file:///etc/passwd' }, /may not be fetched \(blocked-scheme\)/],
    ['a view of a source', { do: 'goto', url: 'view-source:file:///etc/passwd' }, /may not be fetched/],
    [
      'a script, unless the operator allows it',
      { do: 'script', script: 'document.title = 1' },
      /WEBLOOM_PAGE_SCRIPTS=true/,
    ],
  ])('tells of %s', async (_what, step, words) => {
    const outcome = await take([step]);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'step-failed', retryable: true });
    expect(outcome).toMatchObject({ detail: expect.stringMatching(words) as unknown });
    expect(outcome.steps).toMatchObject([{ n: 1, outcome: 'failed' }]);
  });

  it.each([
    ['/broken', /\/broken answered 500/],
    ['/file', /\/file is no page but a file/],
  ])('tells of a step that leads to no page: %s', async (page, words) => {
    const outcome = await take([{ do: 'goto', url: site.url(page) }]);
    expect(outcome).toMatchObject({ reason: 'step-failed', detail: expect.stringMatching(words) as unknown });
  });

  it('tells of a page that gives no control back', async () => {
    const outcome = await take([{ do: 'click', text: 'Go', timeoutMs: 5_000 }], '/busy');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'page-hangs' });
  });

  it('keeps all steps within the deadline of the page', async () => {
    const wait = { steps: [{ do: 'wait' as const, selector: '.none', timeoutMs: 60_000 }] };
    const outcome = await render(fetcher, site.url('/shop'), { wait, deadlineMs: 12_000 });
    expect(outcome).toMatchObject({
      reason: 'step-failed',
      detail: expect.stringContaining('the time of the page ran out') as unknown,
    });
  });

  it('lets secrets out in nothing', async () => {
    const outcome = await take([
      { do: 'fill', selector: '#zip', value: 'hunter two', secret: true },
      { do: 'fill', selector: '#pw', value: 'hunter two', secret: true },
      { do: 'click', selector: '.none', text: 'hunter two', timeoutMs: 300, optional: true },
    ]);
    expect(textOf(outcome)).toContain('zip •••');
    expect(JSON.stringify([textOf(outcome), outcome.steps])).not.toContain('hunter two');
    const failed = await take([
      { do: 'fill', selector: '#zip', value: 'hunter two', secret: true },
      { do: 'click', selector: '#pad' },
      { do: 'click', selector: '.none', timeoutMs: 300 },
    ]);
    expect(JSON.stringify(failed)).not.toContain('hunter');
  });

  it('fills a secret in on the pages of its hosts alone', async () => {
    const hosts = [new URL(site.url('/')).host];
    const value = `pin-of-${name.replaceAll(/\W/g, '')}`;
    const fill = { do: 'fill', selector: '#zip', value, secret: true } as const;
    const here = await take([{ ...fill, hosts }]);
    expect(here.steps?.map(({ outcome }) => outcome)).toEqual(['ok']);
    const away: PageStep = { do: 'goto', url: other.url('/form') };
    const there = await take([away, { ...fill, hosts }]);
    expect(there).toMatchObject({
      reason: 'step-failed',
      detail: expect.stringContaining(
        `what it fills in belongs to ${hosts[0]}, and the page is of ${new URL(other.url('/')).host}`,
      ) as unknown,
    });
    expect(typed.filter((one) => one.includes(value))).toEqual([]);
    const named = await take([away, { ...fill, hosts: [...hosts, new URL(other.url('/')).host] }]);
    expect(named.steps?.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
    expect(typed.filter((one) => one.includes(value))).toHaveLength(1);
  });

  it('runs scripts where the operator allows them, and tells how they failed', async () => {
    const outcome = await take(
      [{ do: 'script', script: 'await 1; out.textContent = "scripted"' }],
      '/shop',
      scripting,
    );
    expect(textOf(outcome)).toContain('scripted');
    const failed = await take([{ do: 'script', script: 'throw new Error("no stock")' }], '/shop', scripting);
    expect(failed).toMatchObject({
      detail: expect.stringContaining('the script ended with “Error: no stock”') as unknown,
    });
  });
});
