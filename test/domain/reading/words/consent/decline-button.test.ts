// Every word of a button that declines is known as one, and nothing that accepts, or shows further choices, is.
import { expect, test } from 'vitest';
import { CONSENT_BUTTONS } from '../../../../../domain/reading/words/consent/consent-request.ts';
import {
  CONSENT_DECLINING,
  DECLINE_BUTTONS,
  GO_ON_WITHOUT,
  ONLY_NECESSARY,
} from '../../../../../domain/reading/words/consent/decline-button.ts';
import { spelledWords } from '../../../../support/spelled-words.ts';

test.each(spelledWords(DECLINE_BUTTONS, ONLY_NECESSARY, GO_ON_WITHOUT))('"%s" declines', (text) => {
  expect(CONSENT_DECLINING.test(text)).toBe(true);
});

test.each([
  'Reject All',
  'I do not accept',
  'Reject optional cookies',
  'Only necessary cookies',
  'Accept necessary cookies only',
  'Continue without accepting',
  'No, thanks',
  'Alle ablehnen',
  'Nur notwendige Cookies verwenden',
  'Tout refuser',
  'Rechazar todas las cookies',
  'Alles weigeren',
  'Avvisa alla',
  'Odmítnout vše',
  'Отклонить все',
  'すべて拒否する',
  '同意しない',
  '必須Cookieのみ',
  '全部拒绝',
  '모두거부',
])('"%s" declines', (text) => {
  expect(CONSENT_DECLINING.test(text)).toBe(true);
});

test.each([
  'Accept all',
  'Accept',
  'OK',
  'Got it',
  'Close',
  'Not now',
  'Settings',
  'Necessary',
  'Save settings',
  'Reject the offer of 5 May',
  'Reject and subscribe',
  'Rechazar y suscribirse',
  'Alle akzeptieren',
  'Einverstanden',
  'Tout accepter',
  'すべて許可',
  '同意する',
  '接受全部',
  'Принять все',
])('"%s" declines nothing', (text) => {
  expect(CONSENT_DECLINING.test(text)).toBe(false);
});

test('no button that is known to accept declines', () => {
  const accepting = spelledWords(CONSENT_BUTTONS).filter((text) =>
    /acc?ep|allow|akzept|hyväksy|při/.test(text),
  );
  expect(accepting.length).toBeGreaterThan(5);
  expect(accepting.filter((text) => CONSENT_DECLINING.test(text))).toEqual([]);
});
