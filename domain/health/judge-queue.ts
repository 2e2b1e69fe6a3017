// One queue: whether what waits in it is taken, and in time.
import type { QueueLook } from './queue/queue.ts';
import { isRenderQueue, judgeRenderQueue } from './renderer/judge-render-queue.ts';
import type { ProcessRange } from './scaling/process-range.ts';
import type { HealthComponent } from './health.ts';
import { RESTART } from './judge-service.ts';
import { counted } from '../system/counted.ts';

/** What waits this long while nobody takes it stands still; a process that starts anew is quicker. */
const STUCK_MS = 30_000;
/** URLs are put in a queue when they are due, and steps of runs when they can be done: both are taken in seconds. */
const OLD_MS = 300_000;

export interface QueueSurroundings {
  /** Why the server that keeps it could not be asked; null: it answered. */
  readonly fault: string | null;
  /** How many renderers there may be; null: that is not known. */
  readonly renderers: ProcessRange | null;
}

export function judgeQueue(look: QueueLook, { fault, renderers }: QueueSurroundings): HealthComponent {
  const { name, purpose, ready, consumers, oldestMs } = look;
  const part = {
    id: `queue:${name}`,
    kind: 'queue',
    name: `${purpose} (${name})`,
    since: null,
    figures: { ready, consumers, oldestMs },
  } as const;
  if (fault !== null)
    return {
      ...part,
      figures: {},
      state: 'unknown',
      text: 'Not known: its server does not answer.',
      remedy: null,
    };
  if (ready === null) return { ...part, state: 'unknown', text: 'Its server does not tell.', remedy: null };
  if (isRenderQueue(look)) return { ...part, ...judgeRenderQueue(look, renderers) };
  return { ...part, ...judgeWaiting({ isDead: name.endsWith('.dead'), ready, consumers, oldestMs }) };
}

interface Waiting {
  readonly isDead: boolean;
  readonly ready: number;
  readonly consumers: number | null;
  readonly oldestMs: number | null;
}

function judgeWaiting({
  isDead,
  ready,
  consumers,
  oldestMs,
}: Waiting): Pick<HealthComponent, 'state' | 'text' | 'remedy'> {
  if (ready === 0) return { state: 'ok', text: 'Nothing waits.', remedy: null };
  const waits = counted(ready, 'waits', 'wait');
  if (isDead)
    return {
      state: 'warning',
      text: `${waits}: no scraper could take ${ready === 1 ? 'it' : 'them'}. Runs ask for those pages again or say why they failed.`,
      remedy:
        'See that all processes run the same version (webloom agents), then replay or discard them (webloom dead list --origin broker).',
    };
  const age = oldestMs === null ? '' : `, the oldest for ${Math.round(oldestMs / 1_000)} s`;
  if (consumers === 0 && (oldestMs ?? 0) > STUCK_MS)
    return { state: 'critical', text: `${waits}${age}, and nobody takes them.`, remedy: RESTART };
  if ((oldestMs ?? 0) > OLD_MS)
    return {
      state: 'warning',
      text: `${waits}${age}: more comes in than is taken.`,
      remedy:
        'Start more processes that take from it (webloom up --scrapers N), or run fewer jobs at a time.',
    };
  return { state: 'ok', text: `${waits}${age}.`, remedy: null };
}
