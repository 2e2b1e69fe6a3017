// The steps of the canonicaliser in words: they end where the canonicaliser ends, and say what they did.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, urlIdentity } from '../../../../domain/web/url/canonical.ts';
import { explainSame, explainUrl } from '../../../../domain/web/url/explain.ts';

const rulesOf = (url: string): string[] => explainUrl(url).steps.map(({ rule }) => rule);

const url = fc
  .tuple(
    fc.constantFrom('http', 'HTTPS', 'https', 'ftp', 'mailto'),
    fc.constantFrom(
      'shop.example',
      'SHOP.example.',
      'bücher.example',
      'shop.example:443',
      '[::1]:8080',
      'u:p@s.example',
    ),
    fc.array(fc.constantFrom('a', '', '.', '..', 'x%7ey', 'b;jsessionid=1', 'ü', 'A b', '%', 'http:')),
    fc.array(
      fc.constantFrom(
        'b=2',
        'a=1',
        'a=1',
        'utm_source=x',
        'PHPSESSID=1',
        'q=a+b',
        'e=',
        '',
        '=',
        'gclid',
        'ü=ß',
      ),
    ),
    fc.constantFrom('', '#top', '#'),
  )
  .map(
    ([scheme, host, path, query, hash]) => `${scheme}://${host}/${path.join('/')}?${query.join('&')}${hash}`,
  );

describe('explainUrl', () => {
  it('ends at the address that is fetched and at the identity', () => {
    fc.assert(
      fc.property(fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        const { fetch, identity, steps } = explainUrl(text);
        const canonical = canonicalUrl(text);
        expect(fetch).toBe(canonical.ok ? canonical.url : null);
        const lastFetch = steps.filter(({ part }) => part === 'fetch').at(-1);
        if (canonical.ok && lastFetch !== undefined) expect(lastFetch.url).toBe(canonical.url);
        expect(identity).toBe(urlIdentity(text));
        const last = steps.at(-1);
        if (identity !== null && last !== undefined) expect(last.url).toBe(identity);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['https://SHOP.example:443/a/./b', ['host and scheme case', 'default port', 'dot segments']],
    ['https://shop.example/?b=1&a=2&fbclid=x', ['tracking', 'query order']],
    [
      'https://shop.example/a//b;jsessionid=F00?q=a+b#c',
      ['fragment', 'session in path', 'double slashes', 'query spelling'],
    ],
    ['https://shop.example', ['empty path']],
    ['https://shop.example/a?b=1', []],
  ])('tells the rules that changed %s', (text, rules) => {
    expect(rulesOf(text)).toEqual(rules);
  });

  it('says why an address is not fetched', () => {
    expect(explainUrl('mailto:you@example.com')).toMatchObject({
      fetch: null,
      refused: 'its scheme is not http or https',
    });
    expect(explainUrl('https://u:p@example.com/')).toMatchObject({
      refused: 'it holds a user name or a password',
    });
    expect(explainUrl('http://')).toMatchObject({ identity: null, refused: 'it is not a URL' });
  });
});

describe('explainSame', () => {
  it('names the rules that make two addresses one page', () => {
    const told = explainSame('https://shop.example/tent?utm_source=mail#top', 'https://SHOP.example/tent');
    expect(told).toMatchObject({
      same: true,
      reason: 'the same page by: fragment, tracking, host and scheme case',
    });
  });

  it.each([
    ['https://a.example/x', 'http://a.example/x', 'scheme https: and http:'],
    ['https://www.a.example/', 'https://a.example/', 'www. may lead elsewhere'],
    ['https://a.example/x', 'https://a.example/x/', 'a final slash may make a difference'],
    ['https://a.example/X', 'https://a.example/x', 'paths have case'],
    ['https://a.example/?a=1', 'https://a.example/?a=2', 'query has a=1 and a=2'],
    ['https://a.example/?a=1&a=1', 'https://a.example/?a=1', 'a parameter is there more often'],
    ['nonsense', 'https://a.example/', 'nonsense is not a URL'],
  ])('says what keeps %s and %s apart', (a, b, words) => {
    const told = explainSame(a, b);
    expect(told.same).toBe(false);
    expect(told.reason).toContain(words);
  });

  it('agrees with the identities, whichever comes first', () => {
    fc.assert(
      fc.property(url, url, (a, b) => {
        const told = explainSame(a, b);
        const [left, right] = [urlIdentity(a), urlIdentity(b)];
        expect(told.same).toBe(left !== null && left === right);
        expect(explainSame(b, a).same).toBe(told.same);
        expect(told.same || told.differences.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
