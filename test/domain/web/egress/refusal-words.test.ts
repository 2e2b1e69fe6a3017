// The words for a refused address, and the line that would allow it.
import { expect, test } from 'vitest';
import { checkUrl } from '../../../../domain/web/egress/check.ts';
import { inspectEgress } from '../../../../cli/inspect/explain/egress.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../../domain/web/egress/policy.ts';
import { refusalInWords } from '../../../../domain/web/egress/refusal-words.ts';

test.each([
  ['http://127.0.0.1:9377/a?b', 'WEBLOOM_ALLOW_HOSTS=127.0.0.1:9377'],
  ['http://localhost:3000/', 'WEBLOOM_ALLOW_HOSTS=localhost:3000'],
  ['https://shop.internal/', 'WEBLOOM_ALLOW_HOSTS=shop.internal:443'],
  ['http://[::1]:8081/', 'WEBLOOM_ALLOW_HOSTS=[::1]:8081'],
  ['http://example.com:9000/', 'WEBLOOM_ALLOW_HOSTS=example.com:9000'],
])('who reads why %s is refused can set the very line, and it is allowed then', (url, line) => {
  const policy = createEgressPolicy();
  const verdict = checkUrl(url, policy);
  if (verdict.allowed) throw new Error('it is allowed');
  expect(refusalInWords(verdict.reason, url, policy)).toContain(`starting Webloom with ${line}`);
  expect(inspectEgress({ url })).toMatchObject({ block: true, allowBy: line });
  const { entries } = parseAllowHosts(line.replace('WEBLOOM_ALLOW_HOSTS=', ''));
  expect(checkUrl(url, createEgressPolicy(entries)).allowed).toBe(true);
});

test('what is allowed already is kept, and not shown', () => {
  const policy = createEgressPolicy(parseAllowHosts('10.1.2.3:8080').entries);
  const words = refusalInWords('blocked-address', 'http://127.0.0.1:9377/', policy);
  expect(words).toContain('WEBLOOM_ALLOW_HOSTS="$WEBLOOM_ALLOW_HOSTS,127.0.0.1:9377"');
  expect(words).not.toContain('10.1.2.3');
});

test('what no setting allows is told without one', () => {
  expect(refusalInWords('blocked-scheme', 'ftp://example.com/', createEgressPolicy())).not.toContain(
    'WEBLOOM',
  );
  expect(inspectEgress({ url: 'ftp://example.com/' }).allowBy).toBe(null);
});

test.each(['loopback', 'private:8080', 'LAN', 'all', '*', 'true', 'intranet'])(
  '%s is a kind of addresses or a switch, not a host, and is refused with what is meant',
  (value) => {
    const { entries, faults } = parseAllowHosts(value);
    expect(entries).toEqual([]);
    expect(faults.join()).toMatch(/not a host; list (addresses: .*\d|each as host:port)/);
  },
);

test.each(['shop', 'localhost', 'db.internal', 'web-1:8080'])('%s may be a host of a network', (value) => {
  expect(parseAllowHosts(value).faults).toEqual([]);
});
