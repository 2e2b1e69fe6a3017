import { describe, expect, it } from 'vitest';
import { isReasonCode, REASONS } from '../../../../domain/run/outcome.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import type { StoreRow } from '../../../../domain/run/stage/stage-row.ts';
import { visitContext } from '../../../support/visit-context.ts';
import { CASES } from './visit-cases.ts';

const HOUR = 3_600_000;

/** How a visit ends, and the ids of all that is stored and told of it. */
function madeBy({ outcome, reason, snapshot, changes, prices, settle, write, touch }: StoreRow): object {
  return {
    outcome,
    reason,
    snapshot: snapshot?._id,
    made: [...changes, ...prices].map(({ _id }) => _id),
    settled: settle?.changeIds,
    announced: write?.set.outbox?.map(({ id }) => id),
    order: (write ?? touch)?.order,
  };
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFrozen(part);
  }
  return value;
}

describe('how a visit ends', () => {
  it.each(CASES)('$what: $outcome ($reason), $writes written', (one) => {
    const row = decideVisit(visitContext(one));
    expect({ outcome: row.outcome, reason: row.reason }).toEqual({
      outcome: one.outcome,
      reason: one.reason,
    });
    const written = row.write !== undefined ? 'write' : row.touch !== undefined ? 'touch' : 'nothing';
    expect(written).toBe(one.writes);
  });

  it('names a reason of its outcome, in every case', () => {
    for (const one of CASES) {
      const { outcome, reason } = decideVisit(visitContext(one));
      expect(REASONS[reason].outcome, one.what).toBe(outcome);
      expect(isReasonCode(reason)).toBe(true);
    }
  });

  it('says why, in every case', () => {
    for (const one of CASES.filter(({ outcome }) => outcome !== 'skipped' && outcome !== 'failed')) {
      expect(decideVisit(visitContext(one)).why.length, one.what).toBeGreaterThan(0);
    }
  });

  it('writes against the version it compared with, under the order of its run and visit', () => {
    for (const one of CASES) {
      const row = decideVisit(visitContext(one));
      const written = row.write ?? row.touch;
      if (written === undefined) continue;
      const v = one.page === null ? 0 : 4;
      expect(written, one.what).toMatchObject({ expectedV: v, order: 20 + (one.scrape?.visit ?? 1) });
    }
  });

  it('announces in the outbox exactly what it makes, by its place in the outcome file', () => {
    for (const one of CASES) {
      const row = decideVisit(visitContext(one));
      const made = [...row.changes, ...row.prices].map(({ _id }) => _id);
      const announced = (row.write?.set.outbox ?? []).map(({ id }) => id);
      expect(announced, one.what).toEqual(made);
      for (const entry of row.write?.set.outbox ?? []) {
        expect(entry).toMatchObject({ key: 'runs/run/1/store.a', row: 3 });
      }
    }
  });

  it('changes nothing of what it is given', () => {
    for (const one of CASES) {
      const visit = visitContext(one);
      decideVisit(deepFrozen(visit));
      expect(visit, one.what).toEqual(visitContext(one));
    }
  });

  it('makes the same documents when a later attempt decides it again, into another file', () => {
    for (const one of CASES) {
      const first = visitContext(one);
      const run = {
        ...first.run,
        now: new Date(first.run.now.getTime() + HOUR),
        storeFile: 'runs/run/1/store.b',
      };
      const [once, again] = [decideVisit(first), decideVisit({ ...first, run })];
      // Documents are inserted once by their id: with another one the attempt would tell everything twice.
      expect(madeBy(again), one.what).toEqual(madeBy(once));
      expect(again.write?.set.outbox?.every(({ key }) => key === run.storeFile) ?? true).toBe(true);
    }
  });
});
