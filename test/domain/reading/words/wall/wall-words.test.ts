// Every word of a wall makes a small page say so: a name in title and heading, a sentence in its text.
import { describe, expect, test } from 'vitest';
import type { WebPageFeatures } from '../../../../../domain/reading/page/page-features.ts';
import { noiseAlone } from '../../../../../domain/change/noise/noise.ts';
import { NO_FIELDS } from '../../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../../domain/reading/parse-page.ts';
import { BLOCKED_NAMES, BLOCKED_SENTENCES } from '../../../../../domain/reading/words/wall/blocked-wall.ts';
import { CAPTCHA_NAMES, CAPTCHA_SENTENCES } from '../../../../../domain/reading/words/wall/captcha-wall.ts';
import { ERROR_NAMES, ERROR_SENTENCES } from '../../../../../domain/reading/words/wall/error-wall.ts';
import { LOGIN_WORDS } from '../../../../../domain/reading/words/wall/login-wall.ts';
import { LOST_NAMES, LOST_SENTENCES } from '../../../../../domain/reading/words/wall/lost-page.ts';
import { PARKED_SENTENCES } from '../../../../../domain/reading/words/wall/parked-page.ts';
import {
  SAID_BY_NOTICES,
  SCRIPT_WANTED,
  WANTED_BY_PAGES,
} from '../../../../../domain/reading/words/wall/script-wall.ts';
import { asHtml, spelledWords } from '../../../../support/spelled-words.ts';

function featuresOf(title: string, body: string): WebPageFeatures {
  const html = `<html><head><title>${asHtml(title)}</title></head><body>${body}</body></html>`;
  const { features } = parsePage({ html, url: 'https://site.example/page', fields: NO_FIELDS });
  if (features.format !== undefined) throw new Error('A page was expected');
  return features;
}

const heading = (text: string): WebPageFeatures => featuresOf(text, `<h1>${asHtml(text)}</h1>`);
const line = (text: string): WebPageFeatures => featuresOf('Harbour', `<p>${asHtml(text)}</p>`);

describe.each([
  ['wallCaptcha', CAPTCHA_NAMES, CAPTCHA_SENTENCES],
  ['wallBlocked', BLOCKED_NAMES, BLOCKED_SENTENCES],
  ['wallError', ERROR_NAMES, ERROR_SENTENCES],
  ['wallNotFound', LOST_NAMES, LOST_SENTENCES],
] as const)('the sign %s', (sign, names, sentences) => {
  test.each(spelledWords(names))('is named by "%s"', (text) => {
    expect(heading(text)[sign]).toBe('both');
  });

  test.each(spelledWords(sentences))('is said by "%s"', (text) => {
    expect(line(text)[sign]).not.toBe('');
  });
});

test.each(spelledWords(PARKED_SENTENCES))('"%s" stands in place of a site', (text) => {
  expect(line(text).isParked).toBe(true);
});

test.each(spelledWords(LOGIN_WORDS))('"%s" asks for a login', (text) => {
  expect(heading(text).asksLogin).toBe(true);
});

describe('a wish for JavaScript', () => {
  test.each(spelledWords(SCRIPT_WANTED))('"%s" is known to both readers', (text) => {
    expect(line(text).saysScript).toBe(true);
    expect(noiseAlone(text)).toBe('script-notice');
  });

  test.each(spelledWords(WANTED_BY_PAGES))('"%s" is known on pages', (text) => {
    expect(line(text).saysScript).toBe(true);
  });

  test.each(spelledWords(SAID_BY_NOTICES))('"%s" is known as a notice', (text) => {
    expect(noiseAlone(text)).toBe('script-notice');
  });
});
