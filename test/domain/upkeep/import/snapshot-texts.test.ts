// Texts that urlwatch and webchanges knew, out of databases that these tools have written (test/support/snapshots/make-snapshots.py)
// and out of some that nobody should have.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { expect, it } from 'vitest';
import { packZip } from '../../../../domain/reading/content/archive/pack-zip.ts';
import { readImport } from '../../../../domain/upkeep/import/read-import.ts';
import type { ImportEntry } from '../../../../domain/upkeep/import/import-entry.ts';
import { sha1 } from '../../../../workers/threads/sha-1.ts';
import { refusalOf, RULES, TOOLS } from './import-rules.ts';

const FOLDER = join(import.meta.dirname, '../../../support/snapshots');
const LATER = { ...RULES, now: new Date('2027-01-01T00:00:00Z') };
const sql = await initSqlJs();

function fileOf(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name));
}

function archive(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bytes = Object.entries(files).map(([name, file]): [string, Uint8Array] => [
    name,
    typeof file === 'string' ? new TextEncoder().encode(file) : file,
  ]);
  return packZip(new Map(bytes));
}

/** A database that these statements make. */
function database(...statements: readonly string[]): Uint8Array {
  const made = new sql.Database();
  for (const statement of statements) made.run(statement);
  const bytes = made.export();
  made.close();
  return bytes;
}

const URLWATCH =
  'CREATE TABLE CacheEntry (id INTEGER PRIMARY KEY, guid TEXT, timestamp INTEGER, data TEXT, tries INTEGER, etag TEXT)';
const WEBCHANGES = 'CREATE TABLE webchanges (uuid TEXT, timestamp REAL, msgpack_data BLOB)';
const URL = 'https://a.example/';
const LIST = `url: ${URL}\n`;
const NOV_20 = 1_763_625_600;

/** Rows of texts of the list's job: seconds since 1970, a literal of SQL, attempts that failed. */
function keeping(...rows: readonly (readonly [seconds: number, data: string, tries?: number])[]): Uint8Array {
  const inserted = rows.map(
    ([seconds, data, tries = 0]) =>
      `INSERT INTO CacheEntry (guid, timestamp, data, tries) VALUES ('${sha1(URL)}', ${seconds}, ${data}, ${tries})`,
  );
  return database(URLWATCH, ...inserted);
}

function readWith(file: Uint8Array, list = LIST): ReturnType<typeof readImport> {
  return readImport(archive({ 'urls.yaml': list, 'cache.db': file }), LATER, null, TOOLS);
}

function knownWith(file: Uint8Array, list = LIST): ImportEntry['known'] | undefined {
  const read = readWith(file, list);
  return read.ok ? read.entries[0]?.known : undefined;
}

function detailWith(file: Uint8Array): string {
  const read = readWith(file);
  return read.ok ? '' : read.detail;
}

interface Told {
  readonly [name: string]: string | null;
}

/** Of each entry its text, or why there is none. */
function told(entries: readonly ImportEntry[]): Told {
  return Object.fromEntries(
    entries.map(({ name, known }) => [
      name,
      known === null ? null : 'problem' in known ? known.problem : known.text,
    ]),
  );
}

it.each([
  ['urlwatch-2.25.db', 'urlwatch.yaml', 'ShopTentsFrom 329 €', 'ShopFlakyFrom 229 €'],
  ['urlwatch-2.29.db', 'urlwatch.yaml', 'ShopTentsFrom 329 €', 'ShopFlakyFrom 229 €'],
  ['webchanges-3.17.db', 'webchanges.yaml', '# Tents\nFrom 329 €', '# Flaky\nFrom 229 €'],
  ['webchanges-3.37.db', 'webchanges.yaml', '# Tents\nFrom 329 €', '# Flaky\nFrom 229 €'],
])('takes the newest text of each job out of %s', (name, list, tents, flaky) => {
  const read = readImport(archive({ [list]: fileOf(list), [name]: fileOf(name) }), LATER, null, TOOLS);
  expect(read).toMatchObject({
    kind: 'webchanges',
    notes: ['The database knows one more job, which is not in the list: its texts stay there.'],
  });
  const entries = read.ok ? read.entries : [];
  expect(told(entries)).toMatchObject({
    Tents: tents,
    'shop.example/plain': 'Ropes\nIn stock: 2',
    'Boats as they are': expect.stringContaining('<p class="price">From 329 €</p>'),
    // It failed in the last turn: what it knew before is its text, with the time of that.
    Flaky: flaky,
    Never: null,
    Hello: null,
  });
  expect(entries.find(({ name: own }) => own === 'Boats as they are')?.known).toMatchObject({
    from: name.split('-')[0],
    isMarkup: true,
    at: expect.any(Date),
  });
});

it('finds a job by the address that it shows, as the other tool does', () => {
  const files = { 'urlwatch.yaml': fileOf('urlwatch.yaml'), 'a.db': fileOf('urlwatch-2.29.db') };
  const read = readImport(archive(files), LATER, null, TOOLS);
  expect(told(read.ok ? read.entries : [])).toMatchObject({ 'Price of lamps': 'From 329 €' });
});

it('says that a picture is no text', () => {
  const files = { 'a.yaml': fileOf('webchanges.yaml'), 'a.db': fileOf('webchanges-3.37.db') };
  const read = readImport(archive(files), LATER, null, TOOLS);
  expect(told(read.ok ? read.entries : [])).toMatchObject({
    Picture: expect.stringMatching(/^2026-12-02: the file holds no text \(image\/png\)$/),
  });
});

it('takes the later row of one second, and nothing of a time to come', () => {
  const known = knownWith(keeping([NOV_20, "'Old'"], [NOV_20, "'New'"], [NOV_20 * 2, "'To come'"]));
  expect(known).toEqual({ from: 'urlwatch', at: new Date('2025-11-20T08:00:00Z'), text: 'New' });
});

it.each([
  ['is no text', "x'fffe0041'", 'the file holds no text'],
  ['is empty', "' '", 'the text is empty'],
  ['has a NUL in it', "'a' || char(0) || 'b'", 'the file holds no text'],
  ['is longer than two megabytes', 'hex(zeroblob(1100000))', 'the text is longer than 2 MB'],
])('takes the next older text where the newest %s, and says so', (_what, data, why) => {
  const known = knownWith(keeping([NOV_20, "'Tents'"], [NOV_20 + 86_400, data]));
  expect(known).toMatchObject({ text: 'Tents', newer: `2025-11-21: ${why}` });
});

it('tells why there is none where no text can be read', () => {
  expect(knownWith(keeping([NOV_20, "''"]))).toEqual({ problem: '2025-11-20: the text is empty' });
  expect(knownWith(keeping([NOV_20, 'NULL', 1]))).toBeNull();
});

it('takes the next older text where webchanges has packed the newest in a way that is not known', () => {
  const row = (seconds: number, hex: string): string =>
    `INSERT INTO webchanges VALUES ('${sha1(URL)}', ${seconds}.5, x'${hex}')`;
  const packed = `82a164a5${Buffer.from('Tents').toString('hex')}a17400`;
  const known = knownWith(database(WEBCHANGES, row(NOV_20, packed), row(NOV_20 + 86_400, 'c1ff')));
  expect(known).toEqual({
    from: 'webchanges',
    at: new Date('2025-11-20T08:00:00.500Z'),
    text: 'Tents',
    newer: '2025-11-21: the text is damaged',
  });
});

it('compares lines of the source with markup as it is', () => {
  const list = `url: ${URL}\nfilter:\n  - grep: price\n`;
  const known = knownWith(keeping([NOV_20, `'<p class="price">From 129 €</p>'`]), list);
  expect(known).toEqual({
    from: 'urlwatch',
    at: expect.any(Date),
    text: '<p class="price">From 129 €</p>',
  });
});

it('gives two jobs of one address none of the texts that are kept for both', () => {
  const read = readWith(keeping([NOV_20, "'Tents'"]), `${LIST}---\n${LIST}name: Again\n`);
  expect(read.ok && read.entries.map(({ known }) => known)).toEqual([
    { problem: expect.stringContaining('several jobs of the list have this address') },
    { problem: expect.stringContaining('several jobs of the list have this address') },
  ]);
});

it('reads several lists and several databases of one archive, and leaves hooks and configurations alone', () => {
  const files = {
    'one.yaml': LIST,
    'two.yaml': fileOf('webchanges.yaml'),
    'hooks.py': 'url: 1\0',
    'urlwatch.yaml': 'display:\n  new: true\nreport:\n  text: {}\n',
    'cache.db': keeping([NOV_20, "'Old tents'"]),
    'snapshots.db': fileOf('webchanges-3.37.db'),
  };
  const read = readImport(archive(files), LATER, null, TOOLS);
  expect(told(read.ok ? read.entries : [])).toMatchObject({
    'a.example/': 'Old tents',
    Tents: '# Tents\nFrom 329 €',
  });
});

it('names what it does not read beside a job list', () => {
  const files = {
    'urls.yaml': LIST,
    'hooks.py': 'x = 1\n',
    'prices.csv': 'name,url\nA,https://b.example/\n',
  };
  const read = readImport(archive(files), LATER, null, TOOLS);
  expect(read).toMatchObject({
    ok: true,
    entries: [{ url: URL }],
    notes: [
      'Not read of the archive: hooks.py, prices.csv. They are no job lists of these tools, and no databases.',
    ],
  });
  const many = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`${at}.py`, 'x = 1\n']));
  const crowded = readImport(archive({ ...files, ...many }), LATER, null, TOOLS);
  expect(crowded.ok ? crowded.notes : []).toEqual([expect.stringMatching(/ and 4 more\. They are/)]);
});

it('leaves the texts where nobody asks for them, and does not open the database', () => {
  const files = { 'a.yaml': LIST, 'cache.db': damaged(keeping([NOV_20, "'Tents'"])) };
  const read = readImport(archive(files), { ...LATER, leavesKnownTexts: true }, null, TOOLS);
  expect(read).toMatchObject({ ok: true, entries: [{ known: null }], notes: [] });
});

it('says what to do with a database that comes alone, as it is or packed', () => {
  const file = fileOf('urlwatch-2.29.db');
  for (const alone of [file, archive({ 'cache.db': file })])
    expect(refusalOf(alone)).toMatch(/names no job.*webloom import urls\.yaml cache\.db/);
});

/** Its pages are there, and what they hold is not. */
function damaged(file: Uint8Array): Uint8Array {
  return Uint8Array.from(file, (byte, at) => (at < 100 ? byte : 0xa5));
}

it('refuses a database that is damaged, cut off, or of another program', () => {
  const whole = keeping([NOV_20, "'Tents'"], [NOV_20 + 1, 'hex(zeroblob(20000))']);
  expect(detailWith(damaged(whole))).toMatch(/^cache\.db: The database is damaged.*Copy it again/);
  expect(detailWith(whole.slice(0, 5_000))).toMatch(/The database is damaged/);
  expect(detailWith(database('CREATE TABLE moz_places (id INTEGER, url TEXT)'))).toMatch(
    /none of urlwatch \(cache\.db\) or webchanges/,
  );
  expect(refusalOf(database('CREATE TABLE moz_places (id INTEGER, url TEXT)'))).toMatch(/none of urlwatch/);
});

it.each([
  [
    'a view that never ends',
    'CREATE VIEW webchanges AS WITH RECURSIVE n(uuid) AS (SELECT 1 UNION ALL SELECT uuid + 1 FROM n) SELECT uuid, 1 AS timestamp, 1 AS msgpack_data FROM n',
  ],
  [
    'a column that is computed',
    'CREATE TABLE webchanges (uuid TEXT, timestamp REAL, msgpack_data BLOB AS (zeroblob(999999999)))',
  ],
  ['a virtual table', 'CREATE VIRTUAL TABLE webchanges USING fts3(uuid, timestamp, msgpack_data)'],
  ['a table without numbers of its rows', `${URLWATCH.replace('id INTEGER', 'id TEXT')} WITHOUT ROWID`],
])('reads nothing of %s', (_what, statement) => {
  expect(detailWith(database(statement))).toMatch(/none of urlwatch/);
});

it('refuses a database of more texts than it reads, with what to do', () => {
  const million = `INSERT INTO CacheEntry (guid, timestamp, data, tries)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) SELECT i, i, 't', 0 FROM n`;
  expect(detailWith(database(URLWATCH, million))).toMatch(/more than 500,000 texts.*urlwatch --gc-cache/);
});
