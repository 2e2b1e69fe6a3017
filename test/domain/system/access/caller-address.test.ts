import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerAddress, parseTrustedProxies } from '../../../../domain/system/access/caller-address.ts';

const { proxies } = parseTrustedProxies('127.0.0.1, 10.0.0.0/8 fd00::/8');

test.each([
  ['nobody is trusted: the header is not believed', '198.51.100.7', '192.0.2.1', '198.51.100.7'],
  ['a trusted proxy without a header', '10.0.0.5', undefined, '10.0.0.5'],
  ['what the proxy saw', '10.0.0.5', '192.0.2.1', '192.0.2.1'],
  [
    'the rightmost that is no proxy: the rest is what the caller claims',
    '10.0.0.5',
    '203.0.113.9, 192.0.2.1, 10.1.1.1',
    '192.0.2.1',
  ],
  ['only proxies: the outermost', '10.0.0.5', '10.2.2.2, 10.1.1.1', '10.2.2.2'],
  ['a socket for both families', '::ffff:10.0.0.5', '192.0.2.1', '192.0.2.1'],
  ['an IPv6 caller behind an IPv6 proxy', 'fd00::5', '2001:db8::1', '2001:db8::1'],
  ['a port', '127.0.0.1', '192.0.2.1:51344', '192.0.2.1'],
  ['a bracket and a port', '127.0.0.1', '[2001:db8::1]:51344', '2001:db8::1'],
  ['a word is no address', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['a script is no address', '127.0.0.1', '192.0.2.1, <b>x</b>', '127.0.0.1'],
  ['an empty header', '127.0.0.1', ' , ', '127.0.0.1'],
] as const)('finds the address of the caller: %s', (_what, connection, forwarded, wanted) => {
  expect(callerAddress(connection, forwarded, proxies)).toBe(wanted);
});

test('whatever a caller claims, the address is the one its proxy saw', () => {
  fc.assert(
    fc.property(fc.string(), (claim) => {
      expect(callerAddress('10.0.0.5', `${claim}, 192.0.2.1`, proxies)).toBe('192.0.2.1');
      expect(callerAddress('192.0.2.1', claim, proxies)).toBe('192.0.2.1');
    }),
  );
});

test.each(['loopback', '10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.1:80'])(
  'a text that is no address or block is a fault: %s',
  (part) => {
    const { faults } = parseTrustedProxies(`10.0.0.1, ${part}`);
    expect(faults).toEqual([
      expect.stringMatching(/not an IP address or block; write 10\.0\.0\.5 or 10\.0\.0\.0\/8/),
    ]);
  },
);

test.each(['0.0.0.0/0', '::/0'])('everybody is no proxy: %s', (part) => {
  expect(parseTrustedProxies(part)).toEqual({
    proxies: [],
    faults: [expect.stringContaining('anybody could claim')],
  });
});
