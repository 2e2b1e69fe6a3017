// The hosts that a secret belongs to: found with it, kept by a change, and never more than it was given for.
import { describe, expect, test } from 'vitest';
import { type JobConfig, jobConfigSchema } from '../../../domain/config/schema.ts';
import {
  secretHostFaults,
  unboundSecretFaults,
  withheldHeaders,
  withSecretHosts,
} from '../../../domain/config/secret-hosts.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { coversHost } from '../../../domain/web/host/covered-host.ts';

const PAGES = { kind: 'pages', urls: ['https://shop.example/a', 'https://shop.example:8443/b'] };
const TOKEN = { name: 'Authorization', value: 'Bearer 123' };
const PIN = { do: 'fill', selector: '#pin', value: '1234', secret: true };

function configOf(fetch: object, source: object = PAGES): JobConfig {
  return jobConfigSchema.parse({ source, fetch });
}

const hostsOf = ({ fetch: { headers, steps = [] } }: JobConfig): unknown[] =>
  [...headers, ...steps].map((one) => ('hosts' in one ? one.hosts : undefined));

describe('a host', () => {
  test.each([
    ['shop.example', 'shop.example', true],
    ['shop.example', 'www.shop.example', true],
    ['www.shop.example', 'shop.example', true],
    ['Shop.Example', 'shop.example', true],
    ['shop.example', 'login.shop.example', false],
    ['shop.example', 'shop.example:8443', false],
    ['shop.example', 'shop.example.evil.example', false],
    ['*.shop.example', 'login.shop.example', true],
    ['*.shop.example', 'a.b.shop.example', true],
    ['*.shop.example', 'shop.example', false],
    ['*.shop.example', 'evilshop.example', false],
    ['[::1]:8080', '[::1]:8080', true],
  ])('%s covers %s: %s', (named, asked, expected) => {
    expect(coversHost([named], asked)).toBe(expected);
  });
});

describe('a secret that names no hosts', () => {
  test('belongs to those of the addresses, in headers and in steps', () => {
    const config = configOf({ headers: [TOKEN, { name: 'Accept-Language', value: 'de' }], steps: [PIN] });
    const own = ['shop.example', 'shop.example:8443'];
    expect(hostsOf(withSecretHosts(config))).toEqual([own, undefined, own]);
  });

  test('of a crawl of a whole domain belongs to the domain', () => {
    const site = { kind: 'site', start: ['https://docs.shop.co.uk/'], within: 'domain' };
    expect(hostsOf(withSecretHosts(configOf({ headers: [TOKEN] }, site)))).toEqual([
      ['docs.shop.co.uk', '*.shop.co.uk'],
    ]);
  });

  test('keeps those it has where its mask is sent back, wherever the addresses lead now', () => {
    const kept = withSecretHosts(configOf({ headers: [TOKEN], steps: [PIN] })).fetch;
    const elsewhere = { kind: 'feed', feeds: ['https://evil.example/'] };
    const masked = configOf(
      { headers: [{ ...TOKEN, value: MASK }], steps: [{ ...PIN, value: MASK }] },
      elsewhere,
    );
    const own = ['shop.example', 'shop.example:8443'];
    expect(hostsOf(withSecretHosts(masked, kept))).toEqual([own, own]);
    const typedAnew = configOf({ headers: [TOKEN] }, elsewhere);
    expect(hostsOf(withSecretHosts(typedAnew, kept))).toEqual([['evil.example']]);
  });

  test('belongs to the domains where the hosts are too many to be named', () => {
    const urls = Array.from({ length: 51 }, (_, at) => `https://h${at}.shop.co.uk/`);
    const config = configOf({ headers: [TOKEN] }, { kind: 'pages', urls });
    expect(hostsOf(withSecretHosts(config))).toEqual([['shop.co.uk', '*.shop.co.uk']]);
    expect(unboundSecretFaults(config)).toEqual([]);
  });

  test('is refused where these are too many as well, unless it was there before', () => {
    const urls = Array.from({ length: 51 }, (_, at) => `https://shop-${at}.example/`);
    const source = { kind: 'pages', urls };
    const config = configOf({ headers: [TOKEN], steps: [PIN] }, source);
    expect(unboundSecretFaults(config).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/config/fetch/headers/0', 'secret-of-many-hosts'],
      ['/config/fetch/steps/0', 'secret-of-many-hosts'],
    ]);
    expect(unboundSecretFaults(config)[0]?.detail).toContain('would go to 51 sites');
    const bound = configOf({ headers: [{ ...TOKEN, hosts: ['shop-1.example'] }] }, source);
    expect(unboundSecretFaults(bound)).toEqual([]);
    const kept = { headers: [TOKEN], steps: [] };
    expect(unboundSecretFaults(configOf({ headers: [{ ...TOKEN, value: MASK }] }, source), kept)).toEqual([]);
  });
});

describe('a secret that is kept', () => {
  const kept = withSecretHosts(configOf({ headers: [TOKEN], steps: [PIN] })).fetch;
  const faultsOf = (fetch: object, source: object = PAGES) =>
    secretHostFaults(configOf(fetch, source), kept).map(({ pointer, code }) => [pointer, code]);
  const MASKED = { ...TOKEN, value: MASK };

  test('is refused for hosts that it was not given for', () => {
    const more = { ...MASKED, hosts: ['shop.example', 'evil.example'] };
    expect(faultsOf({ headers: [more] })).toEqual([['/config/fetch/headers/0', 'secret-of-other-host']]);
    const wider = { ...PIN, value: MASK, hosts: ['*.example'] };
    expect(faultsOf({ steps: [wider] })).toEqual([['/config/fetch/steps/0', 'secret-of-other-host']]);
  });

  test('is refused where no page of the list is of its hosts', () => {
    const elsewhere = { kind: 'pages', urls: ['https://evil.example/'] };
    const bound = { ...MASKED, hosts: ['shop.example'] };
    for (const header of [MASKED, bound])
      expect(faultsOf({ headers: [header] }, elsewhere)).toEqual([
        ['/config/fetch/headers/0', 'secret-of-other-host'],
      ]);
    expect(secretHostFaults(configOf({ headers: [MASKED] }, elsewhere), kept)[0]?.detail).toBe(
      'The secret header “Authorization” was given for shop.example, shop.example:8443, not for evil.example: enter its value again, or leave it out.',
    );
  });

  test('may belong to fewer hosts, and stays beside other addresses', () => {
    expect(faultsOf({ headers: [{ ...MASKED, hosts: ['shop.example'] }] })).toEqual([]);
    const both = { kind: 'pages', urls: ['https://shop.example/', 'https://other.example/'] };
    expect(faultsOf({ headers: [MASKED] }, both)).toEqual([]);
    expect(faultsOf({ headers: [{ ...TOKEN, hosts: ['evil.example'] }] })).toEqual([]);
  });
});

test('addresses that do not get a secret header are told', () => {
  const urls = ['https://shop.example/', ...[1, 2, 3, 4].map((at) => `https://h${at}.example/`)];
  const config = configOf({ headers: [{ ...TOKEN, hosts: ['shop.example'] }] }, { kind: 'pages', urls });
  expect(withheldHeaders(config)).toEqual([
    {
      pointer: '/config/fetch/headers/0',
      detail:
        'The secret header “Authorization” belongs to shop.example and is not sent to h1.example, h2.example, h3.example and 1 more.',
    },
  ]);
  expect(withheldHeaders(configOf({ headers: [TOKEN] }))).toEqual([]);
});
