// Whether renderers are wanted. Other roles begin with one process, whose queue tells whether more are needed; a renderer is
// started when a page for a browser is sent, and ends when none was sent for a while. Who sends pages notes that in the store.
import type { ScrapeBroker } from '../../run/dispatch/broker.ts';
import type { Clock, Log } from '../../system/clock.ts';
import type { SettingRange } from '../../system/setting-range.ts';
import type { ScaledRole } from './process-range.ts';
import type { ScalingStore } from './role-scaling.ts';

/** Seconds that renderers go on after the last page for them was sent: `WEBLOOM_RENDERER_IDLE_S`. */
export const RENDERER_IDLE_S: SettingRange = { usual: 300, least: 10, most: 86_400 };

/** Pages are sent many a second; so seldom that is noted again. */
const NOTED_EVERY_MS = 4_000;

interface DemandPorts {
  readonly scaling: Pick<ScalingStore, 'noteDemand'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** The broker, which notes that renderers are wanted with each message for one. The message does not wait for that. */
export function notingDemand(
  broker: ScrapeBroker,
  { scaling, clock, log }: DemandPorts,
  idleMs: number,
): ScrapeBroker {
  let notedAt = Number.NEGATIVE_INFINITY;
  const note = (): void => {
    const now = clock.now().getTime();
    // A clock may go back.
    if (Math.abs(now - notedAt) < NOTED_EVERY_MS) return;
    notedAt = now;
    scaling.noteDemand(new Date(now + idleMs)).catch((error: unknown) => {
      notedAt = Number.NEGATIVE_INFINITY;
      log.warn({ err: error }, 'It could not be noted that a renderer is wanted');
    });
  };
  return {
    replyTo: broker.replyTo,
    reachable: () => broker.reachable(),
    publish(messages) {
      if (messages.some(({ fetch }) => fetch.render === true)) note();
      return broker.publish(messages);
    },
    onAnswers: (handler) => broker.onAnswers(handler),
    onReconnect: (handler) => broker.onReconnect(handler),
    depth: () => broker.depth(),
  };
}

/** Why a role may have as many processes as it may now; null: somebody said so. */
export function reasonOfDemand(role: ScaledRole, isDemanded: boolean): string | null {
  if (role !== 'renderer') return null;
  return isDemanded ? 'pages are to be opened in a browser' : 'no page is to be opened in a browser';
}
