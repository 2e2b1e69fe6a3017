// Time that has to go by: how long a fault lasts is part of the fault.
import { eventually } from '../eventually.ts';

export async function pass(forMs: number): Promise<void> {
  const from = performance.now();
  await eventually(() => performance.now() - from > forMs, forMs + 10_000);
}
