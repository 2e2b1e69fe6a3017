import { describe, expect, it } from 'vitest';
import { keysOfPage, keysOfSnapshot } from '../../../../domain/page/blob-keys.ts';
import type { Page } from '../../../../domain/page/page.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { restoredBaseline } from '../../../../domain/upkeep/mend/restored-baseline.ts';
import { CHANGED, SAME_TEXT, visitContext } from '../../../support/visit-context.ts';

const URL_SENT = 'http://shop.test/kettle';
const served = { key: 'archives/A/1.s', bytes: 300, url: URL_SENT };
const slice = { key: 'runs/run/1/pack.a', offset: 4_000, length: 300, crc32: 1, url: URL_SENT, hash: 's' };
const scrape = { served: slice, rendered: true as const };
const older = { key: 'archives/0/1.o', bytes: 200, url: URL_SENT };

function stored(parts: Partial<NonNullable<Page['baseline']>>): Partial<Page> {
  const { baseline } = visitContext({}).page ?? {};
  if (baseline === undefined) throw new Error('the sample page is stored');
  return { baseline: { ...baseline, ...parts } };
}

const rendered = { since: 1 };

describe('what the server sent', () => {
  it('belongs to the version that a browser made of it, and is named by version and page', () => {
    const row = decideVisit(visitContext({ scrape, served, rows: { change: CHANGED } }));
    expect(row.snapshot?.served).toEqual(served);
    expect(row.write?.set.baseline?.served).toEqual(served);
    expect(row.served).toEqual({ key: served.key, slice });
    const { snapshot, write } = row;
    if (snapshot === undefined || write?.set.baseline === undefined) throw new Error('it is stored');
    expect(keysOfSnapshot(snapshot)).toContain(served.key);
    expect(keysOfPage({ baseline: write.set.baseline })).toContain(served.key);
  });

  it('goes with the baseline: a version without it has none of the version before', () => {
    const page = stored({ served: older, rendered });
    const row = decideVisit(visitContext({ scrape: { rendered: true }, page, rows: { change: CHANGED } }));
    expect(row.write?.set.baseline).not.toHaveProperty('served');
    expect(row.snapshot).not.toHaveProperty('served');
  });

  it('is not stored again where the version before was sent the same bytes', () => {
    const page = stored({ served, rendered });
    const row = decideVisit(visitContext({ scrape, served, page, rows: { change: CHANGED } }));
    expect(row.snapshot?.served).toEqual(served);
    expect(row).not.toHaveProperty('served');
  });

  it.each([
    ['other bytes', { change: SAME_TEXT }],
    ['the same bytes', { parse: { kind: 'same' as const, linkCount: 0 } }],
  ])('is given to an unchanged version that was stored without it: %s', (_name, rows) => {
    const row = decideVisit(visitContext({ scrape, served, page: stored({ rendered }), rows }));
    expect(row.outcome).toBe('unchanged');
    const { snapshotId } = visitContext({}).page?.baseline ?? {};
    expect(row.servedLater).toEqual({ snapshotId, served });
    expect(row.served).toEqual({ key: served.key, slice });
    expect(row.write?.set.baseline?.served).toEqual(served);
  });

  it.each([
    ['has it already', stored({ served: older, rendered })],
    ['was made by no browser', stored({})],
  ])('is not given to an unchanged version that %s', (_name, page) => {
    const row = decideVisit(visitContext({ scrape, served, page, rows: { change: SAME_TEXT } }));
    expect(row).not.toHaveProperty('servedLater');
    expect(row).not.toHaveProperty('served');
    expect(row.write?.set.baseline?.served).toEqual(page.baseline?.served);
  });

  it('that could not be had is told, and the page is stored', () => {
    const fault = { rendered: true as const, servedFault: 'the browser did not give it in time' };
    const row = decideVisit(visitContext({ scrape: fault, rows: { change: CHANGED } }));
    expect(row.outcome).toBe('stored');
    expect(row.why).toContain('what the server sent is not kept: the browser did not give it in time');
  });

  it('comes back with a version that a roll-back makes the baseline again', () => {
    const { snapshot } = decideVisit(visitContext({ scrape, served, rows: { change: CHANGED } }));
    const { page } = visitContext({ page: stored({ served: older, rendered }) });
    if (snapshot === undefined || page === undefined) throw new Error('both are there');
    expect(restoredBaseline(page, snapshot).served).toEqual(served);
    const { served: _served, ...without } = snapshot;
    expect(restoredBaseline(page, without)).not.toHaveProperty('served');
  });
});
