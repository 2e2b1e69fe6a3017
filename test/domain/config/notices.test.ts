import { describe, expect, it } from 'vitest';
import { parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type JobNotice, noticesOf } from '../../../domain/config/notices.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';

const OWN = parseAllowHosts('127.0.0.1 own.example').entries;

function notices(urls: readonly string[], fetch: object): JobNotice[] {
  const config = jobConfigSchema.parse({ source: { kind: 'pages', urls }, fetch });
  return noticesOf(config, OWN);
}

describe('a pause below what foreign hosts get', () => {
  it.each([
    ['is said', ['https://shop.example/a'], { delayMs: 200 }, true],
    ['is said of none at all too', ['https://shop.example/a'], { delayMs: 0 }, true],
    [
      'is fine on own hosts, on any port',
      ['http://127.0.0.1:8123/', 'http://own.example/'],
      { delayMs: 0 },
      false,
    ],
    [
      'is said where one host of several is not own',
      ['http://own.example/', 'http://b.example'],
      { delayMs: 5 },
      true,
    ],
    ['is not asked for by a second', ['https://shop.example/a'], { delayMs: 1_000 }, false],
    ['is not asked for by nothing', ['https://shop.example/a'], {}, false],
  ])('%s', (_what, urls, fetch, isSaid) => {
    expect(notices(urls, fetch).map(({ code }) => code)).toEqual(isSaid ? ['delay-raised'] : []);
  });

  it('names what holds, whom it concerns, and who can allow it', () => {
    const urls = ['a', 'b', 'c', 'd', 'own'].map((name) => `https://${name}.example/`);
    const [notice] = notices(urls, { delayMs: 200 });
    expect(notice?.detail).toContain('200 ms');
    expect(notice?.detail).toContain(
      'a.example, b.example, c.example and 1 more will be asked once every 1000 ms',
    );
    expect(notice?.remedy).toContain('WEBLOOM_OWN_HOSTS');
  });
});

describe('rules that leave nothing to watch', () => {
  const SITEMAP = { kind: 'sitemap', sitemaps: ['https://shop.example/sitemap.xml'] };
  const PAGES = { kind: 'pages', urls: ['https://shop.example/'] };

  it.each([
    [
      'all that a sitemap names is excluded again',
      { source: { ...SITEMAP, include: ['*/a'], exclude: ['*/a'] } },
      '/config/source/exclude',
    ],
    [
      'the part is left out again',
      { source: PAGES, changes: { scope: { include: ['main'], exclude: ['nav', 'main'] } } },
      '/config/changes/scope/exclude',
    ],
    [
      'another part of it is left out',
      { source: PAGES, changes: { scope: { include: ['main'], exclude: ['nav'] } } },
      null,
    ],
    ['the whole page but a part', { source: PAGES, changes: { scope: { exclude: ['nav'] } } }, null],
  ])('are told only where nothing is left: %s', (_what, config, pointer) => {
    const found = noticesOf(jobConfigSchema.parse(config), OWN);
    expect(found.map((one) => one.pointer)).toEqual(pointer === null ? [] : [pointer]);
    for (const { code } of found) expect(code).toBe('nothing-to-watch');
  });
});

describe('certificates that are not checked', () => {
  it('are said for as long as the job has them', () => {
    const [notice, ...more] = notices(['https://router.example/'], {
      uncheckedCertificates: ['router.example', 'b.example', 'c.example', 'd.example'],
    });
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      code: 'unchecked-certificate',
      pointer: '/config/fetch/uncheckedCertificates',
    });
    expect(notice?.detail).toContain('router.example, b.example, c.example and 1 more are not checked');
  });
});
