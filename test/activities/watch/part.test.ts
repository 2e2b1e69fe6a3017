// Parts of a page, by every kind of selector, through the real stages: what is in the part tells, the rest does not.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

interface Board {
  readonly list?: string;
  readonly note?: string;
  readonly head?: string;
  readonly attributes?: string;
}

const LIST = '<p>Ferry to Nore Island</p><p>Barge to the tin works</p>';

function page({ list = LIST, note = 'Mind the wet stones', head = '', attributes = '' }: Board = {}): string {
  return `<!doctype html><html lang="en"><head><title>Harbour board</title>${head}</head><body>
<header><p>Harbour of Westport, open to all sailors</p></header>
<main><h1>Today at the quay</h1><div id="board" class="list wide" style="color:navy" ${attributes}>${list}</div>
<aside class="note" style="color:red"><p>${note}</p></aside>
<section><h2>About us</h2><p>The harbour was dug by hand in a single dry summer.</p></section></main></body></html>`;
}

const BOARD = '<p>Ferry to Nore Island</p><p>Steamer to the lighthouse</p>';
const NOTE = 'Do not feed the gulls';

const BOARD_SELECTORS = [
  '#board',
  'div.list',
  'main > div',
  'div:has(> p)',
  'main div:nth-of-type(1)',
  ':is(#board)',
  '#board p',
  '//div[@id="board"]',
  'xpath://div[@id="board"]',
  '/html/body/main/div',
  "//div[contains(concat(' ', @class, ' '), ' list ')]",
  '//h1/following-sibling::div',
  "//p[starts-with(., 'Ferry')]/parent::div",
  '//*[@id="board"]//text()',
  'xpath:(//div)[1]',
  'xpath:string(//div[@id="board"])',
  'xpath:normalize-space(//div[@id="board"])',
  '//div[@id="board"]/p[last()]',
  '//*[@id="board"] | //h1',
  '//DIV[@id="board"]',
  'id:board',
  'class:wide',
  'tag:div',
  'style:color:navy',
];

describe('a part by one selector', () => {
  it.each(BOARD_SELECTORS)('%s tells what differs in it and nothing else', async (selector) => {
    const scope = { include: [selector], exclude: [] };
    const { told, said } = await watch({ scope }, [
      page(),
      page({ note: NOTE }),
      page({ list: BOARD, note: NOTE }),
    ]);
    expect(told, said).toBe('..x');
  });

  it.each([
    'aside',
    '.note',
    '.note p',
    'aside.note',
    '//aside',
    'xpath://aside',
    '//*[@class="note"]',
    "//aside[contains(., 'gulls') or contains(., 'stones')]",
    'class:note',
    'tag:aside',
    'style:color:red',
  ])('%s is left out', async (selector) => {
    const scope = { include: [], exclude: [selector] };
    const { told, said } = await watch({ scope }, [
      page(),
      page({ note: NOTE }),
      page({ list: BOARD, note: NOTE }),
    ]);
    expect(told, said).toBe('..x');
  });
});

describe('parts together', () => {
  const first = (text: string, second = 'Barge to the tin works') =>
    page({ list: `<p>${text}</p><p>${second}</p>` });

  it.each<[string, { include?: string[]; exclude?: string[] }, string[], string]>([
    [
      'what is left out is left out before the part is picked',
      { include: ['#board p:first-child'], exclude: ['//div[@id="board"]/p[1]'] },
      [first('Ferry to Nore Island'), first('Packet boat to Brill'), first('Packet boat to Brill', 'Raft')],
      '..x',
    ],
    [
      'a part within the part is left out',
      { include: ['#board'], exclude: ['#board p:last-child'] },
      [first('Ferry'), first('Ferry', 'Raft to the mill'), first('Packet boat', 'Raft to the mill')],
      '..x',
    ],
    [
      'an exclusion that finds nothing is none',
      { include: ['#board'], exclude: ['.advert'] },
      [page(), page({ note: NOTE }), page({ list: BOARD })],
      '..x',
    ],
    [
      'two parts, one of which is never there',
      { include: ['#board', '#missing'] },
      [page(), page({ note: NOTE }), page({ list: BOARD })],
      '..x',
    ],
    [
      'two parts both tell',
      { include: ['#board', '.note'] },
      [page(), page({ note: NOTE }), page({ list: BOARD, note: NOTE })],
      '.xx',
    ],
    [
      'parts of different languages',
      { include: ['#board', '//aside'] },
      [page(), page({ note: NOTE }), page({ list: BOARD, note: NOTE })],
      '.xx',
    ],
    [
      'a part that lies within another is read once',
      { include: ['main', '#board'] },
      [page(), page({ list: BOARD })],
      '.x',
    ],
  ])('tell only changes within them: %s', async (...[, { include = [], exclude = [] }, looks, expected]) => {
    const { told, said } = await watch({ scope: { include, exclude } }, looks);
    expect(told, said).toBe(expected);
  });

  it('a part that is in two selectors has its lines once', async () => {
    const scope = { include: ['main', '#board'], exclude: [] };
    const { seen } = await watch({ scope }, [page(), page({ list: `${LIST}<p>Steamer to Brill</p>` })]);
    expect(JSON.stringify(seen[1]?.changes).match(/Steamer to Brill/g)?.length ?? 0).toBeGreaterThan(0);
    expect(seen[1]?.changes[0]?.summary.match(/Steamer to Brill/g) ?? []).toHaveLength(1);
  });
});

describe('a part that is lost', () => {
  const without = page().replace(/<div id="board"[\s\S]*?<\/div>/, '');
  const scope = { include: ['#board'], exclude: [] };

  it('is no change, says so, and is compared with what it was when it is back', async () => {
    const looks = [page(), without, page({ note: NOTE }), without, page({ list: BOARD })];
    const { told, seen, said } = await watch({ scope }, looks);
    expect(told, said).toBe('....x');
    expect(seen.map(({ row }) => row.reason)).toMatchObject({ 1: 'part-lost', 3: 'part-lost' });
    expect(seen[1]?.said).toMatch(/#board/);
  });

  it('from the start is told when it comes, and the first look says that it was not there', async () => {
    const { told, seen, said } = await watch({ scope }, [without, without.replace('quay', 'pier'), page()]);
    expect(told, said).toBe('..x');
    expect(seen[0]?.said).toContain('the watched part is not on it yet');
  });

  it('is one of two, and the other goes on', async () => {
    const two = { include: ['#board', '.note'], exclude: [] };
    const { told, said } = await watch({ scope: two }, [page(), page({ note: NOTE }), without]);
    expect(told.slice(0, 2), said).toBe('.x');
  });

  it('is left out as a whole', async () => {
    const nothing = { include: ['#board'], exclude: ['main'] };
    const { told, seen, said } = await watch({ scope: nothing }, [page(), page({ list: BOARD })]);
    expect(told, said).toBe('..');
    expect(seen[0]?.said).toContain('the watched part is not on it yet');
  });

  it('is there and empty', async () => {
    const empty = page({ list: '' });
    const quiet = await watch({ scope }, [page(), empty, page(), page({ list: BOARD })]);
    expect(quiet.told, quiet.said).toBe('...x');
    const asked = await watch({ scope, emptyIsChange: true }, [page(), empty, page()]);
    expect(asked.told, asked.said).toBe('.xx');
    const wanted = await watch({ scope, emptyIsChange: false }, [page(), empty, page({ list: BOARD })]);
    expect(wanted.told, wanted.said).toBe('..x');
  });
});

describe('a part that nobody sees', () => {
  const script = (state: string) => page({ head: `<script id="state">window.stock = "${state}";</script>` });
  const meta = (version: string) => page({ head: `<meta name="version" content="${version}">` });
  const hidden = (text: string) => page({ list: `${LIST}<div id="late" hidden><p>${text}</p></div>` });
  const styled = (text: string) =>
    page({ list: `${LIST}<div id="late" style="display:none"><p>${text}</p></div>` });
  const data = (text: string) => page({ attributes: `data-state="${text}"` });
  const input = (text: string) => page({ list: `${LIST}<input id="seats" value="${text}">` });
  const area = (text: string) => page({ list: `${LIST}<textarea id="seats">${text}</textarea>` });
  const noscript = (text: string) => page({ list: `${LIST}<noscript id="late"><p>${text}</p></noscript>` });
  const template = (text: string) => page({ list: `${LIST}<template id="late"><p>${text}</p></template>` });
  const nav = (text: string) => page({ list: `${LIST}<nav id="late"><a href="/a">${text}</a></nav>` });
  const select = (text: string) =>
    page({ list: `${LIST}<select id="late"><option>${text}</option></select>` });
  const title = (text: string) => page().replace('Harbour board', text);

  it.each<[string, string, (text: string) => string]>([
    ['a script', 'script#state', script],
    ['a script by XPath', '//script[@id="state"]/text()', script],
    ['a script element by XPath', '//script[contains(., "stock")]', script],
    ['the attribute of a meta element', '//meta[@name="version"]/@content', meta],
    ['an element with hidden', '#late', hidden],
    ['an element with hidden, by XPath', '//div[@id="late"]', hidden],
    ['an element hidden by its style', '#late', styled],
    ['an attribute of data', '//div[@id="board"]/@data-state', data],
    ['an attribute as a text', 'xpath:string(//div[@id="board"]/@data-state)', data],
    ['the value of an input', '//input[@id="seats"]/@value', input],
    ['a text area', '#seats', area],
    ['a noscript element', '#late', noscript],
    ['a template', '#late', template],
    ['navigation', '#late', nav],
    ['a choice', '#late', select],
    ['the title', 'title', title],
    ['the title by XPath', '//title', title],
  ])('%s tells, as it was asked for', async (...[, selector, show]) => {
    const scope = { include: [selector], exclude: [] };
    const looks = [
      show('many seats left'),
      show('many seats left').replace('single', 'very'),
      show('hardly a seat'),
    ];
    const { told, said } = await watch({ scope }, looks);
    expect(told, said).toBe('..x');
  });
});

describe('a function of XPath', () => {
  const many = (count: number) =>
    page({ list: Array.from({ length: count }, (_, at) => `<p>Boat ${'abcdefgh'[at]}</p>`).join('') });

  it.each<[string, string[], string]>([
    ['xpath:count(//div[@id="board"]/p)', [many(3), many(3).replace('Boat', 'Ship'), many(4)], '..x'],
    [
      'xpath:boolean(//div[@class="late"])',
      [many(3), many(4), page({ list: '<div class="late">x</div>' })],
      '..x',
    ],
    ['xpath:concat(//h1, " and ", //h2)', [many(3), many(4), many(3).replace('About', 'Around')], '..x'],
    [
      'xpath:sum(//p/@data-n)',
      [page({ list: '<p data-n="2">a</p>' }), page({ list: '<p data-n="5">a</p>' })],
      '.x',
    ],
  ])('tells a change of its value alone: %s', async (selector, looks, expected) => {
    const { told, said } = await watch({ scope: { include: [selector], exclude: [] } }, looks);
    expect(told, said).toBe(expected);
  });
});

describe('what is left out', () => {
  const link = (href: string, text = 'The tide tables') =>
    page({ list: `${LIST}<p><a href="${href}">${text}</a></p>` });

  it('may be an attribute', async () => {
    const looks = [link('/tides?s=1'), link('/tides?s=2'), link('/tides?s=2', 'The moon tables')];
    const open = await watch({ linkTargets: true }, looks);
    expect(open.told, open.said).toBe('.xx');
    const shut = await watch({ linkTargets: true, scope: { include: [], exclude: ['//a/@href'] } }, looks);
    expect(shut.told, shut.said).toBe('..x');
  });

  it('may be text nodes', async () => {
    const list = (loose: string) => page({ list: `${LIST}<div>${loose}<b>and the pilot boat</b></div>` });
    const scope = { include: ['#board'], exclude: ['//div[@id="board"]/div/text()'] };
    const { told, said } = await watch({ scope }, [
      list('A tug'),
      list('Two skiffs'),
      list('').replace('pilot', 'mail'),
    ]);
    expect(told, said).toBe('..x');
  });
});
