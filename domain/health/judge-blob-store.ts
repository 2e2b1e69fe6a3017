// Where blobs lie, a folder or a bucket: whether it answers, and what stands still while it does not. Its room is told as a disk.
import { type Answer, sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';

const EFFECT = 'What was fetched waits, and runs go on by themselves when it is back; nothing is lost.';
const REMEDY =
  'Bring its disk or its bucket back; nothing has to be restarted (docs/operations.md of a folder, docs/s3.md of a bucket).';

export function judgeBlobStore(answer: Answer<unknown>): HealthComponent {
  const { latencyMs } = answer;
  const part = {
    id: 'blobs',
    kind: 'service',
    name: 'The blob store',
    since: null,
    figures: { latencyMs },
  } as const;
  if (answer.ok)
    return { ...part, state: 'ok', text: `Answers in ${Math.round(latencyMs)} ms.`, remedy: null };
  return { ...part, state: 'critical', text: `${sentence(answer.fault)} ${EFFECT}`, remedy: REMEDY };
}
