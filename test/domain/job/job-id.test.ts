import { expect, it } from 'vitest';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { isProposedJobId, proposeJobId } from '../../../domain/job/job-id.ts';

const PROPOSED = 2_000;

it('all ids that are proposed at once are different, each to its workspace alone', () => {
  const ids = createIds();
  // Many of them within each millisecond: the ULIDs of one differ in their last digits only.
  const proposed = Array.from({ length: PROPOSED }, () => proposeJobId(hasher, ids.ulid(), 'default'));
  expect(new Set(proposed).size).toBe(PROPOSED);
  expect(proposed.every((id) => isProposedJobId(hasher, id, 'default'))).toBe(true);
  expect(proposed.some((id) => isProposedJobId(hasher, id, 'another'))).toBe(false);
});

it('the same ULID gives the same id, and begins with its time', () => {
  const ulid = '01M8PZ7YHMWFEQ4G58YYJKQQAG';
  const id = proposeJobId(hasher, ulid, 'default');
  expect(proposeJobId(hasher, ulid, 'default')).toBe(id);
  expect(id.slice(0, 'job_'.length + 10)).toBe(`job_${ulid.slice(0, 10)}`);
});
