// Whether a stored version can be read: its body has the hash of its bytes, its text that of its lines.
import { linesOf, parseBlocks } from '../../page/kept-blocks.ts';
import type { Snapshot } from '../../page/page.ts';
import { textHash } from '../../reading/page/text-hash.ts';

/** What was found under a key. */
export type KeptContent =
  | { readonly state: 'whole'; readonly bytes: Uint8Array }
  | { readonly state: 'missing' | 'damaged' };

export interface KeptVersion {
  readonly body: KeptContent;
  readonly blocks: KeptContent;
}

/** In words; null: all of it is there and whole. */
export function versionFault(
  { rawHash, textHash: hash }: Pick<Snapshot, 'rawHash' | 'textHash'>,
  { body, blocks }: KeptVersion,
  sha256: (data: string | Uint8Array) => string,
): string | null {
  const faults = [
    ...faultOf('body', body, (bytes) => sha256(bytes) === rawHash),
    ...faultOf('text', blocks, (bytes) => hashOfBlocks(bytes, sha256) === hash),
  ];
  return faults.length === 0 ? null : faults.join(', ');
}

function faultOf(what: string, kept: KeptContent, isRight: (bytes: Uint8Array) => boolean): string[] {
  if (kept.state !== 'whole')
    return [kept.state === 'missing' ? `its ${what} is missing` : `its ${what} is damaged`];
  return isRight(kept.bytes) ? [] : [`its ${what} is another one than was stored`];
}

function hashOfBlocks(bytes: Uint8Array, sha256: (data: string) => string): string | null {
  try {
    return textHash(linesOf(parseBlocks(new TextDecoder().decode(bytes))), sha256);
  } catch {
    return null;
  }
}
