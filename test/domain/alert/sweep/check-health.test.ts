import { expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { checkHealth } from '../../../../domain/alert/sweep/check-health.ts';
import {
  type HealthComponent,
  type ComponentState,
  type StoreLoss,
  withSince,
} from '../../../../domain/health/health.ts';
import { type AlertScene, createAlertScene, told } from '../../../support/alert-scene.ts';

const RULE: Partial<AlertRule> = { when: { kind: 'health', afterMinutes: 2 } };

/** A look of the monitor every 15 s, at a broker in these states one after the other. */
async function look(
  scene: AlertScene,
  states: readonly ComponentState[],
  known: { storeLoss?: StoreLoss } = {},
): Promise<void> {
  for (const state of states) {
    scene.now = new Date(scene.now.getTime() + 15_000);
    const before = await scene.stores.health.get();
    const earlier = before === null ? null : { at: before.at.getTime(), parts: before.parts };
    const parts = withSince([{ ...BROKER, state }], earlier, scene.now.getTime());
    await scene.stores.health.put({
      _id: 'health',
      at: scene.now,
      by: 'm',
      everyMs: 15_000,
      parts,
      ...known,
    });
    await checkHealth(scene.ports);
    await sweepAlerts(scene.ports);
  }
}

const BROKER: HealthComponent = {
  id: 'broker',
  kind: 'service',
  name: 'RabbitMQ',
  state: 'ok',
  text: 'It does not answer.',
  since: null,
  remedy: 'Start it.',
  figures: {},
};
const times = (count: number, state: ComponentState): ComponentState[] =>
  Array.from({ length: count }, () => state);

const TWO_MINUTES = 9;

it.each<[string, ComponentState[], string[]]>([
  ['a blip is told to nobody', [...times(8, 'critical'), 'ok'], []],
  ['a part that stays unwell is told once', times(20, 'critical'), ['begin: Not well: RabbitMQ']],
  [
    'it is over when it has been well for half a minute',
    [...times(TWO_MINUTES, 'critical'), ...times(3, 'ok')],
    ['begin: Not well: RabbitMQ', 'end: Over: Not well: RabbitMQ'],
  ],
  [
    'a part that comes and goes is one incident',
    [...times(TWO_MINUTES, 'critical'), 'ok', 'ok', 'critical', 'ok', 'ok', 'critical'],
    ['begin: Not well: RabbitMQ'],
  ],
  [
    'what can not be seen is neither well nor worse',
    [...times(TWO_MINUTES, 'warning'), ...times(9, 'unknown')],
    ['begin: Not well: RabbitMQ'],
  ],
  [
    'what was not known before is no alert before its time',
    [...times(20, 'unknown'), ...times(TWO_MINUTES - 1, 'warning')],
    [],
  ],
  [
    'what was not known before is told after its time',
    [...times(20, 'unknown'), ...times(TWO_MINUTES, 'warning')],
    ['begin: Not well: RabbitMQ'],
  ],
  [
    'what can not be seen in between is told as soon',
    [...times(4, 'warning'), 'unknown', ...times(TWO_MINUTES - 5, 'warning')],
    ['begin: Not well: RabbitMQ'],
  ],
  [
    'what gets worse is told again',
    [...times(TWO_MINUTES, 'warning'), ...times(3, 'critical')],
    ['begin: Not well: RabbitMQ', 'reminder: Still: Not well: RabbitMQ'],
  ],
])('%s', async (_title, states, messages) => {
  const scene = await createAlertScene([RULE]);
  await look(scene, states);
  expect(told(scene)).toEqual(messages);
});

it('parts that the rule does not name, and rules of other workspaces, tell nobody', async () => {
  const disk = { when: { kind: 'health', parts: ['disk', 'queue'], afterMinutes: 1 } } as const;
  const scene = await createAlertScene([disk, { ...RULE, workspaceId: 'ws_customer' }]);
  await look(scene, times(20, 'critical'));
  expect(told(scene)).toEqual([]);
  const named = { when: { kind: 'health', parts: ['broker'], afterMinutes: 1 } } as const;
  const other = await createAlertScene([named]);
  await look(other, times(20, 'critical'));
  expect(told(other)).toHaveLength(1);
});

it('nothing is judged by a look that is old', async () => {
  const scene = await createAlertScene([RULE]);
  await look(scene, times(TWO_MINUTES, 'critical'));
  scene.now = new Date(scene.now.getTime() + 600_000);
  await checkHealth(scene.ports);
  await look(scene, ['ok']);
  expect(told(scene)).toEqual(['begin: Not well: RabbitMQ']);
});

it('a loss of the store is told once it is back', async () => {
  const scene = await createAlertScene([RULE]);
  const from = scene.now;
  const to = new Date(from.getTime() + 7 * 60_000);
  scene.now = to;
  await look(scene, times(4, 'ok'), { storeLoss: { from, to } });
  expect(told(scene)).toEqual(['begin: The store was away for 7 minutes']);
  const short = { from: scene.now, to: new Date(scene.now.getTime() + 60_000) };
  await look(scene, times(4, 'ok'), { storeLoss: short });
  expect(told(scene)).toHaveLength(1);
});
