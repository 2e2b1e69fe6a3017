// A message to several channels, cut off at every step and repeated.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DocumentTable } from '../../../support/memory/document-table.ts';
import type { AlertMessage } from '../../../../domain/alert/rule/message.ts';
import { type SendPorts, sendMessage } from '../../../../domain/alert/delivery/send-message.ts';
import type { Delivery } from '../../../../domain/alert/delivery/delivery.ts';

const MESSAGE: AlertMessage = {
  id: 'msg-1',
  workspaceId: 'default',
  kind: 'begin',
  severity: 'warning',
  title: 'Green tea costs 9.90 EUR',
  lines: ['It cost 12.90 EUR before.'],
  at: new Date('2026-05-01T10:00:00Z'),
  path: '/changes/chg_1',
};

class PowerCut extends Error {}

function scene() {
  const deliveries = new DocumentTable<Delivery>();
  const started: string[] = [];
  let left = Infinity;
  const write = <T>(act: () => T): T => {
    if (left <= 0) throw new PowerCut();
    left -= 1;
    return act();
  };
  const ports: SendPorts = {
    deliveries: { insert: async (delivery) => write(() => deliveries.insert(delivery)) },
    deliveryEngine: {
      startDelivery: async ({ deliveryId, round }) =>
        write(() => {
          const name = `${deliveryId} ${round}`;
          if (started.includes(name)) return false;
          started.push(name);
          return true;
        }),
    },
    clock: { now: () => new Date('2026-05-01T10:00:01Z') },
    hasher: { sha256: (data) => createHash('sha256').update(data).digest('base64url') },
  };
  const cutAfter = (writes: number): void => {
    left = writes;
  };
  return { ports, started, cutAfter, stored: () => deliveries.find(() => true) };
}

describe('sending a message', () => {
  it('makes one delivery for each channel and starts it', async () => {
    const { ports, started, stored } = scene();
    const ids = await sendMessage(ports, MESSAGE, ['chn_1', 'chn_2', 'chn_1']);
    expect(ids).toHaveLength(2);
    expect(ids.every((id) => /^dlv_[0-9A-Z]{26}$/.test(id))).toBe(true);
    expect(stored().map(({ channelId, state, round }) => [channelId, state, round])).toEqual(
      expect.arrayContaining([
        ['chn_1', 'waiting', 1],
        ['chn_2', 'waiting', 1],
      ]),
    );
    expect(started).toEqual(ids.map((id) => `${id} 1`));
  });

  it('has nothing to do without channels', async () => {
    const { ports, stored } = scene();
    expect(await sendMessage(ports, MESSAGE, [])).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it.each([0, 1, 2, 3])(
    'makes nothing twice when it is cut off after %i writes and repeated',
    async (cut) => {
      const { ports, started, stored, cutAfter } = scene();
      cutAfter(cut);
      await expect(sendMessage(ports, MESSAGE, ['chn_1', 'chn_2'])).rejects.toThrow(PowerCut);
      cutAfter(Infinity);
      const ids = await sendMessage(ports, MESSAGE, ['chn_1', 'chn_2']);
      expect(stored().map(({ _id }) => _id)).toEqual([...ids].toSorted());
      expect([...started].toSorted()).toEqual(ids.map((id) => `${id} 1`).toSorted());
    },
  );
});
