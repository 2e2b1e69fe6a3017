// Signatures are those of Standard Webhooks: its own package verifies them.
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  type Signer,
  newSigningKey,
  parseSigningKey,
  signatureHeaders,
  validKeys,
} from '../../../../domain/alert/channel/signature.ts';

const signer: Signer = {
  sign: (key, text) => createHmac('sha256', key).update(text).digest('base64'),
};
const [OLD, NEW] = [1, 2].map((fill) => newSigningKey(Buffer.alloc(32, fill).toString('base64url')));

describe('a signature', () => {
  it('is accepted by receivers with the old key and with the new one', () => {
    const at = new Date();
    const body = '{"type":"alert.begin","data":{"title":"Käse"}}';
    const headers = signatureHeaders({ id: 'dlv_1', at, body, keys: [NEW ?? '', OLD ?? ''] }, signer);
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const key of [OLD, NEW])
      expect(new Webhook(key ?? '').verify(body, { ...headers })).toMatchObject({ type: 'alert.begin' });
    expect(() =>
      new Webhook(newSigningKey(Buffer.alloc(32, 3).toString('base64url'))).verify(body, { ...headers }),
    ).toThrow('No matching signature');
    expect(() => new Webhook(NEW ?? '').verify(`${body} `, { ...headers })).toThrow('No matching signature');
  });

  it('uses the key before only until its time', () => {
    const until = new Date('2026-05-02T00:00:00Z');
    const signing = { secret: 'new', former: { secret: 'old', until } };
    expect(validKeys(signing, new Date(until.getTime() - 1))).toEqual(['new', 'old']);
    expect(validKeys(signing, until)).toEqual(['new']);
    expect(validKeys({ secret: 'new', former: null }, until)).toEqual(['new']);
  });

  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 24],
    [`whsec_${Buffer.alloc(64, 7).toString('base64')}`, 64],
    [`whsec_${Buffer.alloc(65, 7).toString('base64')}`, null],
    [`whsec_${Buffer.alloc(23, 7).toString('base64')}`, null],
    ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', null],
    ['whsec_not base64 at all, but long enough', null],
    ['', null],
  ])('%s has a key of %s bytes', (written, bytes) => {
    expect(parseSigningKey(written)?.length ?? null).toBe(bytes);
  });
});
