import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviveDates } from '../../../../domain/run/visit/revive-dates.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { CHANGED, CHEAPER, visitContext } from '../../../support/visit-context.ts';

describe('dates of an outcome row', () => {
  it('come back from the file as they were written', () => {
    const row = decideVisit(visitContext({ rows: { change: CHANGED, price: CHEAPER } }));
    expect(reviveDates(JSON.parse(JSON.stringify(row)))).toEqual(row);
  });

  it('come back at any depth, for fields named `at` or ending in `At`', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const tree = fc.record({ at: date, seenAt: date, list: fc.array(fc.record({ lastCheckedAt: date })) });
    fc.assert(
      fc.property(tree, (value) => {
        expect(reviveDates(JSON.parse(JSON.stringify(value)))).toEqual(value);
      }),
    );
  });

  it('are left alone where they are text of a page or a number', () => {
    const value = {
      text: '2026-03-01T12:00:00.000Z',
      format: '2026-03-01T12:00:00.000Z',
      fetchedAt: 1_772_366_400_000,
      at: 'yesterday',
      list: ['2026-03-01T12:00:00.000Z'],
      nothing: null,
    };
    expect(reviveDates(value)).toEqual(value);
  });
});
