// Reads and writes the lines that were told before of a page, for jobs that want new lines alone.
import { SeenLines } from '../../domain/change/told/seen-lines.ts';
import { contentKey } from '../../domain/system/blob/content-key.ts';
import { compressContent } from '../compress-content.ts';
import { readContent } from '../read-content.ts';
import type { StagePorts } from '../stage-ports.ts';

/** 72 bits: two lines of a page never share them by accident. */
const KEY_CHARS = 12;

type Ports = Pick<StagePorts, 'blobs' | 'hasher'>;

/** Without a key, or when its blob is gone, no line is known. */
export async function readSeenLines({ blobs, hasher }: Ports, key: string | undefined): Promise<SeenLines> {
  const hash = (text: string): string => hasher.sha256(text).slice(0, KEY_CHARS);
  const bytes = key === undefined ? null : await readContent({ blobs }, key);
  if (bytes === null) return new SeenLines(hash);
  return new SeenLines(hash, JSON.parse(bytes.toString('utf8')) as string[]);
}

/** Returns the key of the blob; the same lines have the same key, so writing them twice changes nothing. */
export async function writeSeenLines({ blobs, hasher }: Ports, seen: SeenLines): Promise<string> {
  const json = JSON.stringify(seen.keys);
  const key = contentKey(hasher.sha256(json));
  await blobs.put(key, compressContent(Buffer.from(json)));
  return key;
}
