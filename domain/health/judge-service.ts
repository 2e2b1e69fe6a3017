// Store, broker and engine: whether each answers, in time, and what stands still while it does not.
import { type Answer, sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';

export const SERVICE_NAMES = ['store', 'broker', 'temporal'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

const SERVICES: Readonly<Record<ServiceName, { title: string; effect: string }>> = {
  store: { title: 'The store', effect: 'Nothing can be read or stored until it is back.' },
  broker: { title: 'RabbitMQ', effect: 'Nothing is fetched until it is back; nothing is lost.' },
  temporal: {
    title: 'Temporal',
    effect: 'No run begins or goes on until it is back; pause and stop are kept and obeyed then.',
  },
};

export const RESTART =
  '“webloom up” starts it again by itself; where it does not, “webloom doctor” tells why.';
const ALARM_REMEDY =
  'Give RabbitMQ what it lacks: room on its disk, or memory. It goes on by itself, nothing has to be restarted.';
const SLOW_REMEDY = 'Look at the load and the disk of its machine; “webloom doctor” checks this one.';

/** Many times what any of them needs on a machine that is not overloaded. */
const SLOW_MS = 1_000;

export function judgeService(name: ServiceName, answer: Answer<unknown>): HealthComponent {
  const { title, effect } = SERVICES[name];
  const part = {
    id: name,
    kind: 'service',
    name: title,
    since: null,
    figures: { latencyMs: answer.latencyMs },
  } as const;
  if (!answer.ok)
    return {
      ...part,
      figures: { latencyMs: answer.latencyMs, ...(answer.isAlarm ? { alarm: 1 } : {}) },
      state: 'critical',
      text: `${sentence(answer.fault)} ${effect}`,
      remedy: answer.isAlarm ? ALARM_REMEDY : RESTART,
    };
  const took = `${Math.round(answer.latencyMs)} ms`;
  if (answer.latencyMs > SLOW_MS)
    return {
      ...part,
      state: 'warning',
      text: `${title} took ${took} to answer; everything is slow while that is so.`,
      remedy: SLOW_REMEDY,
    };
  return { ...part, state: 'ok', text: `Answers in ${took}.`, remedy: null };
}
