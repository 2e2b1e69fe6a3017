// What a run that begins has to wait for, by the monitor's last look: room on the disk, a broker that takes messages, processes
// with memory left, queues that are emptied in time. What is not known holds nothing up.
import type { HealthDocument, HealthComponent } from './health.ts';
import { isRenderQueue } from './renderer/judge-render-queue.ts';

export interface Shortage {
  readonly what: 'disk' | 'broker' | 'memory' | 'queue';
  readonly detail: string;
  readonly remedy: string | null;
}

/** A look that is older than so many of its intervals says nothing of now. */
const LATE_LOOKS = 4;
/** What waits for pages this long shows that more comes in than is taken. */
const OLD_MS = 300_000;
const WORKING: readonly string[] = ['scraper', 'pipeline'];

export function shortagesOf(looked: HealthDocument | null, now: number): Shortage[] {
  if (looked === null || now - looked.at.getTime() > LATE_LOOKS * looked.everyMs) return [];
  return looked.parts.flatMap((part) => {
    const what = shortOf(part);
    return what === null ? [] : [{ what, detail: part.text, remedy: part.remedy }];
  });
}

function shortOf({ id, kind, state, figures }: HealthComponent): Shortage['what'] | null {
  if (state !== 'warning' && state !== 'critical') return null;
  const figure = (name: string): number => figures[name] ?? 0;
  if (kind === 'disk') return state === 'critical' ? 'disk' : null;
  if (id === 'broker') return figure('alarm') > 0 ? 'broker' : null;
  if (kind === 'agent' && WORKING.includes(id))
    return figure('draining') > 0 && figure('draining') >= figure('healthy') ? 'memory' : null;
  // Most runs ask for no page by a browser.
  if (id.endsWith('.dead') || isRenderQueue({ name: id })) return null;
  if (kind === 'queue') return figure('oldestMs') > OLD_MS ? 'queue' : null;
  return null;
}
