// Files of which a job watches what they are, how large, and their hash.
import { expect, it } from 'vitest';
import { textOfBlock } from '../../../../../domain/reading/content/document/document-text.ts';
import { fileDocument, plainFile } from '../../../../../domain/reading/content/document/plain-file.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

it.each([
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a picture'],
  ['text/html; charset=utf-8', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a picture'],
  ['application/octet-stream', 'plain words', null],
  ['application/zip', 'PK\x03\x04', 'an archive or an office document'],
  ['text/html', '<p>A page', null],
  ['application/json', '{}', null],
  ['', 'words', null],
  ['text/plain; charset=utf-16le', 'A\0 \0p\0a\0g\0e\0', null],
])('what is sent as %s', (contentType, body, kind) => {
  expect(plainFile(bytes(body), contentType)).toBe(kind);
});

it('says what it is, how large, and its hash', () => {
  const file = { url: 'https://a.example/firmware%202.bin?x=1', kind: 'a program', hash: 'ab12' };
  const linesOf = (size: number) =>
    fileDocument({ ...file, bytes: size }).sections.flatMap(({ blocks }) => blocks.map(textOfBlock));
  expect(linesOf(1_363_148)).toEqual([
    'firmware 2.bin is a program of 1.4 MB (1363148 bytes).',
    'SHA-256: ab12',
  ]);
  expect(linesOf(12_345)[0]).toBe('firmware 2.bin is a program of 12.3 kB (12345 bytes).');
  expect(linesOf(7)[0]).toBe('firmware 2.bin is a program of 7 bytes.');
});
