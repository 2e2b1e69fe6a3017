// A bucket that holds the blobs: whether it answers, and what stands still while it does not. A folder is looked at as a disk.
import { type Answer, sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';

const EFFECT = 'What was fetched waits, and runs go on by themselves when it is back; nothing is lost.';
const REMEDY = 'Do what is said there; nothing has to be restarted (docs/s3.md).';

/** Null: blobs lie in a folder. */
export function judgeBlobStore(answer: Answer<unknown> | null): HealthComponent[] {
  if (answer === null) return [];
  const { latencyMs } = answer;
  const part = {
    id: 'blobs',
    kind: 'service',
    name: 'The blob store',
    since: null,
    figures: { latencyMs },
  } as const;
  if (answer.ok)
    return [{ ...part, state: 'ok', text: `Answers in ${Math.round(latencyMs)} ms.`, remedy: null }];
  const text = `${sentence(answer.fault)} ${EFFECT}`;
  return [{ ...part, state: 'critical', text, remedy: REMEDY }];
}
