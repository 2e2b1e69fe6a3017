// The order in which a backup reads, which is what makes it right while Webloom works.
import { describe, expect, test } from 'vitest';
import { collectionsInOrder } from '../../../../domain/upkeep/backup/collections.ts';
import { lateDeliveries } from '../../../../domain/upkeep/backup/late-delivery.ts';

const ALL = [
  'deliveries',
  'removals',
  'changes',
  'jobs',
  'pages',
  'runs',
  'snapshots',
  'incidents',
  'hosts',
  'chunks',
];

describe('the collections of a backup', () => {
  test.each([
    ['jobs', 'runs'],
    ['runs', 'chunks'],
    ['runs', 'pages'],
    ['pages', 'snapshots'],
    ['pages', 'changes'],
    ['changes', 'incidents'],
    ['incidents', 'deliveries'],
    ['hosts', 'deliveries'],
    ['changes', 'hosts'],
    ['deliveries', 'removals'],
  ])('are read with %s before %s', (before, after) => {
    const order = collectionsInOrder(ALL);
    expect(order.indexOf(before)).toBeLessThan(order.indexOf(after));
  });

  test('are all but what tells of the moment, those of later versions too', () => {
    const names = [...ALL, 'locks', 'agents', 'sessions', 'health', 'restoring', 'system.views', 'later'];
    expect(collectionsInOrder(names).toSorted()).toEqual([...ALL, 'later'].toSorted());
  });
});

test('a message that waited for more than a day is not sent by itself, and says so', () => {
  const late = lateDeliveries(new Date('2026-05-02T10:00:00Z'));
  expect(late).toMatchObject({ before: new Date('2026-05-01T10:00:00Z'), from: 'waiting', to: 'dead' });
  expect(late.heldBack).toContain('webloom redeliver');
});
