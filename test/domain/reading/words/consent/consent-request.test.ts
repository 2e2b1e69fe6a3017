// Every word of consent is known: in a banner that comes or goes, and on a page that does nothing but ask.
import { expect, test } from 'vitest';
import { isConsentText } from '../../../../../domain/change/noise/consent.ts';
import { NO_FIELDS } from '../../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../../domain/reading/parse-page.ts';
import {
  AGE_QUESTIONS,
  CONSENT_BUTTONS,
  CONSENT_HEADS,
  CONSENT_SENTENCES,
  CONSENT_SUBJECTS,
  CONSENT_VERBS,
  WE_USE,
} from '../../../../../domain/reading/words/consent/consent-request.ts';
import { asHtml, goneOn, spelledWords } from '../../../../support/spelled-words.ts';

function featuresOf(title: string, text: string) {
  const html = `<title>${asHtml(title)}</title><p>${asHtml(text)}</p>`;
  return parsePage({ html, url: 'https://site.example/page', fields: NO_FIELDS }).features;
}

test.each(spelledWords(CONSENT_BUTTONS))('"%s" is a button of a banner', (text) => {
  expect(isConsentText(text)).toBe(true);
});

test.each(spelledWords(CONSENT_SUBJECTS))('"%s" is what a banner asks about', (text) => {
  expect(isConsentText(`We use ${text}`)).toBe(true);
});

test.each(spelledWords(CONSENT_VERBS))('"%s" asks', (text) => {
  expect(isConsentText(`${text} – cookies`)).toBe(true);
});

test.each(spelledWords(CONSENT_SENTENCES))('"%s" is a sentence of a page that asks', (text) => {
  expect(featuresOf('Harbour', text)).toMatchObject({ saysConsent: true });
});

test.each(spelledWords(WE_USE))('"%s cookies" is a sentence of a page that asks, and of a banner', (text) => {
  expect(featuresOf('Harbour', `${text} cookies`)).toMatchObject({ saysConsent: true });
  expect(isConsentText(`${text} cookies`)).toBe(true);
});

test.each(spelledWords(CONSENT_HEADS, AGE_QUESTIONS))('"%s" heads a page that asks', (text) => {
  expect(featuresOf(goneOn(text), 'Harbour')).toMatchObject({ asksConsent: true });
});
