import { describe, expect, it } from 'vitest';
import type { EgressProxy, ProxyDns } from '../../../../domain/web/egress/policy.ts';
import {
  type Way,
  parseNoProxy,
  parseProxy,
  wayOfAddresses,
  wayOfName,
} from '../../../../domain/web/egress/proxy.ts';

function proxyWith(noProxy: string, dns: ProxyDns = 'here'): EgressProxy {
  const address = parseProxy('http://proxy.example:3128');
  if (typeof address === 'string') throw new Error(address);
  return { ...address, dns, except: parseNoProxy(noProxy).entries };
}

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy.example:3128', 'proxy.example', 3128, false, null],
    ['http://proxy.example', 'proxy.example', 80, false, null],
    ['https://proxy.example', 'proxy.example', 443, true, null],
    ['http://10.0.0.5:8080/', '10.0.0.5', 8080, false, null],
    ['http://[fd00::5]:8080', 'fd00::5', 8080, false, null],
    ['http://anna:s%3Acret@proxy:3128', 'proxy', 3128, false, 'anna:s:cret'],
    ['http://anna:pfl%C3%BCck@proxy:3128', 'proxy', 3128, false, 'anna:pflück'],
    ['http://anna@proxy:3128', 'proxy', 3128, false, 'anna:'],
    ['socks5://anna:s3cret@Proxy.Example', 'proxy.example', 1080, false, 'anna:s3cret'],
    ['socks5://[fd00::5]:9050', 'fd00::5', 9050, false, null],
  ] as const)('%s is read', (...row) => {
    const [text, hostname, port, secure, login] = row;
    const found = parseProxy(text);
    expect(found).toMatchObject({ hostname, port, secure });
    const given = typeof found === 'string' ? null : found.login();
    expect(given && [given.user, given.password].join(':')).toBe(login);
  });

  it('is no secret when it is written out', () => {
    expect(JSON.stringify(parseProxy('http://anna:s3cret@proxy:3128'))).not.toMatch(/anna|s3cret|YW5u/);
  });

  it.each([
    ['proxy.example:3128', /with its scheme/],
    ['anna:s3cret@proxy:3128', /with its scheme|must begin/],
    ['socks4://anna:s3cret@proxy:1080', /SOCKS/],
    ['socks5://anna:s3cret@proxy:1080/path', /no path/],
    ['http://anna:s3cret@proxy:3128/path', /no path/],
    ['http://anna:s3cret%@proxy:3128', /%25/],
    ['http://anna:s#cret@proxy:3128', /scheme|%23/],
    ['http://', /with its scheme/],
  ])('%s is refused without repeating it', (text, words) => {
    const found = parseProxy(text);
    expect(found).toMatch(words);
    expect(found).not.toMatch(/anna|s3cret|s#cret/);
  });
});

describe('the list of what goes without the proxy', () => {
  it.each([
    ['*', /leave WEBLOOM_PROXY out/],
    ['.', /not a host name/],
    ['.10.0.0.0/8', /no hosts below/],
    ['10.0.0.300', /not an address/],
    ['a b..c', /not a host name/],
    ['0.0.0.0/0', /list the networks/],
  ])('%s is refused', (text, words) => {
    expect(parseNoProxy(text).faults.join('; ')).toMatch(words);
  });

  it.each<[list: string, host: string, port: number, way: Way | null]>([
    ['', 'www.example.com', 443, null],
    ['example.com', 'example.com', 443, 'direct'],
    ['example.com', 'www.example.com', 443, 'direct'],
    ['example.com', 'badexample.com', 443, null],
    ['EXAMPLE.com', 'example.com', 443, 'direct'],
    ['.example.com', 'example.com', 443, null],
    ['.example.com', 'www.example.com', 443, 'direct'],
    ['*.example.com', 'www.example.com', 443, 'direct'],
    ['example.com:8443', 'example.com', 8443, 'direct'],
    ['example.com:8443', 'example.com', 443, null],
    ['a.test, b.test', 'b.test', 80, 'direct'],
    ['93.184.216.0/24', '93.184.216.34', 80, null],
  ])('with "%s", %s at %i goes %s', (list, hostname, port, way) => {
    expect(wayOfName(proxyWith(list), { hostname, port })).toBe(way);
  });

  it.each<[list: string, ips: string[], port: number, way: Way]>([
    ['', ['93.184.216.34'], 80, 'proxy'],
    ['93.184.216.0/24', ['93.184.216.34'], 80, 'direct'],
    ['93.184.216.0/24:443', ['93.184.216.34'], 80, 'proxy'],
    ['93.184.216.34', ['93.184.216.34', '93.184.216.35'], 80, 'proxy'],
    ['2606:2800::/32', ['2606:2800::1'], 80, 'direct'],
  ])('with "%s", the addresses %j at %i go %s', (list, ips, port, way) => {
    expect(wayOfAddresses(proxyWith(list), ips, port)).toBe(way);
  });
});

describe('what is private', () => {
  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', 'fd00::1'])(
    'never goes to the proxy by its address: %s',
    (ip) => {
      for (const dns of ['here', 'proxy'] as const) {
        expect(wayOfName(proxyWith('', dns), { hostname: ip, port: 80 })).toBeNull();
        expect(wayOfAddresses(proxyWith('', dns), ['93.184.216.34', ip], 80)).toBe('direct');
      }
    },
  );

  it.each(['localhost', 'a.localhost', 'db.internal', 'printer', 'nas.local', 'x.home.arpa'])(
    'never goes to the proxy by its name: %s',
    (hostname) => {
      expect(wayOfName(proxyWith('', 'proxy'), { hostname, port: 80 })).toBe('direct');
    },
  );

  it('leaves the names of others to the proxy that looks them up', () => {
    expect(wayOfName(proxyWith('', 'proxy'), { hostname: 'www.example.com', port: 80 })).toBe('proxy');
    expect(wayOfName(proxyWith('', 'here'), { hostname: 'www.example.com', port: 80 })).toBeNull();
  });
});
