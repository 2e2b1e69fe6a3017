// JSON, keyed and printed, whole and in parts, through the real stages.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
type Row = [string, Changes, string[], string];

const JSON_TYPE = 'application/json';

function looksOf([, changes, looks]: Row, contentType: string): ReturnType<typeof watch> {
  return watch(changes, looks, contentType);
}

const LAMP = { id: 1, name: 'Tin lantern', colour: 'red', tags: ['tin', 'oil'] };
const CHAIR = { id: 2, name: 'Oak chair', colour: 'brown', tags: ['wood'] };
const STOOL = { id: 3, name: 'Low stool', colour: 'white', tags: [] };
const list = (...items: object[]) => JSON.stringify({ shop: 'The corner shop', items });

describe('JSON', () => {
  it.each<Row>([
    ['a value', {}, [list(LAMP, CHAIR), list({ ...LAMP, colour: 'blue' }, CHAIR)], '.x'],
    ['the order of keyed items', {}, [list(LAMP, CHAIR), list(CHAIR, LAMP)], '..'],
    ['a new item first', {}, [list(LAMP, CHAIR), list(STOOL, LAMP, CHAIR)], '.x'],
    [
      'a new item first removes nothing',
      { only: ['removed'] },
      [list(LAMP, CHAIR), list(STOOL, LAMP, CHAIR)],
      '..',
    ],
    ['a removed item', {}, [list(LAMP, CHAIR, STOOL), list(LAMP, STOOL)], '.x'],
    ['a removed item adds nothing', { only: ['added'] }, [list(LAMP, CHAIR, STOOL), list(LAMP, STOOL)], '..'],
    ['the order of members', {}, ['{"a":"tin","b":{"c":1,"d":2}}', '{"b":{"d":2,"c":1},"a":"tin"}'], '..'],
    ['white space', {}, [list(LAMP), JSON.stringify(JSON.parse(list(LAMP)), null, 4)], '..'],
    ['another way to write a text', {}, ['{"a":"caf\\u00e9 \\/ bar"}', '{"a":"café / bar"}'], '..'],
    ['a flag', {}, ['{"open":true,"name":"quay"}', '{"open":false,"name":"quay"}'], '.x'],
    ['a number', {}, ['{"stock":5,"name":"quay"}', '{"stock":3,"name":"quay"}'], '.x'],
    ['null becomes a value', {}, ['{"ship":null,"name":"quay"}', '{"ship":"Nora","name":"quay"}'], '.x'],
    ['a member comes', {}, ['{"name":"quay"}', '{"name":"quay","ship":"Nora"}'], '.x'],
    ['a member goes', {}, ['{"name":"quay","ship":"Nora"}', '{"name":"quay"}'], '.x'],
    ['the last item goes', {}, ['{"ships":["Nora"]}', '{"ships":[]}'], '.x'],
    ['the first item comes', {}, ['[]', '[{"id":1,"name":"Nora"}]'], '.x'],
    ['from nothing and back', {}, ['{}', '{"ship":"Nora"}', '{}'], '.xx'],
    ['a text alone', {}, ['"low tide"', '"high tide"'], '.x'],
    ['a number alone', {}, ['17', '19'], '.x'],
    ['a flag alone', {}, ['false', 'true'], '.x'],
    ['two values swap their names', {}, ['{"a":"tin","b":"oak"}', '{"a":"oak","b":"tin"}'], '.x'],
    [
      'two items swap their values',
      {},
      [list(LAMP, CHAIR), list({ ...LAMP, colour: 'brown' }, { ...CHAIR, colour: 'red' })],
      '.x',
    ],
    ['a BOM', {}, [list(LAMP), `\uFEFF${list(LAMP)}`], '..'],
    ['an identifier beyond 2^53', {}, ['{"n":9007199254740993}', '{"n":9007199254740992}'], '.x'],
    ['lines of JSON', {}, ['{"a":"tin"}\n{"a":"oak"}\n', '{"a":"tin"}\n{"a":"ash"}\n'], '.x'],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, JSON_TYPE);
    expect(told, said).toBe(row[3]);
  });

  const stock = (...items: [string, string][]) =>
    JSON.stringify(items.map(([code, state]) => ({ partNumber: code, state })));
  it.each<Row>([
    [
      'items by a named key',
      { arrayKeys: ['partNumber'] },
      [stock(['a7', 'there'], ['b9', 'sold']), stock(['b9', 'sold'], ['a7', 'there'])],
      '..',
    ],
    [
      'a state that goes with its key',
      { arrayKeys: ['partNumber'] },
      [stock(['a7', 'there'], ['b9', 'sold']), stock(['b9', 'there'], ['a7', 'sold'])],
      '.x',
    ],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, JSON_TYPE);
    expect(told, said).toBe(row[3]);
  });

  const include = (...selectors: string[]): Changes => ({ scope: { include: selectors, exclude: [] } });
  const exclude = (...selectors: string[]): Changes => ({ scope: { include: [], exclude: selectors } });
  const red = list(LAMP, CHAIR);
  const blue = list({ ...LAMP, colour: 'blue' }, CHAIR);
  const renamed = list({ ...LAMP, name: 'Brass lantern' }, CHAIR);
  it.each<Row>([
    ['$.items[*].name', include('$.items[*].name'), [red, blue, renamed], '..x'],
    ['json:$.items[*].name', include('json:$.items[*].name'), [red, blue, renamed], '..x'],
    ['$..name', include('$..name'), [red, blue, renamed], '..x'],
    ["$['items'][0]['name']", include("$['items'][0]['name']"), [red, blue, renamed], '..x'],
    ['$.items[-1]', include('$.items[-1]'), [red, blue, list(LAMP, STOOL)], '..x'],
    ['$.items[0:1].name', include('$.items[0:1].name'), [red, blue, renamed], '..x'],
    ['$.items[?(@.id==1)].name', include('$.items[?(@.id==1)].name'), [red, blue, renamed], '..x'],
    ['$.items[?@.id<2].name', include('$.items[?@.id<2].name'), [red, blue, renamed], '..x'],
    [
      "$.items[?search(@.name,'lantern')].name",
      include("$.items[?search(@.name,'lantern')].name"),
      [red, blue, renamed],
      '..x',
    ],
    [
      'a filter that finds more',
      include("$.items[?@.colour=='red'].name"),
      [red, list(LAMP, CHAIR, { ...STOOL, colour: 'red' })],
      '.x',
    ],
    [
      'a filter that finds nothing, then something',
      include("$.items[?@.colour=='white'].name"),
      [list(LAMP, STOOL), list(LAMP), list(LAMP, { ...STOOL, name: 'High stool' })],
      '..x',
    ],
    ['a whole item', include('$.items[0]'), [red, list(LAMP), blue], '..x'],
    [
      'two paths, one finds nothing',
      include('$.shop', '$.nothing'),
      [red, blue, red.replace('corner', 'other')],
      '..x',
    ],
    ['a member left out', exclude('$..colour'), [red, blue, renamed], '..x'],
    ['an item left out', exclude('$.items[?@.id==1]'), [red, renamed, list(LAMP, STOOL)], '..x'],
    [
      'left out before the part is picked',
      { scope: { include: ['$.items[0].name'], exclude: ['$.items[?@.id==1]'] } },
      [red, renamed, list(LAMP, STOOL)],
      '..x',
    ],
    ['null as the part', include('$.ship'), ['{"ship":"Nora"}', '{"ship":null}', '{"ship":"Ida"}'], '.xx'],
    ['an empty text as the part', include('$.ship'), ['{"ship":"Nora"}', '{"ship":""}'], '.x'],
    [
      'an empty list as the part',
      { ...include('$.ships'), emptyIsChange: true },
      ['{"ships":["Nora"]}', '{"ships":[]}'],
      '.x',
    ],
  ])('tells what its paths pick and nothing else: %s', async (...row) => {
    const { told, said } = await looksOf(row, JSON_TYPE);
    expect(told, said).toBe(row[3]);
  });

  it('that is none is not told, and says so', async () => {
    for (const format of ['auto', 'json', 'json-pretty'] as const) {
      const looks = [
        red,
        '<html><body><h1>Service unavailable</h1><p>Try again later, please.</p></body></html>',
        blue,
      ];
      const { told, seen, said } = await watch({ format }, looks, JSON_TYPE);
      expect(told, `${format}: ${said}`).toBe('..x');
      expect(seen[1]?.row.outcome, said).toBe('failed');
    }
  });

  it('that becomes a page of another type is not told, and says so', async () => {
    const page = {
      body: '<!doctype html><html><body><h1>We are back soon</h1></body></html>',
      contentType: 'text/html',
    };
    const { told, seen, said } = await watch({}, [red, page, blue], JSON_TYPE);
    expect(told, said).toBe('..x');
    expect(seen[1]?.said).toContain('the answer is a web page, and was none before');
  });

  it.each([
    ['JSON', '{"error":"too many requests"}', 'application/json'],
    ['plain text', 'Bad gateway', 'text/plain'],
  ])(
    'is no web page: %s in its place is not told, and the page is judged when it is back',
    async (_, body, contentType) => {
      const page = (wood: string) =>
        `<!doctype html><html><body><h1>The quay</h1><p>It is made of ${wood}.</p></body></html>`;
      const { told, seen, said } = await watch(
        {},
        [page('oak'), { body, contentType }, page('oak'), page('ash')],
        'text/html',
      );
      expect(told, said).toBe('...x');
      expect(seen[1]?.said).toContain('the answer is no web page, and was one before');
    },
  );

  it('of a job that is watched as text is told whatever it is', async () => {
    const looks = ['{"a":', '{"b":', '<b>c</b>'];
    const { told, said } = await watch({ format: 'text' }, looks, 'text/html');
    expect(told, said).toBe('.xx');
  });

  it('that was cut off is not told', async () => {
    const { told, said } = await watch({ format: 'json' }, [red, red.slice(0, 60), blue], JSON_TYPE);
    expect(told, said).toBe('..x');
  });

  const pretty: Changes = { format: 'json-pretty' };
  it.each<Row>([
    ['a value, printed', pretty, [red, blue], '.x'],
    ['white space, printed', pretty, [red, JSON.stringify(JSON.parse(red), null, 4)], '..'],
    ['a part, printed', { ...pretty, ...include('$.items[*].name') }, [red, blue, renamed], '..x'],
    ['a member left out, printed', { ...pretty, ...exclude('$..colour') }, [red, blue, renamed], '..x'],
    ['an item more, printed', { ...pretty, only: ['removed'] }, [red, list(LAMP, CHAIR, STOOL)], '..'],
  ])('tells a difference only where it counts: %s', async (...row) => {
    const { told, said } = await looksOf(row, JSON_TYPE);
    expect(told, said).toBe(row[3]);
  });

  it('is known by its characters where the type says nothing', async () => {
    for (const type of ['text/plain', 'application/octet-stream', 'application/vnd.api+json', 'text/html']) {
      const { told, said } = await watch({ format: 'json' }, [red, list(CHAIR, LAMP), blue], type);
      expect(told, `${type}: ${said}`).toBe('..x');
    }
  });
});
