// Canonical addresses and identities: which spellings are one page, which must never be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, urlIdentity } from '../../../../domain/web/url/canonical.ts';
import { registrableDomain, urlHost, urlKey } from '../../../../domain/web/url/key.ts';

describe('the address to fetch', () => {
  it.each([
    ['HTTP://Example.COM:80/a/../b/./c#frag', 'http://example.com/b/c'],
    [' https://example.com ', 'https://example.com/'],
    ['https://bücher.example/ü?q=ü', 'https://xn--bcher-kva.example/%C3%BC?q=%C3%BC'],
    ['https://example.com./%7euser/%e4%b8', 'https://example.com/~user/%E4%B8'],
    ['https://example.com/?utm_source=a&b=2&gclid=x&a=1', 'https://example.com/?b=2&a=1'],
    ['https://example.com/?fbclid=x', 'https://example.com/'],
    ['https://example.com/100%', 'https://example.com/100%25'],
  ])('of %s is %s', (raw, url) => expect(canonicalUrl(raw)).toEqual({ ok: true, url }));

  it('resolves against the page it stands in', () => {
    expect(canonicalUrl('../x?y', 'https://example.com/a/b/c')).toEqual({
      ok: true,
      url: 'https://example.com/a/x?y',
    });
  });

  it("encodes the query in the page's charset", () => {
    const result = canonicalUrl('/?q=Привет', 'https://example.com/', { charset: 'windows-1251' });
    expect(result).toEqual({ ok: true, url: 'https://example.com/?q=%CF%F0%E8%E2%E5%F2' });
  });

  it.each([
    ['', 'empty'],
    ['mailto:a@example.com', 'scheme'],
    ['javascript:void(0)', 'scheme'],
    ['http://user:pw@example.com/', 'credentials'],
    ['http://', 'invalid'],
    ['not a url', 'invalid'],
    [`http://example.com/${'a'.repeat(9_000)}`, 'too-long'],
  ])('%s is refused: %s', (raw, reason) => expect(canonicalUrl(raw)).toEqual({ ok: false, reason }));

  it('is the same when made twice', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (raw) => {
        const once = canonicalUrl(raw);
        expect(once.ok ? canonicalUrl(once.url) : once).toEqual(once);
      }),
    );
  });
});

describe('the identity of a page', () => {
  it.each([
    ['http://x.com/?b=2&a=1', 'http://x.com/?a=1&b=2'],
    ['http://x.com/?q=a+b', 'http://x.com/?q=a%20b'],
    ['http://x.com/?a=&b=1', 'http://x.com/?b=1&a'],
    ['http://x.com/?a=1&&', 'http://x.com/?a=1'],
    ['http://x.com/?', 'http://x.com/'],
    ['http://x.com/?tags[]=a', 'http://x.com/?tags%5B%5D=a'],
    ['http://x.com/?u=http%3A%2F%2Fy.com%2F', 'http://x.com/?u=http://y.com/'],
    ['http://x.com//a///b', 'http://x.com/a/b'],
    ['http://x.com/a%28b%29,c%3Ad%27[e]', "http://x.com/a(b)%2Cc:d'%5Be%5D"],
    ['http://x.com/a|b^c', 'http://x.com/a%7Cb%5Ec'],
    ['http://x.com/a;jsessionid=1F2E', 'http://x.com/a'],
    ['http://x.com/?PHPSESSID=abc&p=1', 'http://x.com/?p=1'],
    ['http://x.com/?sid=0123456789abcdef0123456789abcdef', 'http://x.com/'],
    ['http://x.com./', 'http://x.com/'],
  ])('%s is %s', (one, other) => expect(urlIdentity(one)).toBe(urlIdentity(other)));

  it.each([
    ['http://x.com/a', 'http://x.com/a/'],
    ['http://x.com/', 'https://x.com/'],
    ['http://x.com/', 'http://www.x.com/'],
    ['http://x.com/a', 'http://x.com/A'],
    ['http://x.com/?a=1%262', 'http://x.com/?a=1&2'],
    ['http://x.com/?q=c%2B%2B', 'http://x.com/?q=c++'],
    ['http://x.com/?sid=42', 'http://x.com/?sid=43'],
    ['http://x.com/?id=1', 'http://x.com/?id=2'],
    ['http://x.com/a%2Fb', 'http://x.com/a/b'],
    ['http://web.example/web/http://x.com/', 'http://web.example/web/http:/x.com/a'],
  ])('%s is not %s', (one, other) => expect(urlIdentity(one)).not.toBe(urlIdentity(other)));

  it('does not depend on the order of parameters and is its own identity', () => {
    const part = fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), fc.stringMatching(/^[a-z0-9 +%/&=ü]{0,6}$/u));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const query = (list: typeof parts): string =>
          list.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&');
        const one = urlIdentity(`http://x.com/p?${query(parts)}`);
        expect(urlIdentity(`http://x.com/p?${query(parts.toReversed())}`)).toBe(one);
        expect(urlIdentity(one ?? '')).toBe(one);
      }),
    );
  });
});

describe('keys and hosts', () => {
  // Not SHA-256: enough to see which bytes go where.
  const digest = (text: string): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, index) => text.length + index);

  it('writes 128 bits in 22 characters, as base64url does', () => {
    const key = urlKey('http://x.com/', digest);
    expect(key).toBe(Buffer.from(digest('1 http://x.com/').subarray(0, 16)).toString('base64url'));
    expect(urlKey('http://X.com:80/#top', digest)).toBe(key);
  });

  it('names hosts with their port and domains by the public suffix list', () => {
    expect(urlHost('https://Shop.Example.co.uk:8443/x')).toBe('shop.example.co.uk:8443');
    expect(urlHost('nonsense')).toBe('');
    expect(registrableDomain('https://shop.example.co.uk/x')).toBe('example.co.uk');
    expect(registrableDomain('https://me.github.io/')).toBe('me.github.io');
    expect(registrableDomain('http://127.0.0.1/')).toBe('127.0.0.1');
  });
});
