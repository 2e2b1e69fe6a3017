// One page now, in the form that somebody wants: looked at as a preview is, under all guards and paces, and answered when it is there.
import { invalidJob } from '../../../domain/config/check-job.ts';
import { given } from '../../../domain/system/given.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import type { Preview } from '../../../domain/job/preview/preview.ts';
import { PREVIEW_PROBLEMS, type PreviewView } from '../../schemas/preview/preview.ts';
import type { PreviewPageView } from '../../schemas/preview/preview-page.ts';
import {
  type ScrapedPageView,
  type ScrapeRequest,
  scrapeBody,
  scrapedPage,
} from '../../schemas/preview/scrape.ts';
import { contentForms, contentLines } from '../../views/content-forms.ts';
import { toPreviewView } from '../../views/preview-view.ts';
import type { Looks } from './begin-look.ts';

/** A page that a browser takes steps on has a minute; reading it comes after that. */
const DEADLINE_MS = 90_000;

export function registerScrape(app: ApiServer, preview: PreviewPorts, looks: Looks): void {
  app.post(
    '/v1/scrape',
    {
      config: { deadlineMs: DEADLINE_MS },
      schema: { tags: ['previews'], body: scrapeBody, response: { 200: scrapedPage, ...PREVIEW_PROBLEMS } },
    },
    async (request) => {
      const { url, fields, as } = request.body;
      const picture = as.includes('picture');
      const fetch = picture ? openedInBrowser(request.body.fetch) : request.body.fetch;
      const wants = { offersJson: false, picture };
      const { work } = await looks.begin(workspaceOf(request), { url, fetch, fields }, wants);
      return scraped(preview, await work, request.body);
    },
  );
}

type Fetch = ScrapeRequest['fetch'];

/** There is a picture of what a browser opens alone. */
function openedInBrowser(fetch: Fetch): Fetch {
  if (fetch.render !== 'never') return { ...fetch, render: 'always' };
  throw invalidJob([
    {
      pointer: '/fetch/render',
      code: 'picture-needs-browser',
      detail: 'There is no picture of a page that no browser opens: leave `fetch.render` out, or `picture`.',
    },
  ]);
}

async function scraped(
  { viewer, previews }: PreviewPorts,
  seen: Preview,
  asked: ScrapeRequest,
): Promise<ScrapedPageView> {
  const view = toPreviewView(seen, previews.expiresAt(seen));
  const { outcome, problem, fetched } = view;
  const { body, page } = seen;
  const { url, as, whole } = asked;
  const isArticle = page?.class.type === 'article';
  const request = { view: 'content', whole, article: isArticle, tables: as.includes('tables') } as const;
  const content = body === null || page === null ? null : await viewer.view(body, request);
  return {
    url,
    outcome,
    problem,
    fetched,
    page:
      page === null
        ? null
        : {
            title: page.title,
            description: page.description,
            lang: page.lang,
            type: page.class.type,
            canonicalUrl: page.canonicalUrl,
          },
    ...(content === null || page === null
      ? { cut: false }
      : contentForms(content, contentLines(page.blocks, whole), as)),
    ...(view.page === null ? {} : readForms(view.page, asked)),
    ...(as.includes('picture') ? pictureForm(seen, view) : {}),
  };
}

type ReadForms = Pick<ScrapedPageView, 'product' | 'price' | 'article' | 'fields'>;

/** What was understood of it, as a preview tells it. */
function readForms(
  { product, price, article, fields }: PreviewPageView,
  { as, ...asked }: ScrapeRequest,
): ReadForms {
  return {
    ...(as.includes('product') ? { product, price } : {}),
    ...(as.includes('article') ? { article } : {}),
    ...(asked.fields.length === 0 ? {} : { fields }),
  };
}

function pictureForm(
  { pictureFault }: Preview,
  { picture, links }: PreviewView,
): Pick<ScrapedPageView, 'picture' | 'pictureFault'> {
  const { picture: url } = links;
  if (picture === null || url === undefined) return { picture: null, ...given({ pictureFault }) };
  return { picture: { ...picture, url } };
}
