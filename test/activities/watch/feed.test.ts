// Feeds as the thing watched, through the real stages: an entry that comes or is edited tells; order and age do not.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly link?: string;
  readonly date?: string;
}

interface Dialect {
  readonly type: string;
  readonly write: (entries: readonly Entry[], built: string) => string;
}

function linkOf({ id, link }: Entry): string {
  return link ?? `https://h.example/${id}`;
}
const DATE = 'Mon, 02 Mar 2026 08:00:00 GMT';

const rss = (withGuid: boolean): Dialect => ({
  type: 'application/rss+xml',
  write: (entries, built) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour news</title><link>https://h.example/</link><description>From the quay</description><lastBuildDate>${built}</lastBuildDate>${entries
      .map(
        (entry) =>
          `<item><title>${entry.title}</title><link>${linkOf(entry)}</link>${withGuid ? `<guid isPermaLink="false">g-${entry.id}</guid>` : ''}<pubDate>${entry.date ?? DATE}</pubDate><description>${entry.text ?? 'As told.'}</description></item>`,
      )
      .join('')}</channel></rss>`,
});

const DIALECTS: Record<string, Dialect> = {
  'RSS with guid': rss(true),
  'RSS with links alone': rss(false),
  Atom: {
    type: 'application/atom+xml',
    write: (entries, built) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour news</title><id>urn:h</id><updated>${built}</updated>${entries
        .map(
          (entry) =>
            `<entry><id>urn:${entry.id}</id><title>${entry.title}</title><link rel="alternate" href="${linkOf(entry)}"/><updated>${entry.date ?? '2026-03-02T08:00:00Z'}</updated><summary>${entry.text ?? 'As told.'}</summary></entry>`,
        )
        .join('')}</feed>`,
  },
  RDF: {
    type: 'application/rdf+xml',
    write: (entries, built) =>
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://h.example/"><title>Harbour news</title><dc:date>${built}</dc:date></channel>${entries
        .map(
          (entry) =>
            `<item rdf:about="${linkOf(entry)}"><title>${entry.title}</title><link>${linkOf(entry)}</link><description>${entry.text ?? 'As told.'}</description></item>`,
        )
        .join('')}</rdf:RDF>`,
  },
  'JSON Feed': {
    type: 'application/feed+json',
    write: (entries) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Harbour news',
        items: entries.map((entry) => ({
          id: entry.id,
          url: linkOf(entry),
          title: entry.title,
          content_text: entry.text ?? 'As told.',
          date_published: '2026-03-02T08:00:00Z',
        })),
      }),
  },
};

const A: Entry = { id: 'ferry', title: 'The ferry sails again' };
const B: Entry = { id: 'crane', title: 'A crane for the new mole' };
const C: Entry = { id: 'gulls', title: 'Gulls at the fish market' };
const D: Entry = { id: 'storm', title: 'Storm takes a buoy' };

interface Look {
  readonly entries: readonly Entry[];
  readonly built?: string;
}

const of = (...entries: Entry[]): Look => ({ entries });

const ROWS: [string, Changes, Look[], string][] = [
  ['a new entry on top', {}, [of(A, B), of(C, A, B)], '.x'],
  ['a new entry, told once', {}, [of(A, B), of(C, A, B), of(C, A, B)], '.x.'],
  ['a new entry removes nothing', { only: ['removed'] }, [of(A, B), of(C, A, B)], '..'],
  ['another order', {}, [of(A, B, C), of(C, A, B)], '..'],
  ['a new entry on top, an old one falls off', { only: ['added'] }, [of(A, B, C), of(D, A, B)], '.x'],
  ['an old entry that falls off is none removed', { only: ['removed'] }, [of(A, B, C), of(D, A, B)], '..'],
  ['an old entry falls off', {}, [of(A, B, C), of(A, B)], '..'],
  ['an edited title', {}, [of(A, B), of({ ...A, title: 'The ferry sails no more' }, B)], '.x'],
  ['an edited text', {}, [of(A, B), of({ ...A, text: 'It leaves from the other side.' }, B)], '.x'],
  [
    'the time it was written',
    {},
    [
      { entries: [A, B], built: '2026-03-02T08:00:00Z' },
      { entries: [A, B], built: '2026-03-05T09:30:00Z' },
    ],
    '..',
  ],
  ['empty at first', {}, [of(), of(A)], '.x'],
  ['empty for once', {}, [of(A, B), of(), of(A, B), of(C, A, B)], '...x'],
  ['a word in an entry', { triggerText: ['storm'] }, [of(A, B), of(C, A, B), of(D, C, A, B)], '..x'],
  ['an entry that is ignored', { ignoreText: ['gulls'] }, [of(A, B), of(C, A, B), of(D, C, A, B)], '..x'],
];

describe.each(Object.keys(DIALECTS))('a feed in the dialect %s', (name) => {
  it.each(ROWS)('tells a difference only where it counts: %s', async (...[, changes, looks, expected]) => {
    const dialect = DIALECTS[name];
    if (dialect === undefined) throw new Error(name);
    const bodies = looks.map(({ entries, built = '2026-03-02T08:00:00Z' }) => dialect.write(entries, built));
    const { told, said } = await watch({ ...changes }, bodies, dialect.type);
    expect(told, said).toBe(expected);
  });

  it('is read as a feed where it is asked for, whatever its type', async () => {
    const dialect = DIALECTS[name];
    if (dialect === undefined) throw new Error(name);
    const bodies = [of(A, B), of(B, A), of(C, A, B)].map(({ entries }) => dialect.write(entries, 'x'));
    const type = name === 'JSON Feed' ? 'application/json' : 'text/xml';
    const { told, said } = await watch({ format: 'feed' }, bodies, type);
    expect(told, said).toBe('..x');
  });
});

describe('an entry', () => {
  const { type, write } = rss(true);
  it.each<[string, Changes, Look[], string]>([
    [
      'with another guid is another',
      {},
      [of(A), of({ ...A, id: 'ferry-2', link: 'https://h.example/ferry' }, A)],
      '.x',
    ],
    [
      'with other markup in its text is the same',
      {},
      [
        of({ ...A, text: '<![CDATA[<p>It <b>sails</b></p>]]>' }),
        of({ ...A, text: '<![CDATA[<p>It <i>sails</i></p>]]>' }),
      ],
      '..',
    ],
  ])('tells a difference only where it counts: %s', async (...[, changes, looks, expected]) => {
    const { told, said } = await watch(
      { ...changes },
      looks.map(({ entries }) => write(entries, DATE)),
      type,
    );
    expect(told, said).toBe(expected);
  });

  it('each is named in the summary of the change', async () => {
    const { seen } = await watch(
      {},
      [of(A, B), of(D, C, A, B)].map(({ entries }) => write(entries, DATE)),
      type,
    );
    expect(seen[1]?.changes[0]?.summary).toMatch(/Storm takes a buoy|Gulls at the fish market|2 /);
  });

  it('is a page that is no feed: nothing is told', async () => {
    const page =
      '<!doctype html><html><body><h1>Service unavailable</h1><p>Try again later.</p></body></html>';
    const { told, said } = await watch(
      { format: 'feed' },
      [write([A, B], DATE), page, write([C, A, B], DATE)],
      type,
    );
    expect(told, said).toBe('..x');
  });
});

describe('entries that are not told apart by their ids', () => {
  const { type } = rss(true);
  const feed = (...titles: string[]) =>
    `<rss version="2.0"><channel>${titles.map((title) => `<item><title>${title}</title><guid>https://h.example/</guid><link>https://h.example/${title.length > 9 ? 'long' : title}</link></item>`).join('')}</channel></rss>`;
  const bare = (...titles: string[]) =>
    `<rss version="2.0"><channel>${titles.map((title) => `<item><title>${title}</title></item>`).join('')}</channel></rss>`;

  it.each<[string, Changes, string[], string]>([
    ['in another order', {}, [feed('oak', 'ash', 'elm'), feed('elm', 'oak', 'ash')], '..'],
    ['of which one comes', {}, [feed('oak', 'ash'), feed('elm', 'oak', 'ash')], '.x'],
    [
      'of which one comes, removes nothing',
      { only: ['removed'] },
      [feed('oak', 'ash'), feed('elm', 'oak', 'ash')],
      '..',
    ],
    ['nor by their links', {}, [feed('a long oak', 'a long ash'), feed('a long ash', 'a long oak')], '..'],
    ['with titles alone', {}, [bare('oak', 'ash'), bare('ash', 'oak'), bare('elm', 'ash', 'oak')], '..x'],
    ['with the same title twice', {}, [bare('oak', 'oak'), bare('oak', 'oak', 'ash')], '.x'],
  ])('tell only an entry that comes: %s', async (...[, changes, looks, expected]) => {
    const { told, seen, said } = await watch({ ...changes }, looks, type);
    expect(told, said).toBe(expected);
    const summaries = seen.flatMap(({ changes: news }) => news.map(({ detail }) => detail.blocks.length));
    expect(summaries, said).toEqual(expected.includes('x') ? [1] : []);
  });

  it('are read through filters', async () => {
    const looks = [
      feed('oak', 'ash'),
      feed('ash', 'oak', 'a long elm'),
      feed('ash', 'yew', 'oak', 'a long elm'),
    ];
    const filters = [{ kind: 'drop-lines' as const, containing: ['elm'] }];
    const { told, said } = await watch({ filters }, looks, type);
    expect(told, said).toBe('..x');
  });
});
