// Where a redirect may lead, by how the page came into the run.
import { expect, it } from 'vitest';
import { judgeRedirect } from '../../../activities/scrape/judge-redirect.ts';
import { toFacts } from '../../../activities/scrape/scrape.ts';
import { WaitingVisit } from '../../../domain/dispatch/waiting-visit.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';

const SITE = { kind: 'site', start: ['http://shop.test/'] };
const SITEMAP = {
  kind: 'sitemap',
  sitemaps: ['http://shop.test/sitemap.xml'],
  include: ['http://shop.test/**'],
};
const PAGES = { kind: 'pages', urls: ['http://shop.test/a'] };
const INSIDE = 'http://shop.test/b';
const OUTSIDE = 'http://elsewhere.test/a';

it.each([
  ['a page that was given stays that page wherever it leads', PAGES, 0, OUTSIDE, 'same'],
  ['a start address may lead to where the site has moved', SITE, 0, OUTSIDE, 'same'],
  ['a page that was found may not', SITE, 1, OUTSIDE, 'out-of-scope'],
  ['nor may one that a sitemap names', SITEMAP, 0, OUTSIDE, 'out-of-scope'],
  ['a target that belongs to the run is a page of its own', SITE, 1, INSIDE, 'other-page'],
  ['so it is in a sitemap', SITEMAP, 0, INSIDE, 'other-page'],
  ['a page that leads to itself is that page', SITEMAP, 0, 'http://shop.test/a', 'same'],
] as const)('%s', (_, source, depth, target, verdict) => {
  const { ports } = createDispatchScene(() => null);
  const url = 'http://shop.test/a';
  const planned = { urlKey: ports.urlKeyOf(url), url, depth, visit: 1, attempts: 0, dueAt: 0, firstDueAt: 0 };
  const visit = new WaitingVisit(planned, 'page', 0);
  const run = sampleRun('run_1', { config: configOf({ source }) });
  expect(judgeRedirect(toFacts(ports, run, [visit]), ports.urlKeyOf, visit, target)).toBe(verdict);
});
