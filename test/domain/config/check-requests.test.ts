// What a job sends to its pages has to make sense beside the rest of it.
import { describe, expect, test } from 'vitest';
import { checkJob } from '../../../domain/config/check-job.ts';
import { createEgressPolicy } from '../../../domain/web/egress/policy.ts';

const context = { policy: createEgressPolicy(), jobId: 'job', now: new Date(0) };
const PAGE = { kind: 'pages', urls: ['https://api.example/rates'] };
const SITE = { kind: 'site', start: ['https://api.example/'] };
const JSON_BODY = { type: 'json', text: '{"q":1}' };

function faultsOf(config: object): string[] {
  const check = checkJob({ config: { source: PAGE, ...config } }, context);
  return check.ok ? [] : check.faults.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('an address with a date in it', () => {
  const addressed = (url: string): string[] => faultsOf({ source: { kind: 'pages', urls: [url] } });

  test('is taken in the path and behind the question mark', () => {
    expect(addressed('https://api.example/{today:yyyy/MM}/rates?from={today-7d}')).toEqual([]);
  });

  test.each([
    'https://api.example/{today-7}',
    'https://{today:yyyy}.example/rates',
    'https://{today:yyyy}:8080/',
  ])('%s is refused', (url) => {
    expect(addressed(url)).toEqual(['/config/source/urls/0 invalid-date']);
  });

  test('is refused where links are followed', () => {
    expect(faultsOf({ source: { kind: 'site', start: ['https://api.example/{today}'] } })).toEqual([
      '/config/source/start/0 invalid-date',
    ]);
  });
});

describe('a request', () => {
  test.each<[string, object]>([
    ['by POST', { fetch: { method: 'POST' } }],
    ['with a body', { fetch: { body: JSON_BODY, render: 'auto' } }],
    ['with text that is no JSON', { fetch: { body: { type: 'text', text: '{' } } }],
    ['whose 404 is the page', { fetch: { acceptStatus: [404], render: 'always' }, source: SITE }],
    [
      'of a host whose certificate nobody vouches for',
      { fetch: { uncheckedCertificates: ['api.example:8443'] } },
    ],
    ['with a link for people', { link: 'https://example.com/rates' }],
  ])('%s is taken', (_what, config) => {
    expect(faultsOf(config)).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['of a body by GET', { fetch: { method: 'GET', body: JSON_BODY } }, '/config/fetch/method no-effect'],
    [
      'of broken JSON',
      { fetch: { body: { type: 'json', text: '{"q":' } } },
      '/config/fetch/body/text invalid-json',
    ],
    ['by POST over a site', { source: SITE, fetch: { method: 'POST' } }, '/config/fetch/method no-effect'],
    [
      'of a body in a browser',
      { fetch: { body: JSON_BODY, render: 'always' } },
      '/config/fetch/body no-effect',
    ],
    [
      'of a body with steps',
      { fetch: { body: JSON_BODY, steps: [{ do: 'reveal', selector: 'b' }] } },
      '/config/fetch/body no-effect',
    ],
    [
      'of a body with what the server sent beside it',
      { fetch: { body: JSON_BODY, keepServed: true } },
      '/config/fetch/body no-effect',
    ],
    [
      'of a body for a picture',
      { fetch: { body: JSON_BODY }, changes: { watch: 'picture' } },
      '/config/fetch/body no-effect',
    ],
    [
      'with a link of several pages',
      { source: SITE, link: 'https://example.com/' },
      '/config/link no-effect',
    ],
    ['with a link that is a script', { link: 'javascript:alert(1)' }, '/config/link invalid-url'],
    [
      'of an unchecked host in a browser',
      { fetch: { uncheckedCertificates: ['api.example'], screenshot: 'changes' } },
      '/config/fetch/uncheckedCertificates no-effect',
    ],
    [
      'of an address for a host',
      { fetch: { uncheckedCertificates: ['https://api.example/'] } },
      '/config/fetch/uncheckedCertificates/0 invalid-format',
    ],
    ['whose 200 counts anyway', { fetch: { acceptStatus: [200] } }, '/config/fetch/acceptStatus/0 too-small'],
  ])('%s is refused', (_what, config, fault) => {
    expect(faultsOf(config)).toContain(fault);
  });
});
