// What a preview understood of a page.
import { z } from 'zod';
import { DOCUMENT_KINDS } from '../../../domain/reading/page/document-word.ts';
import { PAGE_SUBTYPES, PAGE_TYPES } from '../../../domain/reading/page/page-type.ts';
import { SOURCE_LIST } from '../../../domain/reading/page/value-source.ts';
import { money, variants } from '../page.ts';

const candidate = z.object({
  raw: z.string().describe('The text it was read from.'),
  role: z.string().describe('What it is: price, list, unit, shipping, instalment, from or unknown.'),
  source: z.string().describe(`Where on the page it stands: ${SOURCE_LIST}.`),
  locator: z.string().describe('The place within that source.'),
  confidence: z.number().describe('How sure it is, 0 to 1.'),
});

const price = z
  .object({
    price: money.nullable().describe('The price; null: none could be told from those of other goods.'),
    listPrice: money.nullable().describe('A struck or recommended price beside it; null: none.'),
    variants,
    availability: z.string().describe("One of schema.org's values, or unknown."),
    availabilityEvidence: z.string().nullable().describe('The text the stock was read from; null: none.'),
    source: z.string().nullable().describe('Where the price was read; null: there is none.'),
    raw: z.string().nullable().describe('The text it was read from; null: there is none.'),
    confidence: z.number().nullable().describe('How sure it is, 0 to 1; null: there is no price.'),
    agreed: z.array(z.string()).describe('Sources that name this price.'),
    disagreed: z.array(z.string()).describe('Sources that name another one.'),
    candidates: z.array(candidate).describe('All amounts that were considered, at most 20.'),
  })
  .meta({ id: 'PagePrice' });

const field = z
  .object({
    name: z.string().describe('Name of the field.'),
    value: z.string().nullable().describe('Its value; null: it was not found.'),
    source: z.string().describe(`Where it was found: ${SOURCE_LIST}.`),
    locator: z.string().describe('The locator that found it.'),
    found: z.boolean().describe('Whether it was found.'),
    note: z
      .string()
      .optional()
      .describe('Why a search for it found nothing; absent where it has a selector, or was found.'),
  })
  .meta({ id: 'PageField' });

const product = z
  .object({
    name: z.string().nullable().describe('Name; null: unknown.'),
    brand: z.string().nullable().describe('Brand; null: unknown.'),
    sku: z.string().nullable().describe('Number of the shop; null: unknown.'),
    gtin: z.string().nullable().describe('EAN, UPC or ISBN; null: unknown.'),
  })
  .meta({ id: 'PageProduct' });

const article = z
  .object({
    title: z.string().nullable().describe('Headline; null: unknown.'),
    author: z.string().nullable().describe('Author; null: unknown.'),
    published: z.string().nullable().describe('When it was published, ISO 8601; null: unknown.'),
  })
  .meta({ id: 'PageArticle' });

const declared = z.object({
  format: z
    .enum(['html', 'json', 'xml', 'text', 'feed', 'sitemap'])
    .describe('What the answer is; a run reads it as that.'),
  markup: z
    .array(
      z.object({
        type: z.string().describe('Type of the structured data: Product, Article …'),
        source: z.string().describe('Its syntax: json-ld, microdata or rdfa.'),
        count: z.number().describe('How often it is there.'),
      }),
    )
    .describe('Structured data on the page.'),
  feeds: z
    .array(
      z.object({
        url: z.string().describe('Address of the feed.'),
        title: z.string().describe('Its title; empty: none.'),
      }),
    )
    .describe('Feeds the page announces.'),
  sitemaps: z.array(z.string()).describe('Sitemaps that the page or robots.txt announces.'),
  parts: z
    .array(z.string())
    .describe('Pages or sheets of a document, as a part is named: page:1, sheet:Prices; at most 200.'),
});

const links = z.object({
  total: z.number().describe('Links on the page.'),
  items: z.number().describe('Links a listing job would take as items.'),
  paging: z.number().describe('Links to further pages of a listing.'),
  first: z
    .array(
      z.object({
        url: z.string().describe('Where it leads.'),
        text: z.string().describe('Its text.'),
        kind: z.enum(['item', 'paging', 'other']).describe('What a listing job would take it for.'),
      }),
    )
    .describe('The first 20: items, then paging, then others of the main part.'),
});

export const previewText = z.object({
  lines: z
    .array(z.string())
    .describe('The first lines of the text that would be watched, each cut at 300 characters.'),
  places: z.array(z.enum(['body', 'frame', 'advertisement'])).describe('Where each of these lines stands.'),
  lineCount: z.number().describe('All lines.'),
  fault: z.string().nullable().describe('Why there is nothing to watch, in words; null: there is.'),
});

export const previewPage = z.object({
  type: z.enum(PAGE_TYPES).describe('What kind of page it is.'),
  subtype: z.enum(PAGE_SUBTYPES).nullable().describe('What it is in particular; null: nothing particular.'),
  confidence: z.number().describe('How sure that is, 0 to 1.'),
  reasons: z.array(z.string()).describe('Why, strongest reason first.'),
  document: z
    .enum(DOCUMENT_KINDS)
    .nullable()
    .describe('Kind of the file that is read as a page; null: it is no file.'),
  wall: z.boolean().describe('It is a wall or empty: there is nothing to watch as it is.'),
  title: z.string().describe('Title of the page.'),
  description: z.string().describe('Its description; empty: none.'),
  lang: z.string().describe('Its language as it says; empty: it does not.'),
  canonicalUrl: z.string().nullable().describe('The address it calls its own; null: it does not.'),
  price: price.nullable().describe('Price and stock; null: it is no page that sells something.'),
  product: product.nullable().describe('The product; null: none.'),
  article: article.nullable().describe('The article; null: none.'),
  fields: z.array(field).describe('The fields that were asked for.'),
  declared: declared
    .nullable()
    .describe('What it declares about itself; null: it could not be read in time.'),
  links: links.describe('Links of the page, as a job would take them.'),
  noise: z
    .array(
      z.object({
        text: z.string().describe('The text, cut at 300 characters.'),
        rule: z.string().describe('The rule of noise that knows it.'),
        whole: z.boolean().describe('All of it is noise; otherwise a part.'),
      }),
    )
    .describe('Texts whose changes are known as noise and kept quiet, at most 20.'),
  text: previewText.describe('What would be watched.'),
});

export type PreviewPageView = z.infer<typeof previewPage>;
