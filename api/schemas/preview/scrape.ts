// One page now: what is asked for, and the page as it is answered.
import { z } from 'zod';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { pictureSize } from '../page.ts';
import { previewPage } from './preview-page.ts';
import { previewView } from './preview.ts';

const FORMS = ['markdown', 'text', 'links', 'html', 'tables', 'product', 'article', 'picture'] as const;

export const scrapeBody = z
  .strictObject({
    url: z.string().min(1).max(2_048).describe('Address of the page.'),
    fetch: jobConfigSchema.shape.fetch,
    fields: jobConfigSchema.shape.fields,
    as: z.array(z.enum(FORMS)).min(1).max(8).default(['markdown']).describe('How its content is wanted.'),
    whole: z.boolean().default(false).describe('With its frame: menus, banners, the foot.'),
  })
  .meta({ id: 'ScrapeRequest' });

export const scrapedPage = z
  .object({
    url: z.string().describe('As asked.'),
    outcome: previewView.shape.outcome,
    problem: previewView.shape.problem,
    fetched: previewView.shape.fetched,
    page: z
      .object({
        title: z.string().describe('Title.'),
        description: z.string().describe('What it says of itself.'),
        lang: z.string().describe('Language.'),
        type: z.string().describe('product, article, listing or other.'),
        canonicalUrl: z.string().nullable().describe('Its own address, as it names it.'),
      })
      .nullable()
      .describe('null: it was not read.'),
    markdown: z.string().optional().describe('If asked for.'),
    text: z.string().optional().describe('A line a block.'),
    links: z
      .array(z.object({ url: z.string().describe('To.'), text: z.string().describe('Of the link.') }))
      .optional()
      .describe('Each once.'),
    html: z.string().optional().describe('As a browser made it, where one did.'),
    tables: z
      .array(
        z.object({
          caption: z.string().describe('Empty: none.'),
          header: z.array(z.string()).describe('Names of the columns; empty: none.'),
          rows: z.array(z.array(z.string())).describe('Each as wide as the header.'),
        }),
      )
      .optional()
      .describe('Spanned cells are repeated.'),
    product: previewPage.shape.product.optional(),
    price: previewPage.shape.price.optional(),
    article: previewPage.shape.article.optional(),
    fields: previewPage.shape.fields.optional(),
    picture: pictureSize
      .extend({ url: z.string().describe('Where it is for an hour, as PNG.') })
      .nullable()
      .optional()
      .describe('null: none could be taken.'),
    pictureFault: z.string().optional().describe('Why there is no picture.'),
    cut: z.boolean().describe('It is longer.'),
  })
  .meta({ id: 'ScrapedPage' });

export type ScrapeInput = z.input<typeof scrapeBody>;
export type ScrapeRequest = z.infer<typeof scrapeBody>;
export type ScrapedPageView = z.infer<typeof scrapedPage>;
