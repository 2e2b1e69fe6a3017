// What is typed of a maintenance window, and the window as the API takes it.
import type { WindowInput } from '../../../api/schemas/alert/maintenance.ts';
import type { Weekday } from '../../../domain/config/schedule/time-of-day.ts';
import { type ScopeDraft, toScope } from '../../verb/job-choice/scope-draft.ts';
import { HOUR_MS } from '../../../domain/system/duration.ts';

export interface WindowDraft extends ScopeDraft {
  readonly reason: string;
  readonly kind: 'hours' | 'once' | 'weekly';
  /** From now on. */
  readonly hours: string;
  /** Local times of the browser, as its fields write them. */
  readonly from: string;
  readonly until: string;
  readonly days: readonly Weekday[];
  readonly dayFrom: string;
  readonly dayTo: string;
  readonly zone: string;
  readonly changes: 'hold' | 'drop';
}

export function newWindow(zone: string): WindowDraft {
  return {
    reason: '',
    kind: 'hours',
    hours: '2',
    from: '',
    until: '',
    days: [],
    dayFrom: '02:00',
    dayTo: '04:00',
    zone,
    changes: 'hold',
    scope: 'workspace',
    tag: '',
    jobId: '',
  };
}

/** Throws in words when something is missing. */
export function toWindow(draft: WindowDraft, now: number): WindowInput {
  const { reason, changes } = draft;
  return { reason: reason.trim(), changes, scope: toScope(draft), when: whenOf(draft, now) };
}

function whenOf(draft: WindowDraft, now: number): WindowInput['when'] {
  const { kind, hours, from, until, days, dayFrom, dayTo, zone } = draft;
  switch (kind) {
    case 'hours': {
      const span = Number(hours) * HOUR_MS;
      if (!(span > 0)) throw new Error('Give for how many hours.');
      return { kind: 'once', until: new Date(now + span).toISOString() };
    }
    case 'once':
      if (from === '' || until === '') throw new Error('Give when it begins and when it ends.');
      return { kind: 'once', from: new Date(from).toISOString(), until: new Date(until).toISOString() };
    case 'weekly':
      if (days.length === 0) throw new Error('Tick the days on which it begins.');
      return { kind: 'weekly', days: [...days], from: dayFrom, to: dayTo, zone };
  }
}
