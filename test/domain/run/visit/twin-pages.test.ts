// The same body under two addresses is told once, by whichever chunk sees it first.
import { describe, expect, it } from 'vitest';
import type { ChangeVerdict } from '../../../../domain/change/change.ts';
import type { Change } from '../../../../domain/page/page.ts';
import { snapshotId } from '../../../../domain/page/snapshot-id.ts';
import { type TwinVisit, withoutTwins } from '../../../../domain/run/visit/twin-pages.ts';
import { sampleChange, samplePage } from '../../../contracts/sample-documents.ts';
import { scrapeRow } from '../../../support/visit-context.ts';

const CHANGED: ChangeVerdict = {
  verdict: 'changed',
  step: 'blocks',
  reason: '1 block differs',
  suppressed: [],
  change: { kind: 'text', severity: 'notable', summary: 'A line added', blocks: [], fields: [] },
};

interface Bodies {
  readonly before?: string;
  readonly after?: string;
  readonly price?: TwinVisit['rows']['price'];
  readonly lookAgain?: 'change';
}

function visit(path: string, bodies: Bodies = {}): TwinVisit {
  const { before = 'aaaaaaaa11', after = 'bbbbbbbb22', price = null, lookAgain } = bodies;
  const pageId = `job:${path}`;
  const sample = samplePage('job', path);
  const baseline = sample.baseline && { ...sample.baseline, snapshotId: snapshotId(pageId, 1, before) };
  const scrape = scrapeRow({ url: `https://a.test${path}`, hash: after, ...(lookAgain && { lookAgain }) });
  const rows = { scrape, parse: null, classify: null, change: CHANGED, price, index: 0 };
  return { pageId, page: { ...sample, ...(baseline && { baseline }) }, rows };
}

function told(path: string, state: Change['state'] = 'confirmed'): Change {
  const pageId = `job:${path}`;
  return sampleChange(pageId, 2, {
    pageId,
    url: `https://a.test${path}`,
    state,
    fromSnapshot: snapshotId(pageId, 1, 'aaaaaaaa11'),
    toSnapshot: snapshotId(pageId, 2, 'bbbbbbbb22'),
  });
}

function verdicts(visits: readonly TwinVisit[], earlier: readonly Change[] = [], isConfirming = false) {
  return withoutTwins(visits, earlier, isConfirming).map((change) => change?.verdict);
}

describe('of two addresses with one body', () => {
  it('the shorter one tells, and names the other; the other stores its version and says where it is told', () => {
    const [index, root] = withoutTwins([visit('/index.html'), visit('/')], [], false);
    expect(root).toMatchObject({
      verdict: 'changed',
      reason: '1 block differs; the same body stands at https://a.test/index.html',
    });
    expect(index).toMatchObject({
      verdict: 'unchanged',
      accepts: true,
      reason: 'the same body as at https://a.test/, where its change is told',
    });
  });

  it('the one that an earlier chunk told is the one that tells', () => {
    expect(verdicts([visit('/')], [told('/index.html')])).toEqual(['unchanged']);
  });

  it('the one that was told tells it again when its chunk is decided again', () => {
    expect(verdicts([visit('/index.html'), visit('/')], [told('/index.html')])).toEqual([
      'changed',
      'unchanged',
    ]);
  });

  it('both wait for their second look, then one tells', () => {
    const pending = [told('/', 'pending'), told('/index.html', 'pending')];
    expect(verdicts([visit('/'), visit('/index.html')], [], true)).toEqual(['changed', 'changed']);
    const again = { lookAgain: 'change' } as const;
    expect(verdicts([visit('/index.html', again)], pending, true)).toEqual(['unchanged']);
    expect(verdicts([visit('/', again)], pending, true)).toEqual(['changed']);
  });
});

describe('both are told', () => {
  const moved = { verdict: 'changed', reason: 'price' } as unknown as TwinVisit['rows']['price'];
  it.each<[string, Bodies, (readonly Change[])?]>([
    ['when they were different before', { before: 'cccccccc33' }],
    ['when they are different now', { after: 'cccccccc33' }],
    ['when a price moved', { price: moved }],
    ['when the other one was withdrawn', { after: 'cccccccc33' }, [told('/index.html', 'withdrawn')]],
  ])('%s', (_what, bodies, earlier = []) => {
    expect(verdicts([visit('/'), visit('/index.html', bodies)], earlier)).toEqual(['changed', 'changed']);
  });
});
