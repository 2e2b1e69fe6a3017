// The incident of a component of Webloom that is not well: what it says, when it gets worse, and when it has been well for long
// enough to be over, so that a component that comes and goes is one incident.
import { tellingTime } from '../rule/telling-time.ts';
import type { Told } from '../rule/alert-words.ts';
import type { MessageSeverity } from '../rule/message.ts';
import type { HealthComponent, StoreLoss } from '../../health/health.ts';
import type { Incident } from './incident.ts';
import { moveIncident, type TellingRule } from './telling.ts';
import { counted } from '../../system/counted.ts';
import { MINUTE_MS } from '../../system/duration.ts';

/** Two looks of the monitor after the first one that found it well. */
const WELL_MS = 30_000;

type ToldComponent = Pick<HealthComponent, 'name' | 'state' | 'text' | 'remedy'>;

export function componentSeverity({ state }: Pick<HealthComponent, 'state'>): MessageSeverity {
  return state === 'critical' ? 'critical' : 'warning';
}

export function componentWords({ name, text, remedy }: ToldComponent, since: Date): Told {
  return {
    title: `Not well: ${name}`,
    lines: [text, ...(remedy === null ? [] : [remedy]), `Since ${since.toISOString()}.`],
  };
}

export function storeLossWords({ from, to }: StoreLoss): Told {
  const minutes = Math.round((to.getTime() - from.getTime()) / MINUTE_MS);
  return {
    title: `The store was away for ${counted(minutes, 'minute')}`,
    lines: [
      `From ${from.toISOString()} to ${to.toISOString()} nothing could be read, stored or told. It is back.`,
    ],
  };
}

interface ComponentLook {
  readonly at: Date;
  /** Null: it is not there any more, so it is well. */
  readonly part: HealthComponent | null;
  readonly rule: TellingRule | null;
}

/** The incident after a look; itself when that changes nothing. A component that can not be seen is neither well nor worse. */
export function followComponent(incident: Incident, { at, part, rule }: ComponentLook): Incident {
  const { wellSince, ...unwell } = incident;
  switch (part?.state) {
    case 'unknown':
      return incident;
    case 'warning':
    case 'critical':
      if (incident.severity === 'warning' && part.state === 'critical')
        return worsened(unwell, part, { at, rule });
      return wellSince === undefined ? incident : unwell;
    case 'ok':
    case undefined:
      if (wellSince === undefined) return { ...incident, wellSince: at };
      if (at.getTime() - wellSince.getTime() < WELL_MS) return incident;
      return moveIncident(unwell, { event: 'resolve', by: 'monitor', at }, rule);
  }
}

/** Told again, unless somebody is at it already. */
function worsened(
  incident: Incident,
  part: HealthComponent,
  { at, rule }: Pick<ComponentLook, 'at' | 'rule'>,
): Incident {
  const worse: Incident = {
    ...incident,
    severity: 'critical',
    lines: componentWords(part, incident.startedAt).lines,
    history: [...incident.history, { at, event: 'worsened', by: 'monitor' }],
  };
  if (incident.state !== 'open' || rule === null) return worse;
  return { ...worse, next: incident.told === 0 ? 'begin' : 'reminder', tellAt: tellingTime(rule, at) };
}
