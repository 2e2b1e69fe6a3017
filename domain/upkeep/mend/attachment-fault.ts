// Whether what is kept beside the text of a version can be read: its picture, and what the server sent before a browser made a page
// of it. A version without them can be read and compared all the same.
import { containsContent } from '../../system/blob/archive.ts';
import { ATTACHMENTS, type Attachment } from '../../page/page-store.ts';
import { isWholeWebp } from '../../system/blob/webp.ts';
import type { KeptContent } from './version-fault.ts';

const WORDS: Readonly<Record<Attachment, string>> = {
  picture: 'its picture',
  served: 'what the server sent of it',
};

export interface AttachedTo {
  readonly picture?: { readonly key: string };
  readonly served?: { readonly key: string };
}

export interface AttachmentFault {
  readonly what: Attachment;
  /** In words. */
  readonly why: string;
}

export async function attachmentFaults(
  version: AttachedTo,
  read: (key: string) => Promise<KeptContent>,
  sha256: (data: Uint8Array) => string,
): Promise<AttachmentFault[]> {
  const faults: AttachmentFault[] = [];
  for (const what of ATTACHMENTS) {
    const key = version[what]?.key;
    if (key === undefined) continue;
    const kept = await read(key);
    const state = kept.state === 'whole' ? stateOf(what, kept.bytes, { key, sha256 }) : kept.state;
    if (state !== null) faults.push({ what, why: `${WORDS[what]} is ${state}` });
  }
  return faults;
}

/** The name of a picture is of the bytes that a browser wrote, which are not those that are kept. */
function stateOf(
  what: Attachment,
  bytes: Uint8Array,
  { key, sha256 }: { readonly key: string; readonly sha256: (data: Uint8Array) => string },
): string | null {
  if (what === 'picture') return isWholeWebp(bytes) ? null : 'damaged';
  return containsContent(key, sha256(bytes)) ? null : 'another one than was stored';
}
