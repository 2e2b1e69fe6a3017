// Versions of a page that were told before, replayed as runs would have judged them.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import { replayVersions } from '../../../domain/change/replay.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { withTold } from '../../../domain/change/told/told-version.ts';

const STILL = 'The harbour was dug by hand in a single dry summer, and the wall is of stone.';

/** `text: value` of a field that the job takes from the page. */
function version(written: string): ComparedPage {
  const [text = '', value] = written.split(': ');
  const blocks = [STILL, text].map((line) => ({ path: 'main/p', text: line }));
  const facts = { raw: value ?? '', source: 'selector', locator: '.x', confidence: 1 } as const;
  const fields = value === undefined ? [] : [{ name: 'pilot', value, ...facts }];
  return { blocks, textHash: text, fields, pageType: 'article' };
}

function stepsOf(written: string, rules: ChangeRules): string[] {
  const { verdicts } = replayVersions(written.split(' | ').map(version), { noise: 'none', ...rules });
  return verdicts.map(({ verdict, step }) => (verdict === 'changed' ? 'told' : step));
}

describe('versions told before', () => {
  it.each<[string, string, number, string[]]>([
    ['one of two', 'open | shut | open', 2, ['first', 'told', 'known-version']],
    ['none, with the stored one alone', 'open | shut | open', 1, ['first', 'told', 'told']],
    [
      'with the same value of a field',
      'open: Ann | open: Ben | open: Ann',
      2,
      ['first', 'told', 'known-version'],
    ],
    ['with another value of a field', 'open: Ann | shut: Ann | open: Ben', 2, ['first', 'told', 'told']],
    [
      'the latest ones alone',
      'open | shut | wet | open | shut',
      2,
      ['first', 'told', 'told', 'told', 'told'],
    ],
  ])('are known: %s', (_what, written, comparedVersions, expected) => {
    expect(stepsOf(written, { comparedVersions })).toEqual(expected);
  });

  it('are each kept once, the newest first', () => {
    const [open, shut] = [version('open'), version('shut')];
    expect(withTold([shut, open], open, 2)).toEqual([open, shut]);
    expect(withTold([shut], open, 1)).toEqual([open]);
  });
});
