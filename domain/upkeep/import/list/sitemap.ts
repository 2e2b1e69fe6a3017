// A sitemap is one job with all its pages; an index of sitemaps one that reads them.
import { urlHost } from '../../../web/url/key.ts';
import { parseSitemap } from '../../../web/sitemap/parse.ts';
import { JobDraft } from '../draft.ts';

const MAX_SITEMAPS = 20;

export function isSitemap(text: string): boolean {
  return /<(?:\w+:)?(?:urlset|sitemapindex)\b/i.test(text.slice(0, 65_536));
}

export function readSitemap(text: string): JobDraft[] {
  const read = parseSitemap(text);
  if (!read.ok || read.entries.length === 0) return [];
  const addresses = read.entries.map(({ loc }) => loc);
  const host = urlHost(addresses[0] ?? '');
  const draft = new JobDraft(`sitemap of ${host}`);
  draft.name = `Pages of ${host}`;
  if (read.kind === 'index') {
    draft.source = { kind: 'sitemap', sitemaps: addresses.slice(0, MAX_SITEMAPS) };
    if (addresses.length > MAX_SITEMAPS)
      draft.lose(
        'sitemaps',
        `A job reads ${MAX_SITEMAPS} sitemaps.`,
        'Give it the address of the index: webloom add URL --sitemap.',
      );
  } else addresses.forEach((address) => void draft.urls.push(address));
  if (read.cut)
    draft.lose('urlset', 'Only its first pages are taken.', 'Give the job the address of the sitemap.');
  return [draft];
}
