// What every ChannelStore and DeliveryStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Channel, ChannelStore } from '../../domain/alert/channel/channel.ts';
import { SAMPLE_MESSAGE } from '../../domain/alert/channel/sample-message.ts';
import type { Delivery, DeliveryStore } from '../../domain/alert/delivery/delivery.ts';
import { sampleSettings } from '../support/channel-settings.ts';
import { race } from './race.ts';
import { START, minutesLater } from './sample-documents.ts';

interface AlertStores {
  readonly channels: ChannelStore;
  readonly deliveries: DeliveryStore;
}

export function sampleChannel(_id: string, fields: Partial<Channel> = {}): Channel {
  return {
    _id,
    workspaceId: 'default',
    name: _id,
    settings: { kind: 'webhook', url: 'http://hooks.test/in', headers: [] },
    signing: null,
    off: null,
    version: 1,
    createdAt: START,
    updatedAt: START,
    ...fields,
  };
}

export function sampleDelivery(_id: string, fields: Partial<Delivery> = {}): Delivery {
  return {
    _id,
    workspaceId: 'default',
    channelId: 'chn_1',
    message: SAMPLE_MESSAGE,
    state: 'waiting',
    round: 1,
    tries: 0,
    nextAt: null,
    attempts: [],
    createdAt: START,
    updatedAt: START,
    ...fields,
  };
}

export function describeAlertStores(name: string, create: () => Promise<AlertStores>): void {
  describe(`channels on ${name}`, () => {
    let channels: ChannelStore;
    beforeAll(async () => {
      ({ channels } = await create());
    });

    it('keeps channels of a workspace, by name', async () => {
      expect(await channels.insert(sampleChannel('chn_2', { name: 'B' }))).toBe(true);
      expect(await channels.insert(sampleChannel('chn_1', { name: 'C' }))).toBe(true);
      await channels.insert(sampleChannel('chn_3', { name: 'A', workspaceId: 'other' }));
      expect(await channels.insert(sampleChannel('chn_1'))).toBe(false);
      expect((await channels.list('default')).map(({ _id }) => _id)).toEqual(['chn_2', 'chn_1']);
    });

    it('lets one of many change a version', async () => {
      const set = { off: { at: START, code: 'gone', detail: '410' }, updatedAt: minutesLater(1) } as const;
      const changed = await race(8, () => channels.change('chn_1', 1, set));
      expect(changed.filter((one) => one !== null)).toHaveLength(1);
      expect(await channels.get('chn_1')).toMatchObject({ ...set, version: 2, name: 'C' });
      expect(await channels.change('chn_9', 1, set)).toBeNull();
    });

    it('lists those of all workspaces that send mail and are on', async () => {
      const settings = sampleSettings('email');
      await channels.insert(sampleChannel('chn_4', { settings }));
      await channels.insert(sampleChannel('chn_5', { settings, workspaceId: 'other' }));
      const off = { at: START, code: 'by-hand', detail: '' } as const;
      await channels.insert(sampleChannel('chn_6', { settings, off }));
      expect((await channels.mailing(9)).map(({ _id }) => _id)).toEqual(['chn_4', 'chn_5']);
      expect(await channels.mailing(1)).toHaveLength(1);
    });

    it('removes a channel of its own workspace alone', async () => {
      expect(await channels.remove('default', 'chn_3')).toBe(false);
      expect(await channels.remove('other', 'chn_3')).toBe(true);
      expect(await channels.get('chn_3')).toBeNull();
    });
  });

  describe(`deliveries on ${name}`, () => {
    let deliveries: DeliveryStore;
    beforeAll(async () => {
      ({ deliveries } = await create());
    });

    it('inserts each once and lists newest first, by filters', async () => {
      const { job: _job, incidentId: _incident, ...bare } = SAMPLE_MESSAGE;
      await deliveries.insert(sampleDelivery('dlv_1'));
      await deliveries.insert(sampleDelivery('dlv_2', { state: 'dead', channelId: 'chn_2' }));
      await deliveries.insert(sampleDelivery('dlv_3', { message: bare }));
      await deliveries.insert(sampleDelivery('dlv_4', { workspaceId: 'other' }));
      expect(await deliveries.insert(sampleDelivery('dlv_1', { state: 'dead' }))).toBe(false);
      const ids = async (query: object): Promise<string[]> =>
        (await deliveries.list({ workspaceId: 'default', limit: 9, ...query })).map(({ _id }) => _id);
      expect(await ids({})).toEqual(['dlv_3', 'dlv_2', 'dlv_1']);
      expect(await ids({ limit: 1 })).toEqual(['dlv_3']);
      expect(await ids({ before: 'dlv_3' })).toEqual(['dlv_2', 'dlv_1']);
      expect(await ids({ states: ['dead'] })).toEqual(['dlv_2']);
      expect(await ids({ channelId: 'chn_1' })).toEqual(['dlv_3', 'dlv_1']);
      expect(await ids({ jobId: 'job_example' })).toEqual(['dlv_2', 'dlv_1']);
      expect(await ids({ incidentId: 'inc_example', channelId: 'chn_1' })).toEqual(['dlv_1']);
    });

    it('lets one of many move it on', async () => {
      const known = sampleDelivery('dlv_1');
      const set = { tries: 1, nextAt: minutesLater(2), updatedAt: minutesLater(1) };
      const moved = await race(8, () => deliveries.move(known, set));
      expect(moved.filter((one) => one !== null)).toHaveLength(1);
      expect(await deliveries.get('dlv_1')).toEqual({ ...known, ...set });
    });

    it('finds waiting ones that nothing has moved, the longest first', async () => {
      // Moved at minute 1, due at minute 2.
      const found = await deliveries.idle(minutesLater(3), 9);
      const early = await deliveries.idle(minutesLater(2), 9);
      expect(early.map(({ _id }) => _id)).not.toContain('dlv_1');
      expect(found.map(({ _id }) => _id).filter((id) => id !== 'dlv_4')).toEqual(['dlv_3', 'dlv_1']);
      expect((await deliveries.idle(minutesLater(1), 9)).map(({ _id }) => _id)).not.toContain('dlv_1');
      expect(await deliveries.idle(minutesLater(2), 1)).toHaveLength(1);
    });

    it('finds waiting ones that were tried so often', async () => {
      // The one that was moved to its first attempt.
      const tried = async (tries: number): Promise<string[]> =>
        (await deliveries.refused(tries, 9)).map(({ _id }) => _id);
      expect(await tried(1)).toEqual(['dlv_1']);
      expect(await tried(2)).toEqual([]);
    });

    it('has those that were given up, in the order in which they were', async () => {
      const dead = await deliveries.dead(minutesLater(-60), 9);
      expect(dead.length).toBeGreaterThan(0);
      expect(dead.every(({ state }) => state === 'dead')).toBe(true);
      expect(dead).toEqual(dead.toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime()));
      expect(await deliveries.dead(minutesLater(600), 9)).toEqual([]);
    });
  });
}
