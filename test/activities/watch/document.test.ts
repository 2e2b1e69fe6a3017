// XML, plain text and sources, through the real stages.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
type Row = [string, Changes, string[], string];

function looksOf([, changes, looks]: Row, contentType: string): ReturnType<typeof watch> {
  return watch(changes, looks, contentType);
}

const XML_TYPE = 'application/xml';
const ship = (name: string, more = '') =>
  `<?xml version="1.0"?><port xmlns:m="urn:marine"><berth no="4"${more}><m:ship>${name}</m:ship><note>moored</note></berth></port>`;

describe('XML', () => {
  it.each<Row>([
    ['a text', {}, [ship('Nora'), ship('Ida')], '.x'],
    ['an attribute', {}, [ship('Nora', ' flag="red"'), ship('Nora', ' flag="blue"')], '.x'],
    ['CDATA for escapes', {}, [ship('Tin &amp; oil'), ship('<![CDATA[Tin & oil]]>')], '..'],
    ['a comment', {}, [ship('Nora<!-- a -->'), ship('Nora<!-- b -->')], '..'],
    ['white space between elements', {}, [ship('Nora'), ship('Nora').replaceAll('><', '>\n   <')], '..'],
    [
      'an element more',
      { only: ['removed'] },
      [ship('Nora'), ship('Nora').replace('<note>', '<crew>nine</crew><note>')],
      '..',
    ],
    [
      'an XPath',
      { scope: { include: ['//note'], exclude: [] } },
      [ship('Nora'), ship('Ida'), ship('Ida').replace('moored', 'sailed')],
      '..x',
    ],
    [
      'an XPath with a prefix',
      { scope: { include: ['//m:ship'], exclude: [] } },
      [ship('Nora'), ship('Nora').replace('moored', 'sailed'), ship('Ida')],
      '..x',
    ],
    [
      'a local name',
      { scope: { include: ['//*[local-name()="ship"]'], exclude: [] } },
      [ship('Nora'), ship('Nora').replace('moored', 'sailed'), ship('Ida')],
      '..x',
    ],
    [
      'an attribute as the part',
      { scope: { include: ['//berth/@no'], exclude: [] } },
      // No day of a month: 4 on the 4th and 7 on the 7th are a page that says which day it is.
      [ship('Nora'), ship('Ida'), ship('Ida').replace('"4"', '"40"')],
      '..x',
    ],
    [
      'an attribute left out',
      { scope: { include: [], exclude: ['//berth/@flag'] } },
      [ship('Nora', ' flag="red"'), ship('Nora', ' flag="blue"'), ship('Ida', ' flag="blue"')],
      '..x',
    ],
    [
      'an element left out',
      { scope: { include: [], exclude: ['//m:ship'] } },
      [ship('Nora'), ship('Ida'), ship('Ida').replace('moored', 'sailed')],
      '..x',
    ],
    [
      'CSS',
      { scope: { include: ['berth > note'], exclude: [] } },
      [ship('Nora'), ship('Ida'), ship('Ida').replace('moored', 'sailed')],
      '..x',
    ],
    [
      'names by case',
      { scope: { include: ['//Note'], exclude: [] } },
      [
        ship('Nora').replaceAll('note', 'Note'),
        ship('Ida').replaceAll('note', 'Note'),
        ship('Ida').replaceAll('note', 'Note').replace('moored', 'sailed'),
      ],
      '..x',
    ],
    [
      'a default namespace',
      { scope: { include: ['//note'], exclude: [] } },
      ['moored', 'sailed'].map((state) =>
        ship('Nora').replace('<port', '<port xmlns="urn:port"').replace('moored', state),
      ),
      '.x',
    ],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, XML_TYPE);
    expect(told, said).toBe(row[3]);
  });

  it('that became a page is not told', async () => {
    const looks = [
      ship('Nora'),
      '<!doctype html><html><body><h1>Service unavailable</h1></body></html>',
      ship('Ida'),
    ];
    const { told, said } = await watch({ format: 'xml' }, looks, XML_TYPE);
    expect(told, said).toBe('..x');
  });
});

const TIDES = 'Low water at the old mole\nHigh water at the new mole\nSlack in between\n';
const TIDES_2 = TIDES.replace('old mole', 'fish market');

describe('plain text', () => {
  it.each<Row>([
    ['a line', {}, [TIDES, TIDES_2], '.x'],
    ['a line more', {}, [TIDES, `${TIDES}And a spring tide\n`], '.x'],
    ['a line less', {}, [TIDES, TIDES.replace('Slack in between\n', '')], '.x'],
    ['line ends', {}, [TIDES, TIDES.replaceAll('\n', '\r\n')], '..'],
    ['a BOM', {}, [TIDES, `\uFEFF${TIDES}`], '..'],
    ['white space at the ends', {}, [TIDES, TIDES.replaceAll('\n', '  \n')], '..'],
    ['white space within', {}, [TIDES, TIDES.replace('Low water', 'Low   water')], '..'],
    [
      'white space that counts',
      { keepWhitespace: true },
      [TIDES, TIDES.replace('Low water', 'Low   water')],
      '.x',
    ],
    [
      'indentation that counts',
      { keepWhitespace: true },
      ['a:\n  b: tin\n  c: oak\n', 'a:\n  b: tin\nc: oak\n'],
      '.x',
    ],
    [
      'line ends where white space counts',
      { keepWhitespace: true },
      [TIDES, TIDES.replaceAll('\n', '\r\n')],
      '..',
    ],
    ['one word', {}, ['closed', 'open'], '.x'],
    ['one number', {}, ['17', '19'], '.x'],
    ['what looks like markup', {}, ['if a < b then tin', 'if a < c then tin'], '.x'],
    ['read as text', { format: 'text' }, ['<b>tin</b>\n', '<i>tin</i>\n'], '.x'],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, 'text/plain; charset=utf-8');
    expect(told, said).toBe(row[3]);
  });

  it('that is gone is no change unless it is asked for', async () => {
    const quiet = await watch({}, [TIDES, '', TIDES, TIDES_2], 'text/plain');
    expect(quiet.told, quiet.said).toBe('...x');
    const asked = await watch({ emptyIsChange: true }, [TIDES, '', TIDES], 'text/plain');
    expect(asked.told, asked.said).toBe('.xx');
  });
});

describe('the source', () => {
  const html = (body: string) =>
    `<!doctype html><html lang="en"><head><title>Quay</title></head><body><h1>The quay</h1>${body}<p>It was dug by hand in a single dry summer.</p></body></html>`;
  const link = (href: string) => html(`<p><a href="${href}">The tide tables of the harbour</a></p>`);
  it.each<Row>([
    ['a target is no text', {}, [link('/tides'), link('/moon')], '..'],
    ['a target that is asked for', { linkTargets: true }, [link('/tides'), link('/moon')], '.x'],
    [
      'a target in a part',
      { linkTargets: true, scope: { include: ['h1'], exclude: [] } },
      [link('/tides'), link('/moon')],
      '..',
    ],
    [
      'an attribute of the source',
      { compare: 'source' },
      [html('<p class="a">tin</p>'), html('<p class="b">tin</p>')],
      '.x',
    ],
    [
      'a script of the source',
      { compare: 'source' },
      [html('<script>start(1)</script>'), html('<script>stop(1)</script>')],
      '.x',
    ],
    [
      'a part of the source',
      { compare: 'source', scope: { include: ['h1'], exclude: [] } },
      [
        html('<p class="a">tin</p>'),
        html('<p class="b">tin</p>'),
        html('<p>tin</p>').replace('<h1>', '<h1 id="a">'),
      ],
      '..x',
    ],
    [
      'a part left out of the source',
      { compare: 'source', scope: { include: [], exclude: ['script'] } },
      [html('<script>start(1)</script>'), html('<script>stop(1)</script>'), html('<p>oil</p>')],
      '..x',
    ],
    ['the same source', { compare: 'source' }, [html('<p>tin</p>'), html('<p>tin</p>')], '..'],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, 'text/html; charset=utf-8');
    expect(told, said).toBe(row[3]);
  });
});
