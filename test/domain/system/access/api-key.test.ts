import { expect, test } from 'vitest';
import { keyFault, keyState } from '../../../../domain/system/access/api-key.ts';
import { keyText, parseKeyText } from '../../../../domain/system/access/key-text.ts';
import { sessionEnd } from '../../../../domain/system/access/session.ts';

const ULID = '01M8CQSVNZ1N25KPWMR74FGP36';
const SECRET = 'A'.repeat(20) + '_-b'.repeat(7) + 'cd';
const NOW = new Date('2026-01-15T12:00:00Z');
const LATER = new Date('2026-01-15T12:00:01Z');

test('the text of a key names the stored key and the secret', () => {
  expect(parseKeyText(keyText(ULID, SECRET))).toEqual({ keyId: `key_${ULID}`, secret: SECRET });
});

test.each(['', 'wl_', `wl_${ULID}`, `wl_${ULID}_short`, `wl_${ULID}_${SECRET}x`, `xx_${ULID}_${SECRET}`])(
  'another text is no key: %j',
  (text) => {
    expect(parseKeyText(text)).toBeNull();
  },
);

test('a key works until the moment it expires, and never after it was revoked', () => {
  const key = { name: 'ci', revokedAt: null };
  expect(keyState({ ...key, expiresAt: null }, NOW)).toBe('active');
  expect(keyState({ ...key, expiresAt: LATER }, NOW)).toBe('active');
  expect(keyState({ ...key, expiresAt: NOW }, NOW)).toBe('expired');
  expect(keyState({ expiresAt: LATER, revokedAt: NOW }, NOW)).toBe('revoked');
  expect(keyFault({ ...key, expiresAt: LATER }, NOW)).toBeNull();
  expect(keyFault({ ...key, expiresAt: NOW }, NOW)).toMatch(/"ci" expired on 2026-01-15.*new one/);
  expect(keyFault({ ...key, expiresAt: null, revokedAt: NOW }, NOW)).toMatch(/revoked on 2026-01-15/);
});

test('a session ends after seven days, or with its key', () => {
  expect(sessionEnd(NOW, null)).toEqual(new Date('2026-01-22T12:00:00Z'));
  expect(sessionEnd(NOW, LATER)).toBe(LATER);
});
