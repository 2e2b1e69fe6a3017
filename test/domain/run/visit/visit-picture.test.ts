import { describe, expect, it } from 'vitest';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { planLooksForPictures } from '../../../../domain/run/visit/noise-sample.ts';
import { START } from '../../../contracts/sample-documents.ts';
import type { Page } from '../../../../domain/page/page.ts';
import { CHANGED, SAME_TEXT, visitContext } from '../../../support/visit-context.ts';

describe('the picture of a visit', () => {
  const picture = { key: 'archives/A/1.p', width: 1_280, height: 900 };
  const slice = { key: 'runs/run/1/pack.a', offset: 4_000, length: 300, crc32: 1, width: 1_280, height: 900 };
  const scrape = { picture: { ...slice, hash: 'p' }, rendered: true as const };
  const PICTURED = { fetch: { screenshot: 'changes' as const } };
  const always = { fetch: { screenshot: 'always' as const } };
  const last = { ...picture, at: START.getTime() };

  it('belongs to the version that is stored', () => {
    const row = decideVisit(visitContext({ scrape, picture, rows: { change: CHANGED } }));
    expect(row.snapshot?.picture).toEqual(picture);
    expect(row.write?.set.baseline?.picture).toEqual(picture);
    expect(row.picture).toEqual({ key: picture.key, slice: scrape.picture });
    expect(row.write?.set).not.toHaveProperty('lastPicture');
  });

  const stored = { ...picture, key: 'archives/0/0.stored' };
  const pictured = (): Partial<Page> => {
    const { baseline } = visitContext({}).page ?? {};
    if (baseline === undefined) throw new Error('the sample page is stored');
    return { baseline: { ...baseline, picture: stored } };
  };

  it('of an unchanged page is kept where the job wants the latest look too', () => {
    const visit = { scrape, picture, rows: { change: SAME_TEXT }, page: pictured() };
    expect(decideVisit(visitContext(visit))).not.toHaveProperty('picture');
    const row = decideVisit(visitContext({ ...visit, config: always }));
    expect(row.outcome).toBe('unchanged');
    expect(row.picture?.key).toBe(picture.key);
    expect(row.write?.set.lastPicture).toEqual(last);
    expect(row).not.toHaveProperty('portrait');
    expect(row.write?.set.baseline?.picture).toEqual(stored);
  });

  it.each([
    ['other bytes', { rows: { change: SAME_TEXT } }],
    ['the same bytes', { rows: { parse: { kind: 'same' as const, linkCount: 0 } } }],
  ])('of an unchanged page becomes that of a version without one: %s', (_name, visit) => {
    const row = decideVisit(visitContext({ scrape, picture, ...visit }));
    expect(row.outcome).toBe('unchanged');
    expect(row.picture?.key).toBe(picture.key);
    expect(row.portrait).toEqual({ snapshotId: visitContext({}).page?.baseline?.snapshotId, picture });
    expect(row.write?.set.baseline?.picture).toEqual(picture);
    expect(row.write?.set).not.toHaveProperty('lastPicture');
  });

  it('of the look for noise becomes that of a version without one, if it shows the same page', () => {
    const look = { ...scrape, lookAgain: 'noise' as const, visit: 2 };
    const row = decideVisit(visitContext({ scrape: look, picture, rows: { change: SAME_TEXT } }));
    expect(row.outcome).toBe('stored');
    expect(row.picture?.key).toBe(picture.key);
    expect(row.portrait).toEqual({ snapshotId: visitContext({}).page?.baseline?.snapshotId, picture });
    expect(row.write?.set.baseline?.picture).toEqual(picture);
    const other = decideVisit(visitContext({ scrape: look, picture, rows: { change: CHANGED } }));
    expect(other).not.toHaveProperty('portrait');
    const known = decideVisit(
      visitContext({ scrape: look, picture, rows: { change: SAME_TEXT }, page: pictured() }),
    );
    expect(known).not.toHaveProperty('portrait');
    expect(known).not.toHaveProperty('picture');
  });

  it('that was missed is wanted of another look, and of one more where that fails or misses it, too', () => {
    const fault = { rendered: true as const, pictureFault: 'the browser did not draw the page in time' };
    const first = visitContext({ scrape: fault, rows: { change: CHANGED } });
    const [row] = planLooksForPictures([decideVisit(first)], [first.rows], START);
    expect(row?.reopen).toMatchObject({ visit: 2, lookAgain: 'noise' });
    expect(row?.why).toContain('looked at again in a moment, for its picture');
    const looks = [
      { ...fault, lookAgain: 'noise' as const },
      { result: 'failed' as const, reason: 'timeout' as const, lookAgain: 'noise' as const },
    ];
    for (const look of looks) {
      const again = (visit: number) =>
        decideVisit(
          visitContext({ scrape: { ...look, visit }, rows: { change: SAME_TEXT }, config: PICTURED }),
        );
      expect(again(2).reopen).toMatchObject({ visit: 3, lookAgain: 'noise' });
      expect(again(3)).not.toHaveProperty('reopen');
    }
  });

  it('is wanted of no other look where there is one, or none was wanted', () => {
    const pictures = { scrape, picture, rows: { change: CHANGED } };
    for (const visit of [visitContext(pictures), visitContext({ rows: { change: CHANGED } })])
      expect(planLooksForPictures([decideVisit(visit)], [visit.rows], START)[0]).not.toHaveProperty('reopen');
    const look = { rendered: true as const, lookAgain: 'noise' as const, visit: 2 };
    const plain = visitContext({ scrape: look, rows: { change: SAME_TEXT } });
    expect(decideVisit(plain)).not.toHaveProperty('reopen');
  });

  it('that the page names already is not stored again', () => {
    const page = visitContext({}).page;
    if (page?.baseline === undefined) throw new Error('the sample page is stored');
    const baseline = { ...page.baseline, picture };
    const visit = visitContext({
      scrape,
      picture,
      rows: { change: SAME_TEXT },
      page: { baseline },
      config: always,
    });
    const row = decideVisit(visit);
    expect(row).not.toHaveProperty('picture');
    expect(row.write?.set.lastPicture).toEqual(last);
  });

  it('of the latest look is followed by that of a new version, whatever the job wants now', () => {
    const older = { key: 'archives/0/0.o', width: 1, height: 1, at: 1 };
    const visit = visitContext({ scrape, picture, rows: { change: CHANGED }, page: { lastPicture: older } });
    expect(decideVisit(visit).write?.set.lastPicture).toEqual(last);
  });

  it('of a failed step is kept with the failure, and changes nothing of the page', () => {
    const failed = { ...scrape, result: 'failed', reason: 'step-failed', detail: 'step 1: none' } as const;
    for (const page of [{}, null]) {
      const row = decideVisit(visitContext({ scrape: failed, picture, page }));
      expect(row).toMatchObject({ outcome: 'failed', reason: 'step-failed', failurePicture: picture });
      expect(row.picture).toEqual({ key: picture.key, slice: scrape.picture });
      expect(row).not.toHaveProperty('write');
    }
    const same = visitContext({ scrape: failed, picture: stored, page: pictured() });
    expect(decideVisit(same)).not.toHaveProperty('picture');
    expect(decideVisit(same).failurePicture).toEqual(stored);
  });

  it('that could not be taken is told, and the page is stored', () => {
    const fault = { rendered: true as const, pictureFault: 'the page took all its time' };
    const row = decideVisit(visitContext({ scrape: fault, rows: { change: CHANGED } }));
    expect(row.outcome).toBe('stored');
    expect(row.why).toContain('no picture was taken: the page took all its time');
    expect(row.snapshot).not.toHaveProperty('picture');
  });
});
