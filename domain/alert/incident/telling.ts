// What an incident tells next, after each thing that happens to it: begin, reminders as asked, end.
import type { AlertRuleInput } from '../rule/alert-rule.ts';
import { type TellingTimes, tellingTime } from '../rule/telling-time.ts';
import type { RolledBack } from '../../page/rolled-back.ts';
import { type Incident, type IncidentMove, MAX_MOVES, type TellingKind } from './incident.ts';
import { withNextEscalation } from './next-escalation.ts';
import { type IncidentEvent, nextIncident, refusedIncident } from './lifecycle.ts';

export type TellingRule = TellingTimes & Pick<AlertRuleInput, 'remindMinutes' | 'steps' | 'tellEnd'>;

export interface WantedMove {
  readonly event: IncidentEvent;
  readonly by: string;
  readonly at: Date;
  /** End of a snooze. */
  readonly until?: Date;
}

/** The incident after somebody's verb or the sweep's; itself when nothing happens. Throws when it is refused. */
export function moveIncident(incident: Incident, step: WantedMove, rule: TellingRule | null): Incident {
  const { event, by, at } = step;
  const state = nextIncident(incident.state, event);
  if (state === null) throw refusedIncident(incident._id, incident.state, event);
  if (state === 'same') return incident;
  const moved = { ...withMove(incident, { at, event, by }), state };
  switch (event) {
    case 'acknowledge':
      // A moment that somebody has seen is over.
      return incident.lasting ? calm(silent(moved)) : { ...closed(silent(moved), at), state: 'resolved' };
    case 'snooze': {
      const until = step.until ?? at;
      return {
        ...telling(calm(moved), incident.told === 0 ? 'begin' : 'reminder', until),
        snoozedUntil: until,
      };
    }
    case 'wake':
      return moved;
    case 'resolve':
      return resolved(moved, at, rule);
  }
}

/** An end is told to those who heard of the begin. */
function resolved(incident: Incident, at: Date, rule: TellingRule | null): Incident {
  const ended = closed(silent(incident), at);
  if (rule === null || !rule.tellEnd || !incident.lasting || incident.told === 0) return ended;
  return telling(ended, 'end', tellingTime(rule, at));
}

/** The incident after what was due has been handed over. */
export function afterTelling(incident: Incident, at: Date, rule: TellingRule | null): Incident {
  const { next, held: _held, ...due } = incident;
  const told = { ...silent(due), ...waitOf(incident, at), told: incident.told + 1, lastToldAt: at };
  const moved = withMove(told, { at, event: `told-${next ?? 'begin'}`, by: 'monitor' });
  if (next === 'end' || moved.state === 'resolved') return moved;
  const open: Incident = moved.state === 'snoozed' ? { ...moved, state: 'open' } : moved;
  const awake = rule === null || open.state !== 'open' ? open : withNextEscalation(open, rule, at);
  if (rule?.remindMinutes !== undefined) {
    const later = new Date(at.getTime() + rule.remindMinutes * 60_000);
    return telling(awake, 'reminder', tellingTime({ ...rule, digest: 'none' }, later));
  }
  return incident.lasting || awake.stepAt !== undefined ? awake : over(awake, at);
}

/** How long the first message took; what a digest, quiet hours, a window, a snooze or a language model held back says nothing of that. */
function waitOf(
  { told, knownAt, tellAt, history, held, awaits, digestId, gathers }: Incident,
  at: Date,
): Pick<Incident, 'tellingMs' | 'uncounted'> {
  const begun = history[0]?.at;
  const isHeld = [held, awaits, digestId].some((one) => one !== undefined) || gathers === true;
  if (told > 0 || knownAt === undefined || begun === undefined || isHeld) return {};
  if (tellAt === undefined || tellAt > begun) return {};
  return { tellingMs: Math.max(0, at.getTime() - knownAt.getTime()), uncounted: true };
}

/** A change or a price is over when nothing is told of it any more. */
export function afterLastEscalation(incident: Incident, at: Date): Incident {
  return incident.lasting || incident.tellAt !== undefined ? incident : over(incident, at);
}

/** What it told of was taken back: those who heard of it are told so once, and nobody else is told any more. */
export function takenBack(incident: Incident, mark: RolledBack): Incident {
  const { at, by } = mark;
  const moved = withMove(incident, { at, event: 'rolled-back', by });
  const ended: Incident = { ...over(silent(moved), at), rolledBack: mark };
  return incident.told === 0 ? ended : telling(ended, 'end', at);
}

/** The roll-back was undone: it is told if nobody has heard of it. */
export function givenBack(incident: Incident, step: { readonly at: Date; readonly by: string }): Incident {
  const { rolledBack: _mark, ...rest } = silent(incident);
  const moved = withMove(rest, { ...step, event: 'given-back' });
  if (incident.told > 0) return moved;
  const { resolvedAt: _at, ...open } = moved;
  return { ...telling(open, 'begin', step.at), state: 'open' };
}

function over(incident: Incident, at: Date): Incident {
  return { ...closed(incident, at), state: 'resolved' };
}

/** Nobody is told any more, because its rule is gone or off. */
export function untold(incident: Incident, at: Date): Incident {
  const moved = withMove(silent(incident), { at, event: 'untold', by: 'monitor' });
  return { ...closed(moved, at), state: 'resolved' };
}

function telling(incident: Incident, next: TellingKind, tellAt: Date): Incident {
  return { ...incident, next, tellAt };
}

function silent(incident: Incident): Incident {
  const { next: _next, tellAt: _tellAt, digestId: _digestId, ...rest } = incident;
  return rest;
}

/** No step follows any more. */
function calm(incident: Incident): Incident {
  const { stepAt: _stepAt, ...rest } = incident;
  return rest;
}

function closed(incident: Incident, at: Date): Incident {
  const { openKey: _openKey, snoozedUntil: _until, ...rest } = calm(incident);
  return { ...rest, resolvedAt: at };
}

function withMove(incident: Incident, move: IncidentMove): Incident {
  return { ...incident, history: [...incident.history, move].slice(-MAX_MOVES) };
}
