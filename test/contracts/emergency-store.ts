// What every EmergencyStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { EmergencyHold, EmergencyStore } from '../../domain/job/hold/emergency-hold.ts';
import { minutesLater, START } from './sample-documents.ts';

export function sampleHold(id: string, fields: Partial<EmergencyHold> = {}): EmergencyHold {
  return {
    _id: id,
    workspaceId: 'default',
    scope: { kind: 'everything' },
    kind: 'hold',
    reason: 'too fast',
    by: 'Ada',
    since: START,
    windows: [],
    liftedAt: null,
    liftedBy: null,
    ...fields,
  };
}

export function describeEmergencyStore(name: string, create: () => Promise<EmergencyStore>): void {
  describe(`emergency store on ${name}`, () => {
    let holds: EmergencyStore;
    beforeAll(async () => {
      holds = await create();
    });

    it('keeps a hold once, and lists those that stand, oldest first, of all workspaces', async () => {
      expect(await holds.insert(sampleHold('hold_2', { workspaceId: 'other' }))).toBe(true);
      expect(await holds.insert(sampleHold('hold_1'))).toBe(true);
      expect(await holds.insert(sampleHold('hold_1', { reason: 'again' }))).toBe(false);
      expect((await holds.standing()).map(({ _id }) => _id)).toEqual(['hold_1', 'hold_2']);
      expect(await holds.get('hold_1')).toEqual(sampleHold('hold_1'));
      expect(await holds.get('hold_9')).toBeNull();
    });

    it('lifts a hold once, and tells of lifted ones the newest first', async () => {
      const lifted = await holds.lift('hold_1', { at: minutesLater(1), by: 'Bob' });
      expect(lifted).toMatchObject({ liftedAt: minutesLater(1), liftedBy: 'Bob' });
      expect(await holds.lift('hold_1', { at: minutesLater(2), by: 'Eve' })).toBeNull();
      expect(await holds.lift('hold_9', { at: START, by: 'Eve' })).toBeNull();
      expect((await holds.standing()).map(({ _id }) => _id)).toEqual(['hold_2']);
      await holds.lift('hold_2', { at: minutesLater(3), by: 'Bob' });
      expect((await holds.lifted(null, 9)).map(({ _id }) => _id)).toEqual(['hold_2', 'hold_1']);
      expect((await holds.lifted('default', 9)).map(({ _id }) => _id)).toEqual(['hold_1']);
      expect(await holds.lifted(null, 1)).toHaveLength(1);
    });
  });
}
