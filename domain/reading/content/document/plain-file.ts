// Files that are neither pages nor documents: pictures, archives, programs. Of one that a job names there is something to watch:
// what it is, its size and its hash.
import { binaryKind, isReadable } from '../../../web/fetch/binary-body.ts';
import { documentKind } from './document-kind.ts';
import type { DocumentText } from './document-text.ts';
import { fileTitle } from './file-title.ts';

/** A file of another kind than text has a zero among its first bytes nearly always; every page is asked. */
const LOOKED_AT = 64;

/** What it is, in words; null: it is read as a page. `contentType`: the header's value. */
export function plainFile(body: Uint8Array, contentType: string): string | null {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const isAsked = !isReadable(type) || body.subarray(0, LOOKED_AT).includes(0);
  return isAsked ? binaryKind(body, contentType) : null;
}

/** Whether it is no page of the web by itself, and comes to the readers as one that says the same. */
export function isDocumentOrFile({
  body,
  contentType,
}: {
  readonly body: Uint8Array;
  readonly contentType: string;
}): boolean {
  return documentKind(body) !== null || plainFile(body, contentType) !== null;
}

export interface HashedFile {
  readonly url: string;
  readonly kind: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

export function fileDocument({ url, kind, bytes, hash }: HashedFile): DocumentText {
  const name = fileTitle(url) || 'The file';
  return {
    title: name,
    lang: 'en',
    sections: [
      {
        kind: 'whole',
        name: '',
        blocks: [
          { kind: 'paragraph', text: `${name} is ${kind} of ${sizeText(bytes)}.` },
          { kind: 'paragraph', text: `SHA-256: ${hash}` },
        ],
      },
    ],
  };
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  const rounded =
    bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${rounded} (${bytes} bytes)`;
}
