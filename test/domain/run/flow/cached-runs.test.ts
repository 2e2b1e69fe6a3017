import { describe, expect, it } from 'vitest';
import { cachedRuns } from '../../../../domain/run/flow/cached-runs.ts';

const GIB = 2 ** 30;

describe('open runs kept in memory', () => {
  it.each([
    ['as many as before on a machine of 1 GB', { allowed: 0, machine: GIB }, 200],
    ['512 on a machine of 4 GB', { allowed: 0, machine: 4 * GIB }, 512],
    ['3,072 on a machine of 24 GB', { allowed: 0, machine: 24 * GIB }, 3_072],
    ['4,000 on one of 256 GB', { allowed: 0, machine: 256 * GIB }, 4_000],
    ['what the limit of a container leaves', { allowed: 900 * 2 ** 20, machine: 64 * GIB }, 2_200],
    ['as many as before in a container of 250 MB', { allowed: 250 * 2 ** 20, machine: 64 * GIB }, 200],
    ['by the machine where the limit says "none"', { allowed: 2 ** 64, machine: 24 * GIB }, 3_072],
  ])('are %s', (_, memory, expected) => {
    expect(cachedRuns(memory)).toBe(expected);
  });
});
