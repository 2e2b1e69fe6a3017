// Where the parts of a page stand, as pictures and lists show it: the same as a run stores, by the outermost elements.
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';
import { markedPlace } from '../../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import {
  linePlaces,
  NO_PLACE_RULES,
  pagePlaces,
  placeRulesOf,
} from '../../../../domain/reading/part/page-places.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import { watchRulesOf, type WatchSettings } from '../../../../domain/reading/part/watch-rules.ts';

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';
const PAGE = `<html><body><main><h1>The mill</h1><p>${PROSE.repeat(3)}</p><div id="box">Own words<p class="turning">Tours</p></div>
  <div class="advertisement" data-ad-slot="1"><p>Buy flour</p></div></main>
  <footer><p class="hours">Monday 9 to 12</p><p>Imprint</p></footer>
  <div id="onetrust-consent-sdk"><p>We value your privacy</p></div></body></html>`;

/** Names of the elements in place of their numbers. */
function shown(settings: WatchSettings) {
  const { all } = parseHtml(PAGE);
  const nameOf = (node: number): string => {
    const { name = '', attribs = {} } = all[node] ?? {};
    return attribs['id'] ?? attribs['class'] ?? name;
  };
  const { body, frame, own } = pagePlaces(PAGE, placeRulesOf(settings) ?? NO_PLACE_RULES);
  return { body: body.map(nameOf), frame: frame.map(nameOf), own: own.map(nameOf) };
}

describe('the places of a page', () => {
  it('are those of the outermost elements of which all lines stand alike', () => {
    expect(shown({})).toEqual({ body: ['h1', 'p', 'box'], frame: ['footer'], own: [] });
  });

  it('are said of its own lines alone by an element that holds lines of another place', () => {
    const { body, frame, own } = shown({ frameParts: ['.turning'], bodyParts: ['.hours'] });
    expect(body).toEqual(['h1', 'p', 'box', 'hours']);
    expect(frame).toEqual(['turning', 'p']);
    expect(own).toEqual(['box']);
  });

  it.each<WatchSettings>([
    {},
    { bodyParts: ['footer'] },
    { frameParts: ['#box'] },
    { scope: { exclude: ['h1'] } },
  ])('are line by line those of a version that a run stores, with %j', (settings) => {
    const source = { text: PAGE, contentType: 'text/html', url: 'https://mill.test/' };
    const { blocks } = readVersion(source, { fields: NO_FIELDS, watched: watchRulesOf(settings) });
    const places = [...linePlaces(PAGE, placeRulesOf(settings) ?? NO_PLACE_RULES).values()];
    // The box has one line of its own and one of an element of its own.
    expect(places.filter((place) => place !== 'left-out')).toEqual(blocks.map(markedPlace));
    expect(places).toContain('left-out');
  });

  it('say where no body would be left, so that the names of a job do not count', () => {
    const rules = (frame: string[]) => ({ exclude: [], named: { body: [], frame } });
    expect(pagePlaces(PAGE, rules(['body'])).allFrame).toBe(true);
    expect(pagePlaces(PAGE, rules(['main p'])).allFrame).toBe(false);
    expect(pagePlaces(PAGE, NO_PLACE_RULES).allFrame).toBe(false);
  });

  it('are none where a job watches a part, a source or data', () => {
    for (const settings of [
      { scope: { include: ['main'] } },
      { compare: 'source' },
      { format: 'json' },
    ] as const)
      expect(placeRulesOf(settings)).toBeNull();
  });
});
