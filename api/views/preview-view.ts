// Previews of pages as the API shows them.
import { variantPoint } from '../../domain/price/variant-offer.ts';
import type { Preview } from '../../domain/job/preview/preview.ts';
import type { PickedPart } from '../../domain/job/preview/pick-part.ts';
import { documentKind } from '../../domain/reading/content/document/document-kind.ts';
import { markedPlace } from '../../domain/reading/html/place-mark.ts';
import type { FieldValue } from '../../domain/reading/page/parsed-page.ts';
import type { UnderstoodPage } from '../../domain/job/preview/understand-page.ts';
import type { PagePlacesView, PickedPartView } from '../schemas/preview/preview-part.ts';
import type { PreviewPageView } from '../schemas/preview/preview-page.ts';
import type { PreviewView } from '../schemas/preview/preview.ts';
import { toMoney, toPictureSize, toVariants } from './page-view.ts';

const MAX_LINES = 200;
const MAX_TEXT = 300;

export function toPreviewView(preview: Preview, expiresAt: Date): PreviewView {
  const { previewId, url, at, steps, outcome, problem, fetched, host, page, body, suggestions } = preview;
  const { pageSteps, refusedCalls, picture, json } = preview;
  const self = `/v1/previews/${previewId}`;
  return {
    previewId,
    url,
    at: at.toISOString(),
    expiresAt: expiresAt.toISOString(),
    step: steps.at(-1)?.step ?? 'wait',
    steps: steps.map((one) => ({ step: one.step, afterMs: one.at.getTime() - at.getTime() })),
    outcome,
    problem,
    fetched,
    pageSteps: pageSteps === null ? null : pageSteps.map((one) => ({ ...one })),
    refusedCalls: refusedCalls.map((one) => ({ ...one })),
    picture: toPictureSize(picture ?? undefined),
    robots: host?.robots ?? null,
    pace: host?.pace ?? null,
    page: page === null ? null : { ...toPageView(page, host?.sitemaps ?? []), document: documentOf(body) },
    suggestions: suggestions.map((one) => ({ ...one, job: { ...one.job } })),
    json: json === null ? null : toJsonView(json),
    links: {
      self,
      page: `${self}/page`,
      outline: `${self}/outline`,
      select: `${self}/select`,
      try: `${self}/try`,
      ...(picture === null ? {} : { picture: `${self}/picture` }),
    },
  };
}

function toJsonView({ offer, passed }: NonNullable<Preview['json']>): PreviewView['json'] {
  return {
    offer:
      offer === null
        ? null
        : {
            ...offer,
            sent: offer.sent ?? null,
            paths: [...offer.paths],
            values: offer.values.map(cut),
            job: { ...offer.job },
          },
    passed: passed.map((one) => ({ ...one })),
  };
}

function documentOf(body: Preview['body']): PreviewPageView['document'] {
  return body === null ? null : documentKind(body.body);
}

function toPageView(page: UnderstoodPage, sitemaps: readonly string[]): Omit<PreviewPageView, 'document'> {
  const { type, subtype, score, reasons, wall } = page.class;
  const { title, description, lang, canonicalUrl, product, article, declared, links } = page;
  return {
    type,
    subtype: subtype ?? null,
    confidence: score,
    reasons: [...reasons],
    wall,
    title,
    description,
    lang,
    canonicalUrl,
    price: toPriceView(page),
    product:
      product === null
        ? null
        : {
            name: product.name ?? null,
            brand: product.brand ?? null,
            sku: product.sku ?? null,
            gtin: product.gtin ?? null,
          },
    article:
      article === null
        ? null
        : {
            title: article.title ?? null,
            author: article.author ?? null,
            published: article.published ?? null,
          },
    fields: page.fields.map((field) => toFieldView(field, page.searched)),
    declared:
      declared === null
        ? null
        : {
            format: declared.format,
            markup: [...declared.markup],
            feeds: [...declared.feeds],
            parts: [...declared.parts],
            sitemaps: [...new Set([...declared.sitemaps, ...sitemaps])].slice(0, 20),
          },
    links: { ...links, first: [...links.first] },
    noise: page.noise.map((one) => ({ ...one, text: cut(one.text) })),
    text: toTextView(page),
  };
}

/** Of a page that shows its stock and no price. */
const NO_OFFER = {
  price: undefined,
  listPrice: undefined,
  evidence: { source: null, raw: null },
  confidence: null,
  agreed: [],
  disagreed: [],
} as const;

function toPriceView({ offer: found, candidates, product }: UnderstoodPage): PreviewPageView['price'] {
  if (found === null) return null;
  const { offer, availability } = found;
  const { price, listPrice, evidence, confidence, agreed, disagreed } = { ...NO_OFFER, ...offer };
  return {
    price: price === undefined ? null : toMoney(price.minor, price.currency),
    listPrice: listPrice === undefined ? null : toMoney(listPrice.minor, listPrice.currency),
    variants:
      price === undefined ? null : toVariants(variantPoint(found.offer ?? {}).variants, price.currency),
    availability,
    availabilityEvidence: product?.availabilityEvidence ?? null,
    source: evidence.source,
    raw: evidence.raw,
    confidence,
    agreed: [...agreed],
    disagreed: [...disagreed],
    candidates: candidates.map(({ raw, role, source, locator, confidence }) => ({
      raw,
      role,
      source,
      locator,
      confidence,
    })),
  };
}

/** A field without a selector is what the search found. */
function toFieldView(
  { name, value, source, locator }: FieldValue,
  searched: UnderstoodPage['searched'],
): PreviewPageView['fields'][number] {
  const found = searched.find((field) => field.name === name);
  if (value !== null || found === undefined) return { name, value, source, locator, found: value !== null };
  const [best] = found.locators;
  return {
    name,
    value: best?.values[0] ?? null,
    source,
    locator: best?.selector ?? locator,
    found: best !== undefined,
    ...(best === undefined ? { note: found.note } : {}),
  };
}

/** The lines that would be watched, and why there are none. */
export function toTextView(
  page: Pick<UnderstoodPage, 'blocks' | 'lostPart' | 'isFilteredOut' | 'misread'>,
): PreviewPageView['text'] {
  const { blocks, lostPart, isFilteredOut, misread } = page;
  const lost = lostPart ? 'The part is not on the page: no selector finds anything.' : null;
  const filtered = isFilteredOut ? 'The filters leave no line of the text.' : null;
  return {
    lines: blocks.slice(0, MAX_LINES).map(({ text }) => cut(text)),
    places: blocks.slice(0, MAX_LINES).map(markedPlace),
    lineCount: blocks.length,
    fault: misread ?? lost ?? filtered,
  };
}

export function toPickedView({ lines, linePlaces, lineCount, fault, ...part }: PickedPart): PickedPartView {
  return {
    ...part,
    suggestions: part.suggestions.map((one) => ({ ...one })),
    nodes: [...part.nodes],
    excluded: [...part.excluded],
    values: [...part.values],
    around: [...part.around],
    places: part.places === null ? null : toPlacesView(part.places),
    text: { lines: [...lines], places: [...linePlaces], lineCount, fault },
  };
}

function toPlacesView({
  body,
  frame,
  own,
  allFrame,
  parts,
}: NonNullable<PickedPart['places']>): PagePlacesView {
  return { body: [...body], frame: [...frame], own: [...own], allFrame, parts: [...parts] };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}
