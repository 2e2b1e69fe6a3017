// Pictures of a page as they are kept.
import { WebloomError } from '../../../domain/system/errors.ts';
import { failureId } from '../../../domain/page/failure-id.ts';
import type { FailurePicture, KeptPicture, LastPicture, Page } from '../../../domain/page/page.ts';
import type { ApiPorts } from '../../ports.ts';
import { decompressBlob } from './page-text.ts';

/** WebP. */
export async function readPicture(
  { blobs }: Pick<ApiPorts, 'blobs'>,
  { key }: Pick<KeptPicture, 'key'>,
): Promise<Buffer> {
  const bytes = await blobs.get(key);
  if (bytes !== null) return decompressBlob(bytes);
  throw new WebloomError('not-found', 'The picture is no longer kept.');
}

/** Of the latest look at the page, else of its stored version; null: none is kept. */
export function latestPicture({ baseline, lastPicture }: Page): LastPicture | null {
  const stored = baseline?.picture;
  const storedAt = baseline?.at.getTime() ?? 0;
  if (lastPicture !== undefined && (stored === undefined || lastPicture.at >= storedAt)) return lastPicture;
  return stored === undefined ? null : { ...stored, at: storedAt };
}

/** Of the moment in which a step failed on the page of a run; undefined: none is kept. */
export async function findFailurePicture(
  { failures }: Pick<ApiPorts, 'failures'>,
  runId: string,
  urlKey: string,
): Promise<FailurePicture | undefined> {
  const [failure] = await failures.getMany([failureId(runId, urlKey)]);
  return failure?.picture;
}
