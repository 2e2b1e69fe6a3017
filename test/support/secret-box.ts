// A box with a key of its own for tests that only need one.
import { createAesBox } from '../../adapters/secrets/aes-box.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';

/** Boxes of one number open what each other sealed. */
export function createTestBox(number = 1, ...older: readonly number[]): SecretBox {
  return createAesBox([keyOf(number), ...older.map(keyOf)]);
}

function keyOf(number: number): Uint8Array {
  return new Uint8Array(32).fill(number);
}
