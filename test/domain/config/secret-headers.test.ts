// Which headers are secrets, and that their values are sealed, masked, kept and opened as they should be.
import { describe, expect, test } from 'vitest';
import { MASK } from '../../../domain/system/secret/mask.ts';
import {
  type JobHeader,
  maskFaults,
  maskSecrets,
  openHeaders,
  resealHeaders,
  sealSecrets,
} from '../../../domain/config/secret-headers.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { isSealed } from '../../../domain/system/secret/secret-box.ts';
import { createTestBox } from '../../support/secret-box.ts';

const box = createTestBox();
const configOf = (headers: readonly JobHeader[]) =>
  jobConfigSchema.parse({ source: { kind: 'pages', urls: ['https://a.example/'] }, fetch: { headers } });
const sealed = (headers: readonly JobHeader[], kept: readonly JobHeader[] = []): JobHeader[] =>
  sealSecrets(box, configOf(headers), { headers: [...kept] }).fetch.headers;
const opened = (headers: readonly JobHeader[]): string[] => {
  const result = openHeaders(box, headers);
  return result.ok ? result.headers.map(({ value }) => value) : [result.detail];
};

describe('a header', () => {
  test.each([
    ['Cookie', undefined, true],
    ['authorization', undefined, true],
    ['Proxy-Authorization', undefined, true],
    ['X-Api-Key', undefined, true],
    ['X-Anything-Else', undefined, true],
    ['Referer', undefined, true],
    ['Accept-Language', undefined, false],
    ['ACCEPT', undefined, false],
    ['Sec-CH-UA-Platform', undefined, false],
    ['Accept-Language', true, true],
    ['X-Shop-Country', false, false],
  ])('%s, marked %s: secret %s', (name, secret, expected) => {
    const header = { name, value: 'the value', ...(secret === undefined ? {} : { secret }) };
    const [stored] = sealed([header]);
    expect(isSealed(stored?.value ?? '')).toBe(expected);
    expect(maskSecrets(configOf([header])).fetch.headers[0]?.value).toBe(expected ? MASK : 'the value');
    expect(maskSecrets(configOf([stored ?? header])).fetch.headers[0]?.value).toBe(
      expected ? MASK : 'the value',
    );
    expect(opened([stored ?? header])).toEqual(['the value']);
  });

  test('with a sealed value of somebody else is sealed once more', () => {
    const [cookie] = sealed([{ name: 'Cookie', value: 'mine' }]);
    const stolen = { name: 'Accept', value: cookie?.value ?? '', secret: false };
    expect(opened(sealed([stolen]))).toEqual([stolen.value]);
  });
});

describe('a change', () => {
  const kept = sealed([
    { name: 'Cookie', value: 'a=1' },
    { name: 'Cookie', value: 'b=2' },
    { name: 'X-Key', value: 'k' },
  ]);

  test('keeps what the mask stands for, header by header', () => {
    const masked = [
      { name: 'cookie', value: MASK },
      { name: 'Cookie', value: MASK },
      { name: 'X-Key', value: 'new' },
    ];
    const after = sealed(masked, kept);
    expect(opened(after)).toEqual(['a=1', 'b=2', 'new']);
    expect(after[0]?.value).toBe(kept[0]?.value);
  });

  test('that gives the same value again leaves the sealed one as it is', () => {
    expect(sealed([{ name: 'X-Key', value: 'k' }], kept)[0]?.value).toBe(kept[2]?.value);
  });

  test('can not reveal a secret by calling it none', () => {
    const after = sealed([{ name: 'X-Key', value: MASK, secret: false }], kept);
    expect(maskSecrets(configOf(after)).fetch.headers[0]?.value).toBe(MASK);
  });

  test('with a mask for a header the job has not is told where', () => {
    const masked = [
      { name: 'X-Key', value: MASK },
      { name: 'Authorization', value: MASK },
    ];
    expect(maskFaults(masked, kept)).toMatchObject([
      { pointer: '/config/fetch/headers/1/value', code: 'no-kept-value' },
    ]);
    expect(maskFaults('nonsense', kept)).toEqual([]);
    expect(maskFaults([null, 3, { name: 1 }], kept)).toEqual([]);
  });
});

describe('what is stored', () => {
  test('in clear is sealed, once', () => {
    const clear = [
      { name: 'Cookie', value: 'a=1' },
      { name: 'Accept', value: 'text/html' },
    ];
    const fresh = resealHeaders(box, clear) ?? [];
    expect(fresh.map(({ value }) => isSealed(value))).toEqual([true, false]);
    expect(opened(fresh)).toEqual(['a=1', 'text/html']);
    expect(resealHeaders(box, fresh)).toBeNull();
  });

  test('with an older key is sealed with the new one; with a lost key it stays and says so', () => {
    const old = sealed([{ name: 'Cookie', value: 'a=1' }]);
    const rotated = createTestBox(2, 1);
    const fresh = resealHeaders(rotated, old) ?? [];
    expect(openHeaders(createTestBox(2), fresh)).toMatchObject({ ok: true, headers: [{ value: 'a=1' }] });
    expect(resealHeaders(createTestBox(2), old)).toBeNull();
    const lost = openHeaders(createTestBox(2), old);
    expect(lost).toMatchObject({ ok: false, detail: expect.stringContaining('WEBLOOM_SECRET_KEY_OLD') });
  });
});
