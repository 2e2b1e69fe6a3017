// Which receivers take nothing, by what is kept of their messages.
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import type { Delivery } from '../../../../domain/alert/delivery/delivery.ts';
import { findFailingReceivers } from '../../../../domain/alert/delivery/failing-receivers.ts';
import { judgeReceivers } from '../../../../domain/health/judge-receivers.ts';
import { minutesLater } from '../../../contracts/sample-documents.ts';
import { sampleChannel, sampleDelivery } from '../../../contracts/alert-stores.ts';

function sent(channelId: string, minute: number, more: Partial<Delivery> = {}): Partial<Delivery> {
  const at = minutesLater(minute);
  const attempt = { at, round: 1, no: 1, tookMs: 1, request: null, status: 503, answer: '' };
  const result = more.state === 'delivered' ? 'delivered' : 'failed';
  return { channelId, tries: 2, updatedAt: at, attempts: [{ ...attempt, result, detail: '' }], ...more };
}

const DELIVERED = { state: 'delivered' } as const;
const DEAD = { state: 'dead' } as const;

test.each<[string, Partial<Delivery>[], { channels: number; waiting: number }]>([
  ['nothing was sent', [], { channels: 0, waiting: 0 }],
  ['a message waits for its first attempt', [sent('chn_1', 1, { tries: 0 })], { channels: 0, waiting: 0 }],
  ['one failed once', [sent('chn_1', 1, { tries: 1 })], { channels: 0, waiting: 0 }],
  ['two failed again', [sent('chn_1', 1), sent('chn_1', 2)], { channels: 1, waiting: 2 }],
  ['two channels fail', [sent('chn_1', 1), sent('chn_2', 2)], { channels: 2, waiting: 2 }],
  ['it took one before', [sent('chn_1', 1, DELIVERED), sent('chn_1', 2)], { channels: 1, waiting: 1 }],
  ['it took one since', [sent('chn_1', 1), sent('chn_1', 2, DELIVERED)], { channels: 0, waiting: 0 }],
  [
    'it took an older one since',
    [sent('chn_1', 5, DELIVERED), sent('chn_1', 2)],
    { channels: 0, waiting: 0 },
  ],
  ['another channel took one', [sent('chn_1', 1), sent('chn_2', 2, DELIVERED)], { channels: 1, waiting: 1 }],
  ['all were given up', [sent('chn_1', 1, DEAD)], { channels: 0, waiting: 0 }],
  ['the channel is off', [sent('chn_off', 1)], { channels: 0, waiting: 0 }],
  ['the channel was removed', [sent('chn_gone', 1)], { channels: 0, waiting: 0 }],
])('counts the channels that fail and what waits for them: %s', async (_what, deliveries, failing) => {
  const stores = createMemoryStores();
  for (const id of ['chn_1', 'chn_2']) await stores.channels.insert(sampleChannel(id, { name: id }));
  const off = { code: 'gone', detail: '', at: minutesLater(0) } as const;
  await stores.channels.insert(sampleChannel('chn_off', { name: 'off', off }));
  for (const [index, one] of deliveries.entries())
    await stores.deliveries.insert(sampleDelivery(`dlv_${index}`, one));
  expect(await findFailingReceivers(stores)).toEqual(failing);
});

test.each([
  ['the store does not tell', null, 'unknown', /does not tell/],
  ['all take messages', { channels: 0, waiting: 0 }, 'ok', /None refuses/],
  [
    'one does not',
    { channels: 1, waiting: 1 },
    'warning',
    /of one channel takes no messages; one message waits/,
  ],
  ['two do not', { channels: 2, waiting: 3 }, 'warning', /of 2 channels take no messages; 3 messages wait/],
] as const)('health says that %s', (_what, failing, state, text) => {
  const part = judgeReceivers(failing);
  expect(part).toMatchObject({ state, text: expect.stringMatching(text) });
  expect(part.remedy === null).toBe(state !== 'warning');
});
