// What differs around the text of a page: minor by default, like the text or quiet where a job says so; never in place of the
// text, and never for a line that only went from one to the other.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import { detectChange } from '../../../domain/change/detect.ts';
import { learnVolatile } from '../../../domain/change/noise/volatile.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { framePath } from '../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../domain/reading/part/read-version.ts';
import { watchRulesOf, type WatchSettings } from '../../../domain/reading/part/watch-rules.ts';

const PROSE = 'This paragraph stands on every version of the page and says the same thing. '.repeat(4);

function page(
  texts: readonly string[],
  frame: readonly string[],
  path = framePath('footer/p'),
): ComparedPage {
  const blocks = [
    { path: 'main/h1', text: 'The mill' },
    { path: 'main/p', text: PROSE },
    ...texts.map((text) => ({ path: 'main/p', text })),
    ...frame.map((text) => ({ path, text })),
  ];
  return { blocks, textHash: blocks.map(({ text }) => text).join('\n'), fields: [], pageType: 'article' };
}

function judge(
  before: ComparedPage,
  after: ComparedPage,
  rules: ChangeRules = {},
  volatile: readonly string[] = [],
) {
  return detectChange({ baseline: { ...before, volatile, availability: 'unknown' }, current: after, rules });
}

const MENU = ['Home', 'Prices', 'About us'];
const LONGER = [...MENU, 'Blog', 'Careers', 'Everything about our new mill in the next valley'];

describe('a menu that changed while the text stood still', () => {
  const [before, after] = [page(['Open on Sunday.'], MENU), page(['Open on Sunday.'], LONGER)];

  it('is one minor change that says where it is', () => {
    expect(judge(before, after)).toMatchObject({
      verdict: 'changed',
      change: {
        severity: 'minor',
        frameOnly: true,
        summary: 'Around the text: 3 paragraphs added: “Everything about our new mill in the next valley”',
      },
    });
  });

  it('is told like the text where the job says so', () => {
    const told = judge(before, after, { frame: 'tell' });
    expect(told).toMatchObject({ verdict: 'changed', change: { severity: 'notable' } });
    expect(told).not.toHaveProperty('change.frameOnly');
  });

  it('is quiet where the job says so, and kept with its rule', () => {
    const quiet = judge(before, after, { frame: 'quiet' });
    expect(quiet).toMatchObject({
      verdict: 'unchanged',
      step: 'noise',
      suppressed: [{ rule: 'frame' }, {}, {}],
    });
  });

  it('is below what a job asks for that wants notable changes alone', () => {
    expect(judge(before, after, { minSeverity: 'notable' })).toMatchObject({ verdict: 'unchanged' });
  });
});

describe('beside a change of the text', () => {
  it('the summary and the weight are those of the text; the frame is evidence', () => {
    const told = judge(page(['Open on Sunday.'], MENU), page(['Open on Monday, from 9 to 12.'], LONGER));
    expect(told).toMatchObject({
      change: {
        severity: 'notable',
        summary: '“Open on Sunday.” became “Open on Monday, from 9 to 12.” under The mill',
      },
    });
    expect(told).toHaveProperty('change.blocks.length', 4);
    expect(told).not.toHaveProperty('change.frameOnly');
  });

  it('the frame hides nothing: a text that is gone is told though the footer says it now', () => {
    const told = judge(
      page(['Open on Sunday.'], ['Closed on Monday.']),
      page([], ['Open on Sunday, mostly.']),
    );
    expect(told).toMatchObject({ change: { blocks: [{ op: 'removed', before: 'Open on Sunday.' }, {}] } });
  });
});

describe('a line that is taken for something else than before', () => {
  it('is still there, and no change', () => {
    const [inText, inFrame] = [page(['A line of its own.'], MENU), page([], [...MENU, 'A line of its own.'])];
    for (const [before, after] of [
      [inText, inFrame],
      [inFrame, inText],
    ] as const)
      expect(judge(before, after)).toMatchObject({
        verdict: 'unchanged',
        suppressed: [{ rule: 'reframed' }, { rule: 'reframed' }],
      });
  });

  it('with all others, as when a site names its parts at last, is no change either', () => {
    const unnamed = page(['Open on Sunday.'], MENU, 'div/p');
    const named = page(['Open on Sunday.'], MENU);
    const changed = page(['Open on Sunday, from now on until noon.'], MENU);
    for (const other of [named, { ...named, textHash: 'other' }])
      expect(judge(unnamed, other)).toMatchObject({ verdict: 'unchanged' });
    expect(judge(unnamed, changed)).toMatchObject({ change: { blocks: [{ op: 'replaced' }] } });
  });
});

describe('a part that the job now calls frame, or body', () => {
  const source = (news: string): string =>
    `<main><h1>The mill</h1><p>${PROSE}</p><p>${news}</p><div class="teaser"><p>Tours</p><p>Shop</p></div></main>
     <footer><p>Monday 9 to 12</p><p>Imprint</p></footer>`;
  const read = (news: string, settings: WatchSettings): ComparedPage => {
    const body = { text: source(news), contentType: 'text/html', url: 'https://mill.test/' };
    const { blocks } = readVersion(body, { fields: NO_FIELDS, watched: watchRulesOf(settings) });
    return { blocks, textHash: blocks.map(({ text }) => text).join('\n'), fields: [], pageType: 'article' };
  };
  const named: WatchSettings = { frameParts: ['.teaser'], bodyParts: ['footer p:first-child'] };

  it('is no change of the page, though the stored version was read without it and can not be read again', () => {
    const [old, now] = [read('Open.', {}), read('Open.', named)];
    expect(now.blocks).not.toEqual(old.blocks);
    for (const other of [now, { ...now, textHash: 'other' }])
      expect(judge(old, other)).toMatchObject({ verdict: 'unchanged' });
    expect(judge({ ...now, textHash: 'other' }, old)).toMatchObject({ verdict: 'unchanged' });
  });

  it('hides no change that came with it', () => {
    const told = judge(read('Open on Sunday.', {}), read('Open on Monday.', named));
    expect(told).toMatchObject({
      change: { blocks: [{ before: 'Open on Sunday.', after: 'Open on Monday.' }] },
    });
    expect(told).toHaveProperty('suppressed.length', 6);
  });

  it('is told as what it is called', () => {
    const opened = (settings: WatchSettings): object => {
      const before = read('Open.', settings);
      const blocks = before.blocks.map((block) => ({
        ...block,
        text: block.text.replace('9 to 12', '9 to 16'),
      }));
      return judge(before, { ...before, blocks, textHash: 'other' });
    };
    expect(opened({})).toMatchObject({ change: { severity: 'minor', frameOnly: true } });
    expect(opened(named)).not.toHaveProperty('change.frameOnly');
    expect(opened(named)).toMatchObject({ verdict: 'changed' });
  });
});

it('a place that turns by itself is known whether it is text or frame', () => {
  const box = (text: string, path: string): ComparedPage => page(['Open on Sunday.'], [...MENU, text], path);
  const learned = learnVolatile(box('Ask Ida', 'footer/p').blocks, box('Karl teaches', 'footer/p').blocks);
  expect(learned.length).toBeGreaterThan(0);
  for (const path of ['footer/p', framePath('footer/p')])
    expect(judge(box('Karl teaches', path), box('Ask Ida', path), {}, learned)).toMatchObject({
      verdict: 'unchanged',
      suppressed: [{ rule: 'learned' }],
    });
});
