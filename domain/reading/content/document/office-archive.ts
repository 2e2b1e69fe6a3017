// The entries of a document that is an archive, as texts, within the bounds of archives.
import { openZip } from '../archive/open-zip.ts';
import { decodeText } from '../../../web/fetch/charset.ts';
import { UnreadableDocument } from './document-text.ts';

export interface OfficeArchive {
  readonly names: readonly string[];
  /** Empty: there is no such entry. */
  text(name: string): string;
}

/** `wanted`: the entries that may be read. */
export function openOffice(body: Uint8Array, wanted: (name: string) => boolean): OfficeArchive {
  const zip = openZip(body);
  if (!zip.ok)
    throw new UnreadableDocument(zip.isDamaged ? 'document-broken' : 'document-too-large', zip.detail);
  const entries = unpacked(() => zip.read(wanted));
  return {
    names: zip.names,
    text: (name) => {
      const bytes = entries.get(name);
      return bytes === undefined ? '' : decodeText(bytes, null).text;
    },
  };
}

function unpacked(read: () => ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableDocument('document-too-large', error.message);
    throw new UnreadableDocument('document-broken', 'The archive is damaged: an entry can not be unpacked.');
  }
}
