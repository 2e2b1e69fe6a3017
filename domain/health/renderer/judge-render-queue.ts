// The queue of pages for a browser. Where nobody renders nothing waits in it and nobody takes from it, which is well.
import { counted } from '../../system/counted.ts';
import type { HealthComponent, HealthDocument } from '../health.ts';
import type { QueueLook } from '../queue/queue.ts';
import type { ProcessRange } from '../scaling/process-range.ts';

const QUEUE_END = '.url.to_render';

export function isRenderQueue({ name }: Pick<QueueLook, 'name'>): boolean {
  return name.endsWith(QUEUE_END);
}

/** A renderer is started within seconds, also on a machine that has much to do. */
const STUCK_MS = 30_000;
/** A page takes a browser seconds. */
const OLD_MS = 300_000;

const START =
  'Start one: webloom up --renderers 1, or while it runs webloom scale set renderers 1; with Docker Compose the service renderer, on Kubernetes the Deployment webloom-renderer.';
const ALLOW =
  'Let one be started: webloom scale set renderers 0..1, or webloom up without --renderers 0. Or let jobs render nothing (fetch.render: never).';
const MORE = 'Let there be more (webloom scale set renderers 0..3), or run fewer jobs at a time.';

type Waiting = Pick<QueueLook, 'ready' | 'consumers' | 'oldestMs'>;

/** `range`: how many renderers there may be; null: that is not known. */
export function judgeRenderQueue(
  { ready, consumers, oldestMs }: Waiting,
  range: ProcessRange | null,
): Pick<HealthComponent, 'state' | 'text' | 'remedy'> {
  if (ready === null || ready === 0) return { state: 'ok', text: 'Nothing waits.', remedy: null };
  const age = oldestMs === null ? '' : `, the oldest for ${Math.round(oldestMs / 1_000)} s`;
  const waits = `${counted(ready, 'page waits', 'pages wait')}${age}`;
  if (consumers === 0 && range?.ceiling === 0)
    return {
      state: 'warning',
      text: `${waits}: none is opened, because no renderer may be started (their number is set to 0).`,
      remedy: ALLOW,
    };
  if (consumers === 0 && (oldestMs ?? 0) > STUCK_MS)
    return {
      state: 'warning',
      text: `${waits}, and no renderer lives that would open ${ready === 1 ? 'it' : 'them'}.`,
      remedy: START,
    };
  if ((oldestMs ?? 0) > OLD_MS)
    return { state: 'warning', text: `${waits}: more comes in than is rendered.`, remedy: MORE };
  return { state: 'ok', text: `${waits}.`, remedy: null };
}

/** What keeps pages from being opened in a browser, by the monitor's last look; null: nothing that is known. */
export function faultOfRendering(
  looked: HealthDocument | null,
): Pick<HealthComponent, 'text' | 'remedy'> | null {
  const part = looked?.parts.find(({ id, state }) => id.endsWith(QUEUE_END) && state === 'warning');
  return part ?? null;
}
