import { expect, onTestFinished, test } from 'vitest';
import { createMemoryStores } from '../support/memory/memory-stores.ts';
import type { SwitchNote } from '../../domain/job/hold/local-switch.ts';
import { followHolds } from '../../workers/known-holds.ts';
import { sampleHold } from '../contracts/emergency-store.ts';
import { eventually } from '../support/eventually.ts';
import { createSilentLog } from '../support/silent-log.ts';

async function scene() {
  const { emergency } = createMemoryStores();
  const state: { note: SwitchNote | null; away: boolean; tell: () => void } = {
    note: null,
    away: false,
    tell: () => undefined,
  };
  const open = async () => {
    const watch = await followHolds({
      emergency: {
        standing: async () => {
          if (state.away) throw new Error('the database is away');
          return emergency.standing();
        },
      },
      control: { onHolds: async (handler) => void (state.tell = handler) },
      localSwitch: { read: () => state.note },
      workspaceId: 'default',
      log: createSilentLog(),
    });
    onTestFinished(() => watch.close());
    return watch;
  };
  return { emergency, state, open };
}

test('a process that starts during a hold knows it at once', async () => {
  const { emergency, open } = await scene();
  await emergency.insert(sampleHold('hold_1'));
  expect((await open()).standing().map(({ _id }) => _id)).toEqual(['hold_1']);
});

test('a change is known as soon as it is told, and by reading again when nobody tells it', async () => {
  const { emergency, state, open } = await scene();
  const watch = await open();
  await emergency.insert(sampleHold('hold_1'));
  state.tell();
  await eventually(() => watch.standing().length === 1, 500);
  await emergency.lift('hold_1', { at: new Date(), by: 'Bob' });
  await eventually(() => watch.standing().length === 0, 4_000);
  expect(watch.standing()).toEqual([]);
});

test('a hold stays in force while the database is away, and the local switch needs no database', async () => {
  const { emergency, state, open } = await scene();
  await emergency.insert(sampleHold('hold_1'));
  const watch = await open();
  state.away = true;
  await expect(watch.refresh()).rejects.toThrow('away');
  state.note = { since: new Date(), by: 'ada', reason: 'it hammers' };
  await eventually(() => watch.standing().length === 2, 3_000);
  expect(watch.standing().at(-1)).toMatchObject({ _id: 'local', scope: { kind: 'everything' }, by: 'ada' });
});
