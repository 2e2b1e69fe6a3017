// Places in buckets that lie in one another.
import { expect, test } from 'vitest';
import {
  type BucketPlace,
  formatBucketAddress,
  isSharedPlace,
  parseBucketAddress,
} from '../../../../domain/system/blob/bucket-place.ts';

function placeOf(address: string, endpoint: string | null = null): BucketPlace {
  const read = parseBucketAddress(address);
  if (typeof read === 'string') throw new Error(read);
  return { ...read, endpoint, region: null, pathStyle: true, authority: null };
}

test.each([
  ['s3://one/webloom', 's3://one/webloom', true],
  ['s3://one/webloom', 's3://one/webloom/backup', true],
  ['s3://one', 's3://one/webloom', true],
  ['s3://one/webloom', 's3://one/webloom-backup', false],
  ['s3://one/webloom', 's3://one/backup', false],
  ['s3://one/webloom', 's3://two/webloom', false],
])('%s and %s share a place: %s', (one, other, isShared) => {
  expect(isSharedPlace(placeOf(one), placeOf(other))).toBe(isShared);
  expect(isSharedPlace(placeOf(other), placeOf(one))).toBe(isShared);
  expect(isSharedPlace(placeOf(one, 'http://here'), placeOf(other, 'http://there'))).toBe(false);
});

test.each(['s3://one', 's3://one/webloom', 's3://one/of/today'])('%s is written as it is read', (address) => {
  expect(formatBucketAddress(placeOf(address))).toBe(address);
});
