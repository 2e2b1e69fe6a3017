// The addresses of a site, asked of itself: a look at one page, then its sitemaps and feeds, under all guards and paces of a preview.
import { type MapPorts, mapSite, type MapStart } from '../../../domain/job/preview/map-site.ts';
import type { Preview } from '../../../domain/job/preview/preview.ts';
import { type PreviewPorts, toFault, unfetched } from '../../../domain/job/preview/read-look.ts';
import { MAX_SITEMAP_ENTRIES } from '../../../domain/web/sitemap/document.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { mapBody, siteMap } from '../../schemas/preview/map.ts';
import { PREVIEW_PROBLEMS } from '../../schemas/preview/preview.ts';
import { toPreviewView } from '../../views/preview-view.ts';
import type { Looks } from './begin-look.ts';

/** For the documents of the site; the page before it has the time of a look. */
const DOCUMENTS_MS = 30_000;
/** For one of them: its host's turn, and the fetch. */
const DOCUMENT_MS = 15_000;
const DEADLINE_MS = 90_000;
/** Sites at a time. */
const MAX_AT_ONCE = 3;

export function registerMap(app: ApiServer, preview: PreviewPorts, looks: Looks): void {
  let open = 0;
  app.post(
    '/v1/map',
    {
      config: { deadlineMs: DEADLINE_MS },
      schema: { tags: ['previews'], body: mapBody, response: { 200: siteMap, ...PREVIEW_PROBLEMS } },
    },
    async (request) => {
      const { url, search, limit } = request.body;
      if (open >= MAX_AT_ONCE) throw tooMany();
      open += 1;
      try {
        const { work } = await looks.begin(workspaceOf(request), { url }, { offersJson: false });
        const seen = await work;
        const { outcome, problem } = toPreviewView(seen, preview.previews.expiresAt(seen));
        // Nothing of a site is asked that may not be asked at all.
        const isRefused = seen.host === null && seen.body === null;
        const found = isRefused
          ? { urls: [], documents: [], cut: false }
          : await mapSite(portsOf(preview, seen), await startOf(preview, seen), { search, most: limit });
        return { outcome, problem, ...copied(found) };
      } finally {
        open -= 1;
      }
    },
  );
}

function tooMany(): WebloomError {
  return new WebloomError(
    'limit-exceeded',
    `${MAX_AT_ONCE} sites are mapped just now, which is the most at a time. Try again in a minute.`,
  );
}

function copied({ urls, documents, cut }: Awaited<ReturnType<typeof mapSite>>) {
  return {
    urls: urls.map((one) => ({ ...one })),
    documents: documents.map(({ url, problem }) => ({ url, problem })),
    cut,
  };
}

/** A page that was not read, and one that is a sitemap or feed itself, still have a site. */
async function startOf(
  { viewer }: PreviewPorts,
  { url, body, page, host, fetched }: Preview,
): Promise<MapStart> {
  const at = fetched?.finalUrl ?? url;
  const content = body === null ? null : await viewer.view(body, { view: 'content', whole: true });
  const declared = page?.declared ?? null;
  const own = (format: string): string[] => (declared?.format === format ? [at] : []);
  return {
    url: at,
    links: [at, ...(content?.links ?? []).map((link) => link.url)],
    sitemaps: [...new Set([...own('sitemap'), ...(host?.sitemaps ?? []), ...(declared?.sitemaps ?? [])])],
    feeds: [...own('feed'), ...(declared?.feeds ?? []).map((feed) => feed.url)],
  };
}

function portsOf(ports: PreviewPorts, { previewId, workspaceId, config }: Preview): MapPorts {
  const { clock, looker, viewer } = ports;
  const over = AbortSignal.timeout(DOCUMENTS_MS);
  const plain = { ...config, fetch: { ...config.fetch, render: 'never' as const } };
  return {
    now: () => clock.now().getTime(),
    isOver: () => over.aborted,
    read: async (url, kind) => {
      const signal = AbortSignal.any([over, AbortSignal.timeout(DOCUMENT_MS)]);
      const asked = {
        previewId,
        workspaceId,
        url,
        kind,
        config: { ...plain, source: { kind: 'pages' as const, urls: [url] } },
        onStep: () => undefined,
      };
      const look = await within(looker.look(asked, signal), signal);
      if (look === null || look.body === null) {
        const fault = look === null ? { reason: 'timeout' as const } : toFault(look.row);
        const problem = unfetched(ports, url, fault).problem?.what ?? '';
        return { problem, isAnswered: look?.row.status !== undefined };
      }
      const contentType = look.row.headers?.['content-type'] ?? '';
      const viewed = { url: look.row.finalUrl ?? url, contentType, body: look.body };
      const entries = await viewer.view(viewed, { view: 'entries', most: MAX_SITEMAP_ENTRIES });
      return entries ?? { problem: 'It could not be read in time.', isAnswered: true };
    },
  };
}

/** Null: the time was over before it came. */
async function within<Found>(work: Promise<Found>, signal: AbortSignal): Promise<Found | null> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
