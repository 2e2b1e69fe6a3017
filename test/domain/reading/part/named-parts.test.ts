// Parts of a page that a job calls body or frame: the nearest named element decides, and a page keeps some body.
import { describe, expect, it } from 'vitest';
import { isAdBlock, isFrameBlock } from '../../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import {
  comparedTitle,
  watchRulesOf,
  type WatchSettings,
} from '../../../../domain/reading/part/watch-rules.ts';

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';
const PAGE = `<main><h1>The mill</h1><p>${PROSE.repeat(3)}</p><div class="turning"><p>Tours</p><p class="fee">Fee</p></div>
  <div data-ad-slot="7" class="advertisement"><p>Buy flour</p></div></main>
  <footer><nav><p><a href="/blog">Blog</a></p></nav><div id="hours"><p>Monday 9 to 12</p><p class="imprint">Imprint</p></div></footer>`;

function frameOf(settings: WatchSettings, body = PAGE): string[] {
  const text = `<html lang="en"><head><title>The mill</title></head><body>${body}</body></html>`;
  const { blocks } = readVersion(
    { text, contentType: 'text/html', url: 'https://mill.test/' },
    { fields: NO_FIELDS, watched: watchRulesOf(settings) },
  );
  expect(blocks.filter(isAdBlock).map((block) => block.text)).toEqual(
    body.includes('Buy flour') ? ['Buy flour'] : [],
  );
  return blocks.filter(isFrameBlock).map((block) => block.text);
}

describe('what a job calls', () => {
  it('nothing stays what the rule makes of it', () => {
    expect(frameOf({})).toEqual(['Blog', 'Monday 9 to 12', 'Imprint']);
  });

  it.each<[string, WatchSettings, string[]]>([
    ['body is body', { bodyParts: ['#hours'] }, ['Blog']],
    ['frame is frame', { frameParts: ['.turning'] }, ['Tours', 'Fee', 'Blog', 'Monday 9 to 12', 'Imprint']],
    [
      'body within what it calls frame',
      { frameParts: ['.turning'], bodyParts: ['.fee'] },
      ['Tours', 'Blog', 'Monday 9 to 12', 'Imprint'],
    ],
    ['frame within what it calls body', { bodyParts: ['footer'], frameParts: ['.imprint'] }, ['Imprint']],
    ['body by XPath is body', { bodyParts: ['//div[@id="hours"]/p[1]/text()'] }, ['Blog', 'Imprint']],
    ['body within a line has the line', { bodyParts: ['a[href="/blog"]'] }, ['Monday 9 to 12', 'Imprint']],
    ['both by different selectors is body', { bodyParts: ['#hours'], frameParts: ['footer div'] }, ['Blog']],
    ['and is not there changes nothing', { bodyParts: ['.gone'] }, ['Blog', 'Monday 9 to 12', 'Imprint']],
    ['body beside targets of links', { bodyParts: ['#hours'], linkTargets: true }, ['Blog (/blog)']],
    ['body beside what is left out', { bodyParts: ['#hours'], scope: { exclude: ['nav'] } }, []],
  ])('%s', (_what, settings, frame) => {
    expect(frameOf(settings)).toEqual(frame);
  });

  it('frame takes no page whole: one of which nothing would be left keeps what the rule says', () => {
    expect(frameOf({ frameParts: ['body'] })).toEqual(frameOf({}));
    expect(frameOf({ frameParts: ['body'], bodyParts: ['h1'] })).toHaveLength(6);
  });

  it('frame divides a page in which the rule finds none', () => {
    const plain = '<h1>Mill</h1><div class="news"><p>Open</p></div>';
    expect(frameOf({}, plain)).toEqual([]);
    expect(frameOf({ frameParts: ['.news'] }, plain)).toEqual(['Open']);
  });

  it('body leaves an advertisement one', () => {
    expect(frameOf({ bodyParts: ['main'] })).toEqual(['Blog', 'Monday 9 to 12', 'Imprint']);
  });
});

describe('rules that only name parts', () => {
  it('compare the title still, as the whole page is watched', () => {
    expect(comparedTitle(watchRulesOf({ bodyParts: ['footer'] }), 'The mill')).toEqual({ title: 'The mill' });
    expect(comparedTitle(watchRulesOf({ scope: { include: ['main'] } }), 'The mill')).toEqual({});
  });

  it('are none where the lists are empty, so that versions of other jobs stay what they were', () => {
    expect(watchRulesOf({ bodyParts: [], frameParts: [' '] })).toBeNull();
    expect(watchRulesOf({ scope: { include: ['main'] }, bodyParts: [] })).not.toHaveProperty('named');
  });
});
