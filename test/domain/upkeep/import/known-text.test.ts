// Texts that changedetection.io knew: which one is taken out of a backup, and what keeps one from being taken.
import { brotliCompressSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { packZip } from '../../../../domain/reading/content/archive/pack-zip.ts';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import { whyNoKnownText } from '../../../../domain/upkeep/import/known-text/known-draft.ts';
import { readHistory } from '../../../../domain/upkeep/import/known-text/history.ts';
import { readImport } from '../../../../domain/upkeep/import/read-import.ts';
import { entriesOf, RULES, TOOLS } from './import-rules.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const NOV_20 = 1_763_625_600;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const WATCH = { url: 'https://a.example/', title: 'A' };

/** Of words that hardly repeat: what packs too well is refused as a bomb. */
const LONG = Array.from({ length: 600_000 }, (_, n) => n.toString(36)).join(' ');

type Files = Readonly<Record<string, Uint8Array>>;

function backup(files: Files, watch: object = WATCH): Uint8Array {
  const own = Object.fromEntries(Object.entries(files).map(([name, file]) => [`${UUID}/${name}`, file]));
  return zipSync({ [`${UUID}/watch.json`]: bytes(JSON.stringify(watch)), ...own });
}

function knownOf(files: Files, watch?: object): unknown {
  return entriesOf(backup(files, watch))[0]?.known;
}

it('takes the newest text that is there, with its time', () => {
  const known = knownOf({
    'history.txt': bytes(`${NOV_20 - 60},old.txt\n${NOV_20},new.txt\n${NOV_20 + 60},gone.txt\n`),
    'old.txt': bytes('Old.'),
    'new.txt': bytes('Tents\nFrom 129 €.'),
  });
  expect(known).toEqual({
    from: 'changedetection',
    at: new Date('2025-11-20T08:00:00Z'),
    text: 'Tents\nFrom 129 €.',
  });
});

it('reads one that is packed by brotli, and a path of older versions in place of a name', () => {
  const known = knownOf({
    'history.txt': bytes(`${NOV_20},/datastore/${UUID}/new.txt.br`),
    'new.txt.br': brotliCompressSync('Tents'),
  });
  expect(known).toMatchObject({ text: 'Tents' });
});

it('finds it in an older backup with one file of all watches, packed in a folder', () => {
  const zip = zipSync({
    'data/url-watches.json': bytes(JSON.stringify({ watching: { [UUID]: WATCH } })),
    [`data/${UUID}/history.txt`]: bytes(`${NOV_20},new.txt`),
    [`data/${UUID}/new.txt`]: bytes('Tents'),
  });
  expect(entriesOf(zip)[0]).toMatchObject({ outcome: 'whole', known: { text: 'Tents' } });
});

it.each<[string, Files, RegExp]>([
  ['is empty', { 'a.txt': bytes(' \n') }, /2025-11-20: the text is empty/],
  ['is no text', { 'a.txt': new Uint8Array([0xff, 0xfe, 0, 1]) }, /the file holds no text/],
  ['is not packed by brotli', { 'a.txt': bytes('x'), 'b.txt.br': bytes('no') }, /damaged, or longer/],
  [
    'unpacks to more than two megabytes',
    { 'b.txt.br': brotliCompressSync(Buffer.alloc(3_000_000, 'ab')) },
    /2 MB/,
  ],
  ['is longer than two megabytes', { 'a.txt': bytes(LONG) }, /too long together/],
  ['is not in the file', {}, /the file has no text of it/],
  ['is a picture', { 'a.png': bytes('x') }, /the file has no text of it/],
])('costs nothing but itself where it %s', (_what, files, problem) => {
  const [file = 'a.txt'] = Object.keys(files).toReversed();
  const [entry] = entriesOf(backup({ 'history.txt': bytes(`${NOV_20},${file}`), ...files }));
  expect(entry).toMatchObject({ outcome: 'whole', known: { problem: expect.stringMatching(problem) } });
});

it('reads a long text that hardly differs out of a folder that was packed here', () => {
  const packed = packZip(
    new Map([
      [`${UUID}/watch.json`, bytes(JSON.stringify(WATCH))],
      [`${UUID}/history.txt`, bytes(`${NOV_20},a.txt`)],
      [`${UUID}/a.txt`, bytes('ab '.repeat(600_000))],
    ]),
  );
  const [entry] = entriesOf(packed);
  expect([entry?.outcome, entry?.known !== null && 'text' in (entry?.known ?? {})]).toEqual(['whole', true]);
});

it('reads the others where some entries of the archive are damaged', () => {
  const ids = Array.from({ length: 9 }, (_, n) => `${UUID.slice(0, -1)}${n}`);
  const files = Object.fromEntries(
    ids.flatMap((id) => [
      [`${id}/watch.json`, bytes(JSON.stringify(WATCH))],
      [`${id}/history.txt`, bytes(`${NOV_20},new.txt`)],
      [`${id}/new.txt`, bytes(`Text of ${id} ${'and more of it '.repeat(20)}`)],
    ]),
  );
  const zip = zipSync(files);
  const name = Buffer.from(`${ids[4]}/new.txt`);
  // Behind its local header stands what is packed.
  zip.fill(
    0xff,
    Buffer.from(zip).indexOf(name) + name.length,
    Buffer.from(zip).indexOf(name) + name.length + 9,
  );
  const taken = entriesOf(zip).map(({ outcome, known }) => [outcome, known !== null && 'text' in known]);
  expect(taken).toEqual(ids.map((_, n) => ['whole', n !== 4]));
});

it('takes the next older text where the newest is damaged, and says so', () => {
  const known = knownOf({
    'history.txt': bytes(`${NOV_20},old.txt.br\n${NOV_20 + 60},middle.txt\n${NOV_20 + 86_400},new.txt.br`),
    'old.txt.br': brotliCompressSync('Tents'),
    'middle.txt': bytes(''),
    'new.txt.br': bytes('no brotli'),
  });
  expect(known).toEqual({
    from: 'changedetection',
    at: new Date('2025-11-20T08:00:00Z'),
    text: 'Tents',
    newer: '2025-11-21: the text is damaged, or longer than 2 MB',
  });
});

it('tries five texts of a watch, and tells why the newest is none', () => {
  const names = Array.from({ length: 7 }, (_, n) => `${n}.txt`);
  const known = knownOf({
    'history.txt': bytes(names.map((name, n) => `${NOV_20 + 86_400 * n},${name}`).join('\n')),
    ...Object.fromEntries(names.map((name, n) => [name, bytes(n < 2 ? 'Tents' : ' ')])),
  });
  expect(known).toEqual({ problem: '2025-11-26: the text is empty' });
});

it('says nothing of a watch that was never looked at, and of a file without texts', () => {
  expect(knownOf({ 'history.txt': bytes('') })).toBeNull();
  expect(entriesOf(JSON.stringify({ watching: { [UUID]: WATCH } }))[0]?.known).toBeNull();
});

it('is left where nobody asks for it', () => {
  const zip = backup({ 'history.txt': bytes(`${NOV_20},a.txt`), 'a.txt': bytes('Tents') });
  const read = readImport(zip, { ...RULES, leavesKnownTexts: true }, null, TOOLS);
  expect(read).toMatchObject({ ok: true, entries: [{ known: null }] });
});

it('is of no use to a job that is told of prices alone', () => {
  const files = { 'history.txt': bytes(`${NOV_20},a.txt`), 'a.txt': bytes('In stock') };
  expect(knownOf(files, { ...WATCH, processor: 'restock_diff' })).toEqual({
    problem: 'the job is told of price and stock alone',
  });
});

it.each([
  ['one page', {}, {}, ''],
  ['two pages', { urls: ['https://a.example/', 'https://b.example/'] }, {}, 'more than one page'],
  ['a date in its address', { urls: ['https://a.example/{today}'] }, {}, 'a date in it'],
  ['pictures', {}, { watch: 'picture' }, 'compares pictures'],
  ['a feed as text', {}, { format: 'feed' }, 'reads a feed'],
])('a job of %s has a use for it, or says why not', (_what, source, changes, words) => {
  const config = jobConfigSchema.parse({
    source: { kind: 'pages', urls: ['https://a.example/'], ...source },
    changes,
  });
  const why = whyNoKnownText(config);
  expect([why === '', why]).toEqual([words === '', expect.stringContaining(words)]);
});

it('reads the lines of a history by their times, and leaves out what is none', () => {
  const now = new Date('2025-12-01T00:00:00Z');
  const text = `${NOV_20},b.txt\r\nhello\n99999999999,later.txt\n${NOV_20 - 1}.25, a.txt \n,c.txt\n${NOV_20 + 1},C:\\data\\c.txt`;
  expect(readHistory(text, now).map(({ file }) => file)).toEqual(['c.txt', 'b.txt', 'a.txt']);
});
