// Ids, hashes and secrets of a process. Its ULIDs rise even within a millisecond, in the order of their making.
import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Hasher, Ids, SecretSource } from '../../domain/system/clock.ts';

export function createIds(): Ids {
  const next = monotonicFactory();
  return { ulid: () => next() };
}

export const hasher: Hasher = {
  sha256: (data) => createHash('sha256').update(data).digest('base64url'),
};

export const secretSource: SecretSource = {
  secret: () => randomBytes(32).toString('base64url'),
};
