// The egress predicate as tables: what is public, what is not, and what an operator may open.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress, checkUrl } from '../../../../domain/web/egress/check.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../../domain/web/egress/policy.ts';

const PRODUCTION = createEgressPolicy();

describe('addresses', () => {
  it.each([
    '8.8.8.8',
    '11.0.0.0',
    '172.32.0.1',
    '192.0.1.0',
    '2606:4700::1111',
    '2001:200::',
    '::ffff:8.8.8.8',
  ])('%s is public', (ip) => expect(checkAddress(ip, PRODUCTION)).toEqual({ allowed: true }));

  it.each([
    ['127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['100.64.0.1', 'shared'],
    ['169.254.169.254', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['198.18.0.1', 'benchmarking'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['::1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'translation'],
    ['2002:7f00:1::', 'translation'],
    ['2001::1', 'protocol'],
    ['fec0::1', 'not-global'],
    ['4000::1', 'not-global'],
    ['fe80::1%eth0', 'not an address'],
    ['010.0.0.1', 'not an address'],
    ['1.2.3', 'not an address'],
    ['', 'not an address'],
  ])('%s is refused: %s', (ip, detail) => {
    expect(checkAddress(ip, PRODUCTION)).toEqual({ allowed: false, reason: 'blocked-address', detail });
  });

  it('judges an IPv4 address the same inside IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(checkAddress(`::ffff:${ip}`, PRODUCTION)).toEqual(checkAddress(ip, PRODUCTION));
      }),
    );
  });
});

describe('URLs', () => {
  it.each([
    ['file:///etc/passwd', 'blocked-scheme'],
    ['gopher://example.com/', 'blocked-scheme'],
    ['javascript:alert(1)', 'blocked-scheme'],
    ['http://example.com:22/', 'blocked-port'],
    ['http://example.com:6379/', 'blocked-port'],
    ['http://example.com:0/', 'blocked-port'],
    ['http://localhost/', 'blocked-host'],
    ['http://printer/', 'blocked-host'],
    ['http://db.internal/', 'blocked-host'],
    ['http://x.svc.cluster.local/', 'blocked-host'],
    ['http://0x7f.1/', 'blocked-address'],
    ['http://[::ffff:127.0.0.1]/', 'blocked-address'],
    ['http://127.0.0.1\\@example.com/', 'invalid-url'],
    ['http://exa\tmple.com/', 'invalid-url'],
    ['http://256.1.1.1/', 'invalid-url'],
    ['http://example.com:65536/', 'invalid-url'],
    [`http://${'a'.repeat(64)}.com/`, 'invalid-url'],
    [`http://example.com/${'a'.repeat(9_000)}`, 'invalid-url'],
    ['http://\ud800.com/', 'invalid-url'],
    ['example.com', 'invalid-url'],
    ['', 'invalid-url'],
  ])('%s is refused: %s', (url, reason) => {
    expect(checkUrl(url, PRODUCTION)).toMatchObject({ allowed: false, reason });
  });

  it('never throws, and what it allows it allows again', () => {
    const part = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('http://', '@', ':80', '[', ']', '\\', '%'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const verdict = checkUrl(parts.join(''), PRODUCTION);
        expect(verdict.allowed ? checkUrl(verdict.url, PRODUCTION) : verdict).toEqual(verdict);
      }),
    );
  });

  it('returns the one spelling to use, without secrets and fragment', () => {
    expect(checkUrl(' HTTPS://me:pw@Exämple.COM.:443/a/../b?q=1#top ', PRODUCTION)).toEqual({
      allowed: true,
      url: 'https://xn--exmple-cua.com./b?q=1',
      hostname: 'xn--exmple-cua.com',
      port: 443,
    });
  });
});

describe('the allow list', () => {
  const { entries } = parseAllowHosts('shop.internal:8081, 10.1.0.0/16 [::1]:9000 127.0.0.1:3000');
  const policy = createEgressPolicy(entries);

  it.each([
    'http://shop.internal:8081/',
    'http://10.1.2.3:1234/',
    'http://[::1]:9000/',
    'http://127.0.0.1:3000/',
    'http://localhost:3000/',
  ])('opens %s', (url) => expect(checkUrl(url, policy)).toMatchObject({ allowed: true }));

  it.each([
    'http://shop.internal/',
    'http://10.2.0.1/',
    'http://[::1]:9001/',
    'http://localhost:3001/',
    'http://127.0.0.2:3000/',
  ])('leaves %s closed', (url) => expect(checkUrl(url, policy)).toMatchObject({ allowed: false }));

  it('lets a listed name lead to private networks, never to instance metadata', () => {
    const target = { hostname: 'shop.internal', port: 8081 };
    expect(checkAddress('192.168.1.1', policy, target)).toEqual({ allowed: true });
    expect(checkAddress('169.254.169.254', policy, target)).toMatchObject({ allowed: false });
    expect(checkAddress('192.168.1.1', policy, { hostname: 'other.example', port: 8081 })).toMatchObject({
      allowed: false,
    });
  });

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0', 'host:99999', 'ho st!', '1.2.3.4:0'])(
    'refuses %s as an entry',
    (text) => {
      expect(parseAllowHosts(text).faults.length).toBeGreaterThan(0);
    },
  );
});
