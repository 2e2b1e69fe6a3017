// Lists in which what a run tells together is one row.
import { describe, expect, test } from 'vitest';
import {
  foldTogether,
  togetherReason,
  togetherSummary,
} from '../../../../domain/change/words/fold-together.ts';

const BLOG = { op: 'added', path: 'nav/ul/li/a', after: 'Blog' };

const change = (n: number, siteWide: string | null, runId = 'run_1') => ({
  runId,
  siteWide,
  url: `https://shop.example/${n}`,
  summary: `Change ${n}`,
  frameOnly: siteWide?.startsWith('frame') === true,
  blocks: [BLOG, { op: 'added', path: 'nav/ul/li/a', after: `Page ${n}` }],
});

describe('rows', () => {
  test('hold what has one key in one run', () => {
    const rows = foldTogether([change(1, 'a'), change(2, null), change(3, 'a'), change(4, 'a', 'run_2')]);
    expect(rows.map((row) => [row.change.summary, row.same.map(({ summary }) => summary)])).toEqual([
      ['Change 1', ['Change 3']],
      ['Change 2', []],
      ['Change 4', []],
    ]);
  });

  test('of frames say what most of them share; others what their first change says', () => {
    const [frames] = foldTogether([change(1, 'frame of shop.example'), change(2, 'frame of shop.example')]);
    const [template] = foldTogether([change(1, 'a'), change(2, 'a')]);
    expect(frames).toBeDefined();
    expect(template).toBeDefined();
    if (frames === undefined || template === undefined) return;
    expect(togetherSummary(frames)).toBe('The menu of shop.example changed: + Blog, + Page 1, + Page 2');
    expect(togetherSummary({ ...frames, same: [] })).toBe('Change 1');
    expect(togetherSummary(template)).toBe('Change 1');
    expect(togetherReason(frames)).toBe('what stands around the text changed');
    expect(togetherReason(template)).toBe('the template of the site changed');
  });
});
