import { describe, expect, it } from 'vitest';
import { NO_SESSION } from '../../../../domain/config/login/login.ts';
import {
  maskLogin,
  openLogin,
  resealLogin,
  sealJar,
  sealLogin,
} from '../../../../domain/config/login/login-secrets.ts';
import { oneTimeCodes } from '../../../../domain/config/login/one-time-code.ts';
import type { LoginSettings } from '../../../../domain/config/login/schema.ts';
import { createTestBox } from '../../../support/secret-box.ts';

const FORM: LoginSettings = {
  kind: 'form',
  url: 'https://shop.example/login',
  user: 'ada',
  password: 'hunter2',
  otp: 'JBSWY3DPEHPK3PXP',
};
const SETTINGS: readonly LoginSettings[] = [
  FORM,
  { kind: 'basic', user: 'ada', password: 'hunter2' },
  { kind: 'bearer', token: 'tok-1' },
];

describe('the secrets of a login', () => {
  it.each(SETTINGS)('are sealed, shown as masks, and opened for it alone: $kind', (settings) => {
    const box = createTestBox();
    const sealed = sealLogin(box, { _id: 'lgn_1', settings });
    const secrets = /hunter2|JBSWY3DPEHPK3PXP|tok-1/;
    expect(JSON.stringify([sealed, maskLogin(settings)])).not.toMatch(secrets);
    const session = { ...NO_SESSION, jar: sealJar(box, 'lgn_1', '{"cookies":[]}') };
    expect(openLogin(box, { _id: 'lgn_1', settings: sealed, session })).toEqual({
      ok: true,
      settings,
      jar: '{"cookies":[]}',
    });
    expect(openLogin(box, { _id: 'lgn_2', settings: sealed, session })).toMatchObject({ ok: false });
  });

  it('that come back as their masks keep what was sealed', () => {
    const box = createTestBox();
    const sealed = sealLogin(box, { _id: 'lgn_1', settings: FORM });
    expect(sealLogin(box, { _id: 'lgn_1', settings: maskLogin(FORM) }, sealed)).toEqual(sealed);
  });

  it('are sealed anew by a new key, and left as they are where the old one is gone', () => {
    const old = createTestBox(1);
    const settings = sealLogin(old, { _id: 'lgn_1', settings: FORM });
    const session = { ...NO_SESSION, jar: sealJar(old, 'lgn_1', '{}') };
    expect(resealLogin(old, { _id: 'lgn_1', settings, session })).toBeNull();
    expect(resealLogin(createTestBox(2), { _id: 'lgn_1', settings, session })).toBeNull();
  });
});

describe('one-time codes', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [20_000_000_000, '353130'],
  ])('at %i s are those of the RFC', (seconds, code) => {
    expect(oneTimeCodes(RFC)?.(new Date(seconds * 1_000))).toBe(code);
  });

  it.each([
    `otpauth://totp/Shop:ada?secret=${RFC}&issuer=Shop`,
    'gezd gnbv gy3t qojq gezd gnbv gy3t qojq',
    ` ${RFC} `,
  ])('are made of %s', (secret) => {
    expect(oneTimeCodes(secret)?.(new Date(59_000))).toBe('287082');
  });

  it.each(['', 'not base32!', 'otpauth://hotp/Shop?secret=GEZDGNBV&counter=1', 'otpauth://nothing'])(
    'are not made of "%s"',
    (secret) => {
      expect(oneTimeCodes(secret)).toBeNull();
    },
  );
});
