// Reads the kept text of a version.
import { parseBlocks } from '../../domain/page/kept-blocks.ts';
import type { TextBlock } from '../../domain/reading/page/parsed-page.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Log } from '../../domain/system/clock.ts';
import { readContent } from '../read-content.ts';

export interface TextPorts {
  readonly log: Log;
  /** Reads the texts of stored versions. */
  readonly kept: Pick<BlobStore, 'get'>;
}

/** Null: it is not there, or can not be read. */
export async function loadBlocks(ports: TextPorts, key: string): Promise<TextBlock[] | null> {
  const bytes = await readContent({ blobs: ports.kept, log: ports.log }, key);
  if (bytes === null) return null;
  try {
    return parseBlocks(bytes.toString('utf8'));
  } catch (error) {
    ports.log.warn({ key, err: error }, 'a stored text is damaged and counts as gone; run "webloom verify"');
    return null;
  }
}
