// Files of lists: feeds, bookmarks, sitemaps, tables, addresses, and the export of Distill.
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { entriesOf } from './import-rules.ts';

function rowsOf(content: string | Uint8Array): unknown[] {
  return entriesOf(content).map(({ name, url, input }) => [name, url, ...(input?.tags ?? []).slice(1)]);
}

it('reads feeds at any depth of an OPML file, in whatever case its names are', () => {
  const opml = `<?xml version="1.0"?><opml version="1.0"><body>
    <outline text="News"><outline TEXT="Town & Co" xmlUrl="https://a.example/feed?a=1&b=2" type="rss"/>
      <outline text="Deep"><outline title="D" xmlurl="https://b.example/feed" category="/tech/web"/></outline></outline>
    <outline text="Last" xmlUrl="https://c.example/feed"/></body></opml>`;
  expect(rowsOf(opml)).toEqual([
    ['Town & Co', 'https://a.example/feed?a=1&b=2', 'news'],
    ['D', 'https://b.example/feed', 'news', 'deep', 'tech web'],
    ['Last', 'https://c.example/feed'],
  ]);
});

it('expands no entities of a document', () => {
  const opml = `<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>
    <outline text="a&x;b" xmlUrl="https://a.example/feed"/></body></opml>`;
  expect(rowsOf(opml)).toEqual([['a&x;b', 'https://a.example/feed']]);
});

it('reads bookmarks with the folders that they are in', () => {
  const html = `<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p>
    <DT><H3>Shops</H3><DL><p><DT><A HREF="https://a.example/" TAGS="x,y">A &amp; B</A></DL><p>
    <DT><A HREF="https://b.example/">B</A><DT><A HREF="javascript:void 0">J</A></DL>`;
  expect(rowsOf(html)).toEqual([
    ['A & B', 'https://a.example/', 'shops', 'x', 'y'],
    ['B', 'https://b.example/'],
    ['J', 'javascript:void 0'],
  ]);
  expect(entriesOf(html).map(({ outcome }) => outcome)).toEqual(['whole', 'whole', 'refused']);
});

it('makes one job of a sitemap, and one that reads them of an index', () => {
  const set =
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2</loc></url></urlset>';
  expect(entriesOf(set)[0]?.input?.config.source).toEqual({
    kind: 'pages',
    urls: ['https://a.example/1', 'https://a.example/2'],
  });
  const index =
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>';
  expect(entriesOf(index)[0]?.input?.config.source).toEqual({
    kind: 'sitemap',
    sitemaps: ['https://a.example/s.xml'],
  });
});

it('reads addresses with tags behind them', () => {
  expect(
    rowsOf(
      '# mine\nhttps://a.example/ tools, big sale\nsource:https://b.example/\n\nhttps://c.example/ []\n',
    ),
  ).toEqual([
    ['a.example/', 'https://a.example/', 'tools', 'big sale'],
    ['b.example/', 'https://b.example/'],
    ['c.example/', 'https://c.example/'],
  ]);
});

it('reads a table by the names of its columns', () => {
  const csv =
    'Title;Page URL;Check interval;CSS selector;Tags;Active;Colour\nTents;https://a.example/;15;.price;"x,y";no;red\nBoots;b.example/x;2h;;;yes;\n';
  const [tents, boots] = entriesOf(csv);
  expect(tents).toMatchObject({ name: 'Tents', paused: true, losses: [{ option: 'column Colour' }] });
  expect(tents?.input).toMatchObject({
    tags: ['import-1', 'x', 'y'],
    config: { schedule: { everyMs: 900_000 }, changes: { scope: { include: ['.price'] } } },
  });
  expect(boots).toMatchObject({
    url: 'https://b.example/x',
    outcome: 'whole',
    input: { config: { schedule: { everyMs: 7_200_000 } } },
  });
});

it('takes the note of a row from its column', () => {
  const [entry] = entriesOf('url,comment\nhttps://a.example/,"Ask Anna, first"\n');
  expect(entry).toMatchObject({ outcome: 'whole', input: { note: 'Ask Anna, first' } });
});

it('reads a table without names, and says which interval it can not read', () => {
  expect(rowsOf('Tents,https://a.example/\nBoots,https://b.example/\n')).toEqual([
    ['Tents', 'https://a.example/'],
    ['Boots', 'https://b.example/'],
  ]);
  expect(entriesOf('url,interval\nhttps://a.example/,at noon\n')[0]?.losses).toMatchObject([
    { option: 'interval' },
  ]);
});

function workbook(): Uint8Array {
  const text = (xml: string): Uint8Array => new TextEncoder().encode(`<?xml version="1.0"?>${xml}`);
  const strings = [
    'Name',
    'Url',
    'Interval (min)',
    'XPath',
    'Dynamic Wachet',
    'Folder',
    'Tents',
    'https://a.example/',
    "//h2||//*[@id='a']",
    'Fun',
  ];
  const si = strings.map((one) => `<si><r><t>${one}</t></r><rPh><t>spoken</t></rPh></si>`).join('');
  const header = [0, 1, 2, 3, 4, 5]
    .map((index) => `<c r="${'ABCDEF'.charAt(index)}1" t="s"><v>${index}</v></c>`)
    .join('');
  const row =
    '<c r="A2" t="s"><v>6</v></c><c r="B2" t="s"><v>7</v></c><c r="C2"><v>5</v></c><c r="D2" t="s"><v>8</v></c><c r="E2" t="b"><f>TRUE()</f><v>1</v></c><c r="F2" t="s"><v>9</v></c>';
  return zipSync({
    'xl/workbook.xml': text('<workbook/>'),
    'xl/sharedStrings.xml': text(`<sst>${si}</sst>`),
    'xl/worksheets/sheet1.xml': text(
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>About</t></is></c></row></sheetData></worksheet>',
    ),
    'xl/worksheets/sheet2.xml': text(
      `<worksheet><sheetData><row r="1">${header}</row><row r="2">${row}</row><row r="3"><c r="A3"/></row></sheetData></worksheet>`,
    ),
  });
}

it('reads the workbook of Wachete: the sheet with addresses, formulas by their values', () => {
  expect(entriesOf(workbook())).toMatchObject([
    {
      name: 'Tents',
      outcome: 'whole',
      input: {
        tags: ['import-1', 'fun'],
        config: {
          schedule: { everyMs: 300_000 },
          fetch: { render: 'always' },
          changes: { scope: { include: ['//h2', "//*[@id='a']"] } },
        },
      },
    },
  ]);
});

it('reads an export of Distill, whose configuration is JSON in a text', () => {
  const config = {
    selections: [
      {
        dynamic: true,
        delay: 2,
        frames: [
          {
            index: 0,
            includes: [
              { type: 'css', expr: '.a' },
              { type: 'xpath', expr: '//b' },
            ],
            excludes: [{ type: 'css', expr: '.x' }],
          },
        ],
      },
    ],
    dataAttr: 'text',
    regexp: { expr: '\\d+', flags: 'gi' },
  };
  const entry = {
    name: 'N',
    uri: 'https://a.example/',
    tags: ['x'],
    state: 40,
    config: JSON.stringify(config),
    schedule: JSON.stringify({ type: 'INTERVAL', params: { interval: 4_447 } }),
  };
  const file = JSON.stringify({
    client: { local: 1 },
    data: [entry, { ...entry, state: 50, schedule: JSON.stringify({ type: 'SLOTS', params: {} }) }],
  });
  const [first, second] = entriesOf(file);
  expect(first?.input?.config).toMatchObject({
    schedule: { everyMs: 4_447_000 },
    fetch: { render: 'always', waitFor: { ms: 2_000 } },
    changes: {
      scope: { include: ['.a', 'xpath://b'], exclude: ['.x'] },
      filters: [{ kind: 'extract', matching: ['/\\d+/i'] }],
    },
  });
  expect(second).toMatchObject({ paused: true, losses: [{ option: 'schedule SLOTS' }] });
});
