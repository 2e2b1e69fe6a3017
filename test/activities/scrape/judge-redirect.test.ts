// Where a redirect may lead, by how the page came into the run.
import { expect, it } from 'vitest';
import { judgeRedirect } from '../../../activities/scrape/judge-redirect.ts';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
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
  {
    what: 'a page that was given stays that page wherever it leads',
    source: PAGES,
    depth: 0,
    target: OUTSIDE,
    verdict: 'same',
  },
  {
    what: 'a start address may lead to where the site has moved',
    source: SITE,
    depth: 0,
    target: OUTSIDE,
    verdict: 'same',
  },
  { what: 'a page that was found may not', source: SITE, depth: 1, target: OUTSIDE, verdict: 'out-of-scope' },
  {
    what: 'one that a sitemap names may not either',
    source: SITEMAP,
    depth: 0,
    target: OUTSIDE,
    verdict: 'out-of-scope',
  },
  {
    what: 'a target that belongs to the run is a page of its own',
    source: SITE,
    depth: 1,
    target: INSIDE,
    verdict: 'other-page',
  },
  {
    what: 'a target in a sitemap that belongs to the run is a page of its own',
    source: SITEMAP,
    depth: 0,
    target: INSIDE,
    verdict: 'other-page',
  },
  {
    what: 'a page that leads to itself is that page',
    source: SITEMAP,
    depth: 0,
    target: 'http://shop.test/a',
    verdict: 'same',
  },
])('$what', async ({ source, depth, target, verdict }) => {
  const { ports } = createDispatchScene(() => null);
  const url = 'http://shop.test/a';
  const planned = { urlKey: ports.urlKeyOf(url), url, depth, visit: 1, attempts: 0, dueAt: 0, firstDueAt: 0 };
  const visit = new WaitingVisit(planned, 'page', 0);
  const run = sampleRun('run_1', { config: configOf({ source }) });
  expect(judgeRedirect(await toFacts(ports, run, [visit]), ports.urlKeyOf, visit, target)).toBe(verdict);
});
