// Deliveries that nothing carries.
import { describe, expect, it } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { restartDeliveries } from '../../../../domain/alert/delivery/restart-deliveries.ts';
import { sampleDelivery } from '../../../contracts/alert-stores.ts';

const NOW = new Date('2026-05-01T10:00:00Z');

function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

function scene() {
  const { deliveries } = createMemoryStores();
  const started: string[] = [];
  const deliveryEngine = {
    startDelivery: async ({ deliveryId, round }: { deliveryId: string; round: number }) => {
      started.push(`${deliveryId} ${round}`);
      return true;
    },
  };
  return { deliveries, started, ports: { deliveries, deliveryEngine, clock: { now: () => NOW } } };
}

describe('the watch over deliveries', () => {
  it('starts those that are due and were not tried, and leaves the others alone', async () => {
    const { deliveries, started, ports } = scene();
    const old = { updatedAt: minutesAgo(10) };
    await deliveries.insert(sampleDelivery('dlv_never', { ...old }));
    await deliveries.insert(sampleDelivery('dlv_due', { ...old, nextAt: minutesAgo(5), round: 3 }));
    await deliveries.insert(sampleDelivery('dlv_just-due', { ...old, nextAt: minutesAgo(1) }));
    await deliveries.insert(sampleDelivery('dlv_later', { ...old, nextAt: minutesAgo(-60) }));
    await deliveries.insert(sampleDelivery('dlv_fresh', { updatedAt: minutesAgo(1) }));
    await deliveries.insert(sampleDelivery('dlv_dead', { ...old, state: 'dead' }));
    expect(await restartDeliveries(ports)).toBe(2);
    expect(started.toSorted()).toEqual(['dlv_due 3', 'dlv_never 1']);
  });
});
