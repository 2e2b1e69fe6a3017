import { describe, expect, it } from 'vitest';
import {
  INCIDENT_EVENTS,
  INCIDENT_STATES,
  INCIDENT_TABLE,
  nextIncident,
} from '../../../../domain/alert/incident/lifecycle.ts';
import type { Incident } from '../../../../domain/alert/incident/incident.ts';
import {
  afterTelling,
  moveIncident,
  type TellingRule,
  untold,
} from '../../../../domain/alert/incident/telling.ts';
import { readLifecycleTable } from '../../../support/lifecycle-table.ts';
import { sampleIncident } from '../../../contracts/sample-alerts.ts';
import { minutesLater, START } from '../../../contracts/sample-documents.ts';

const RULE: TellingRule = { tellEnd: true, digest: 'none', zone: 'UTC' };
const REMINDING = { ...RULE, remindMinutes: 30 };
const lasting = sampleIncident('inc_1', { lasting: true, openKey: 'k', told: 1 });
const moment = sampleIncident('inc_2', { told: 1 });
const by = 'ada';
const at = minutesLater(5);

it('the table of states is the one in docs/alerts.md', () => {
  expect(readLifecycleTable('incident')).toEqual(INCIDENT_TABLE);
});

it.each(INCIDENT_STATES.flatMap((state) => INCIDENT_EVENTS.map((event) => [state, event] as const)))(
  'an incident that is %s meets %s as the table says',
  (state, event) => {
    const next = nextIncident(state, event);
    const move = () => moveIncident({ ...lasting, state }, { event, by, at }, RULE);
    if (next === null) expect(move).toThrow(/can not/);
    else expect(move().state).toBe(next === 'same' ? state : next);
  },
);

describe('what is told next', () => {
  it('of a moment: nothing once it was told; reminders as asked', () => {
    const due = sampleIncident('inc_3', { next: 'begin', tellAt: START });
    expect(afterTelling(due, at, RULE)).toMatchObject({ state: 'resolved', told: 1, resolvedAt: at });
    expect(afterTelling(due, at, REMINDING)).toMatchObject({
      state: 'open',
      next: 'reminder',
      tellAt: minutesLater(35),
    });
  });

  it('of what lasts: it stays open, and its end is told to those who heard of it', () => {
    const due = { ...lasting, told: 0, next: 'begin', tellAt: START } as const;
    const told = afterTelling(due, at, RULE);
    expect(told).toMatchObject({ state: 'open', told: 1 });
    expect(told.tellAt).toBeUndefined();
    const over = moveIncident(told, { event: 'resolve', by, at }, RULE);
    expect(over).toMatchObject({ state: 'resolved', next: 'end', tellAt: at });
    expect(over.openKey).toBeUndefined();
    expect(afterTelling(over, at, RULE).tellAt).toBeUndefined();
    const unheard = moveIncident({ ...due }, { event: 'resolve', by, at }, RULE);
    expect(unheard.tellAt).toBeUndefined();
    const silent = moveIncident(told, { event: 'resolve', by, at }, { ...RULE, tellEnd: false });
    expect(silent.tellAt).toBeUndefined();
  });

  it('once somebody acknowledged it: no reminder; a moment is over', () => {
    const reminding = { ...lasting, next: 'reminder', tellAt: at } as const;
    const seen = moveIncident(reminding, { event: 'acknowledge', by, at }, REMINDING);
    expect(seen.tellAt).toBeUndefined();
    expect(seen.openKey).toBe('k');
    expect(moveIncident(moment, { event: 'acknowledge', by, at }, REMINDING).state).toBe('resolved');
  });

  it('at the end of a snooze: a reminder, and it is open again', () => {
    const until = minutesLater(60);
    const snoozed = moveIncident(lasting, { event: 'snooze', by, at, until }, RULE);
    expect(snoozed).toMatchObject({ state: 'snoozed', next: 'reminder', tellAt: until, snoozedUntil: until });
    expect(afterTelling(snoozed, until, RULE)).toMatchObject({ state: 'open', told: 2 });
  });

  it('of a rule that is gone: nothing', () => {
    const due = { ...lasting, next: 'begin', tellAt: START } as const;
    const over = untold(due, at);
    expect(over).toMatchObject({ state: 'resolved' });
    expect([over.openKey, over.tellAt]).toEqual([undefined, undefined]);
  });
});

it.each<[string, Partial<Incident>, number | undefined]>([
  ['of a change that is told at once', {}, 300_000],
  ['of nothing but the first message', { told: 1 }, undefined],
  ['not of what was snoozed before', { tellAt: minutesLater(3), snoozedUntil: minutesLater(3) }, undefined],
  ['not of what quiet hours held back', { tellAt: minutesLater(4) }, undefined],
  ['not of what is in a digest', { digestId: 'msg_d' }, undefined],
  ['not of what gathers others', { gathers: true }, undefined],
])('keeps how long a message took, %s', (_what, fields, tellingMs) => {
  const history = [{ at: minutesLater(1), event: 'begin', by: 'monitor' }];
  const due = { knownAt: START, history, next: 'begin' as const, tellAt: minutesLater(1), ...fields };
  const told = afterTelling({ ...sampleIncident('inc_4'), ...due }, at, RULE);
  expect(told.tellingMs).toBe(tellingMs);
  expect(told.uncounted).toBe(tellingMs === undefined ? undefined : true);
});
