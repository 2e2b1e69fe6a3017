import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type KeptContent, versionFault } from '../../../../domain/upkeep/mend/version-fault.ts';
import { linesOf, writeBlocks } from '../../../../domain/page/kept-blocks.ts';
import { textHash } from '../../../../domain/reading/page/text-hash.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64url');
const BLOCKS = [{ path: 'main > p', text: 'It boils two litres.' }];
const BODY = Buffer.from('<p>It boils two litres.</p>');
const HASHES = { rawHash: sha256(BODY), textHash: textHash(linesOf(BLOCKS), sha256) };
const whole = (content: string | Uint8Array): KeptContent => ({
  state: 'whole',
  bytes: Buffer.from(content),
});
const body = whole(BODY);
const blocks = whole(writeBlocks(BLOCKS));

test.each([
  ['what is whole', { body, blocks }, null],
  ['a missing body', { body: { state: 'missing' }, blocks }, 'its body is missing'],
  ['a damaged text', { body, blocks: { state: 'damaged' } }, 'its text is damaged'],
  ['another body', { body: whole('<p>Else</p>'), blocks }, 'its body is another one than was stored'],
  ['a text that is no text', { body, blocks: whole('garbage') }, 'its text is another one than was stored'],
  [
    'both',
    { body: { state: 'missing' }, blocks: { state: 'missing' } },
    'its body is missing, its text is missing',
  ],
] as const)('%s is told', (_what, kept, fault) => {
  expect(versionFault(HASHES, kept, sha256)).toBe(fault);
});
