// Files that are made to harm who reads them, and files that are none: each is refused with words.
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { entriesOf, refusalOf } from './import-rules.ts';

const STORE = new TextEncoder().encode('{"watching":{}}');

it('refuses an archive with a path that leads out of it', () => {
  for (const path of [
    '../url-watches.json',
    '/etc/url-watches.json',
    'a/../../url-watches.json',
    'C:\\url-watches.json',
  ])
    expect(refusalOf(zipSync({ [path]: STORE }))).toMatch(/leads out of it/);
});

it('refuses a bomb: an entry that unpacks to hundreds of times its size', () => {
  const bomb = zipSync({ 'url-watches.json': new Uint8Array(20_000_000) }, { level: 9 });
  expect(bomb.length).toBeLessThan(100_000);
  expect(refusalOf(bomb)).toMatch(/more than 200 times its size/);
});

it('unpacks no more than the archive says of an entry', () => {
  const zip = zipSync({
    'url-watches.json': new TextEncoder().encode(JSON.stringify({ watching: {}, pad: 'x'.repeat(100_000) })),
  });
  // The central directory, and it alone, says that the entry has ten bytes.
  const central = zip.findIndex(
    (byte, at) => byte === 0x50 && zip[at + 1] === 0x4b && zip[at + 2] === 1 && zip[at + 3] === 2,
  );
  new DataView(zip.buffer, zip.byteOffset).setUint32(central + 24, 10, true);
  expect(refusalOf(zip)).not.toBe('');
});

it('refuses an archive that is damaged, and one of something else', () => {
  expect(refusalOf(zipSync({ 'url-watches.json': STORE }).slice(0, 40))).toMatch(/damaged/);
  expect(refusalOf(zipSync({ 'a.txt': STORE }))).toMatch(
    /no workbook, no backup of changedetection\.io, and has no job list/,
  );
});

it('refuses fifty megabytes of YAML before it reads them', () => {
  expect(refusalOf(`url: https://a.example/\n${'#'.repeat(50_000_000)}`)).toMatch(/more than 10 MB/);
});

it('refuses aliases that multiply, and goes on with the next document', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `l${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(', ')}]`,
  );
  const entries = entriesOf(
    `l0: &l0 ha\n${laughs.join('\n')}\nurl: https://a.example/\n---\nurl: https://b.example/\n`,
  );
  expect(entries.map(({ outcome, reason }) => [outcome, reason?.includes('alias') ?? false])).toEqual([
    ['refused', true],
    ['whole', false],
  ]);
});

it('refuses what is nested without end', () => {
  const deep = `url: https://a.example/\nheaders: ${'{a: ['.repeat(1_000_000)}\n`;
  expect(refusalOf(deep)).toMatch(/nested more than 64 levels deep/);
  expect(refusalOf('{"watching":'.repeat(50_000))).not.toBe('');
});

it('refuses a file that is none of those it knows, bytes, and an empty one', () => {
  expect(refusalOf('hello\nworld\n')).toMatch(/can not be told by its content/);
  expect(refusalOf(new Uint8Array([1, 0, 2]))).toMatch(/no text/);
  expect(refusalOf('')).toMatch(/can not be told/);
});

it('says which file is wanted where it is given the configuration of urlwatch or webchanges', () => {
  const config =
    'display:\n  new: true\nreport:\n  discord:\n    webhook_url: ""\njob_defaults:\n  url: {}\n';
  const wanted =
    /is the configuration of urlwatch or webchanges .* Import their job list: urls\.yaml or jobs\.yaml/;
  expect(refusalOf(config)).toMatch(wanted);
  expect(refusalOf(config, 'webchanges')).toMatch(wanted);
  expect(entriesOf('name: report\nurl: https://a.example/\n')).toHaveLength(1);
});

it('tells no address of a notification in losses and reasons', () => {
  const file = JSON.stringify({
    watching: {
      'uuid-one-two': { url: '', notification_urls: ['tgram://SECRET/1'], headers: { Cookie: 'SECRET' } },
    },
  });
  const told = entriesOf(file).map(({ reason, losses, name }) => JSON.stringify([reason, losses, name]));
  expect(told.join('')).not.toContain('SECRET');
});
