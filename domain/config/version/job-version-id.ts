// The id of an earlier configuration: its job and its number, padded so that ids are in the order of the numbers.
import { ownedId } from '../../system/owned-id.ts';

const DIGITS = 9;

export function jobVersionId(jobId: string, version: number): string {
  return ownedId(jobId, String(version).padStart(DIGITS, '0'));
}
