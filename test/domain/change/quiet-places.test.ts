// What a page shows beside its content: advertisements that rotate, and its title.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import { detectChange } from '../../../domain/change/detect.ts';
import { learnNoise } from '../../../domain/change/learn-noise.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { adPath } from '../../../domain/reading/html/place-mark.ts';

const PROSE = 'This paragraph stands on every version of the page and says the same thing. '.repeat(4);

function page(
  texts: readonly string[],
  ads: readonly string[],
  more: Partial<ComparedPage> = {},
): ComparedPage {
  const blocks = [
    { path: 'main/h1', text: 'The mill' },
    { path: 'main/p', text: PROSE },
    ...ads.map((text) => ({ path: adPath('div/p'), text })),
    ...texts.map((text) => ({ path: 'main/p', text })),
  ];
  const textHash = blocks.map(({ text }) => text).join('\n');
  return { blocks, textHash, fields: [], pageType: 'article', ...more };
}

function judge(before: ComparedPage, after: ComparedPage, rules: ChangeRules = {}, volatile: string[] = []) {
  return detectChange({ baseline: { ...before, volatile, availability: 'unknown' }, current: after, rules });
}

describe('what differs in advertisements', () => {
  const [before, after] = [
    page(['Open on Sunday.'], ['Buy shoes']),
    page(['Open on Sunday.'], ['Sail to Rio']),
  ];

  it('is told to nobody, and is kept with its rule', () => {
    expect(judge(before, after)).toMatchObject({
      verdict: 'unchanged',
      step: 'noise',
      suppressed: [{ rule: 'advertisement', before: 'Buy shoes', after: 'Sail to Rio' }],
    });
  });

  it('is no excuse for the content beside it', () => {
    const closed = page(['The mill is closed for good.'], ['Open on Sunday.']);
    const verdict = judge(before, closed);
    expect(verdict).toMatchObject({ verdict: 'changed', suppressed: [{ rule: 'advertisement' }] });
    const texts = verdict.verdict === 'changed' ? verdict.change.blocks : [];
    expect(texts.flatMap((block) => [block.before, block.after])).toEqual(
      expect.arrayContaining(['Open on Sunday.', 'The mill is closed for good.']),
    );
  });

  it('that take the place of content hides nothing', () => {
    const gone = page([], ['Open on Sunday!']);
    expect(judge(page(['Open on Sunday.'], []), gone)).toMatchObject({
      verdict: 'changed',
      change: { blocks: [{ op: 'removed', before: 'Open on Sunday.' }] },
    });
  });

  it('is told to jobs that know no noise', () => {
    expect(judge(before, after, { noise: 'none' })).toMatchObject({ verdict: 'changed' });
  });
});

describe('a new title alone', () => {
  const titled = (title: string, more: Partial<ComparedPage> = {}): ComparedPage =>
    page([], [], { title, ...more });

  it('is a minor change with words of its own', () => {
    expect(judge(titled('The mill'), titled('The mill is closed'))).toMatchObject({
      verdict: 'changed',
      reason: 'the title differs',
      change: { severity: 'minor', summary: 'Title went from “The mill” to “The mill is closed”' },
    });
  });

  it('is one beside noise, too', () => {
    const before = page(['3 hours ago'], [], { title: 'The mill' });
    const after = page(['4 hours ago'], [], { title: 'The mill is closed' });
    expect(judge(before, after)).toMatchObject({
      verdict: 'changed',
      change: { summary: 'Title went from “The mill” to “The mill is closed”' },
      suppressed: [{ rule: 'relative-time' }],
    });
  });

  interface Judging {
    readonly page?: Partial<ComparedPage>;
    readonly rules?: ChangeRules;
    readonly volatile?: string[];
  }
  it.each<[string, string, string, Judging?]>([
    ['that is the same but for spaces', 'The  mill', 'The mill'],
    ['that counts what waits', '(3) The mill', '(12) The mill'],
    ['that begins to count', 'The mill', '(1) The mill'],
    ['that shows a clock', 'The mill 14:02:11', 'The mill 14:03:12'],
    ['that was not there before', '', 'The mill'],
    ['of a page of which a part is watched', 'The mill', 'The mill is closed', { page: { isChosen: true } }],
    ['of a document', 'The mill', 'The mill is closed', { page: { isDocument: true } }],
    ['of a job that asks for lines', 'The mill', 'The mill is closed', { rules: { triggerText: ['mill'] } }],
    ['that was seen to differ by itself', 'The mill', 'The mill is closed', { volatile: ['title\t*'] }],
  ])('is none %s', (_what, before, after, { page = {}, rules = {}, volatile = [] } = {}) => {
    const verdict = judge(titled(before, page), titled(after, page), rules, volatile);
    expect(verdict.verdict).toBe('unchanged');
  });

  it('is learned as noise where two looks in a row show two titles', () => {
    const first = { ...titled('Deal of the day: shoes'), volatile: [] };
    const looked = learnNoise({ ...first, availability: 'unknown' }, titled('Deal of the day: a boat'));
    expect(looked).toMatchObject({ verdict: 'unchanged', learned: ['title\t*'] });
  });
});
