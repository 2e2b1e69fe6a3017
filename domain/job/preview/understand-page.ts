// What a run would make of a fetched page: read by the parse pass, judged by the classifier, the vote on the price and the
// rules of noise. Nothing is judged here; this only joins what those say.
import { wallOf } from '../../change/detect.ts';
import { changeRulesOf } from '../../change/rules.ts';
import type { JobConfig } from '../../config/schema.ts';
import { acceptedClass } from '../../reading/kind/accepted-answer.ts';
import { classifyPage } from '../../reading/kind/classify.ts';
import type { PageClass } from '../../reading/page/page-type.ts';
import type {
  ArticleFacts,
  FieldValue,
  PriceCandidate,
  ProductFacts,
  TextBlock,
} from '../../reading/page/parsed-page.ts';
import { choosesPart, watchRulesOf } from '../../reading/part/watch-rules.ts';
import { type PageOffer, pageOffer } from '../../price/page-offer.ts';
import type { FoundField } from '../../config/selector/wanted-field.ts';
import type { LinkRow, ParsedRow } from '../../run/stage/stage-row.ts';
import { urlHost } from '../../web/url/key.ts';
import type { PageDeclared } from './page-declared.ts';
import { type NoisyText, pageNoise } from './page-noise.ts';

type ReadRow = Omit<ParsedRow, 'blocksKey' | 'linksKey'>;

export interface ReadPage {
  readonly row: ReadRow;
  readonly blocks: readonly TextBlock[];
  readonly links: readonly LinkRow[];
  readonly declared: PageDeclared | null;
  /** What the search for fields without a selector found. */
  readonly searched: readonly FoundField[];
  readonly finalUrl: string;
}

export interface UnderstoodPage {
  readonly class: PageClass;
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  readonly canonicalUrl: string | null;
  readonly offer: PageOffer | null;
  readonly candidates: readonly PriceCandidate[];
  readonly product: ProductFacts | null;
  readonly article: ArticleFacts | null;
  readonly fields: readonly FieldValue[];
  readonly searched: readonly FoundField[];
  readonly declared: PageDeclared | null;
  readonly links: PageLinks;
  readonly noise: readonly NoisyText[];
  readonly blocks: readonly TextBlock[];
  readonly lostPart: boolean;
  readonly isFilteredOut: boolean;
  readonly misread: string | null;
}

interface ShownLink {
  readonly url: string;
  readonly text: string;
  readonly kind: 'item' | 'paging' | 'other';
}

interface PageLinks {
  readonly total: number;
  readonly items: number;
  readonly paging: number;
  /** Items first, then paging, then others of the page's main part. */
  readonly first: readonly ShownLink[];
}

const MAX_LINKS = 20;
const MAX_NOISE = 20;
const MAX_CANDIDATES = 20;

/** `status`: of the answer, where it is known. */
export function understandPage(page: ReadPage, status?: number): UnderstoodPage {
  const { row, blocks, links, declared, searched, finalUrl } = page;
  const pageClass = acceptedClass(classifyPage(row.features, finalUrl), status);
  return {
    class: pageClass,
    title: row.title,
    description: row.description,
    lang: row.lang,
    canonicalUrl: row.canonicalUrl ?? null,
    offer: pageOffer({ ...row, host: urlHost(finalUrl), class: pageClass }),
    candidates: row.priceCandidates.slice(0, MAX_CANDIDATES),
    product: row.product ?? null,
    article: row.article ?? null,
    fields: row.fields,
    searched,
    declared,
    links: toPageLinks(links),
    noise: pageNoise(blocks, MAX_NOISE),
    blocks,
    lostPart: row.lostPart === true,
    isFilteredOut: row.isFilteredOut === true,
    misread: row.misread ?? null,
  };
}

/** Whether a run of the job takes the page for a wall: not where a part of it is watched that a page without text has. */
export function isWall(
  changes: JobConfig['changes'],
  { class: { wall, subtype }, blocks }: Pick<UnderstoodPage, 'class' | 'blocks'>,
): boolean {
  const isChosen = choosesPart(watchRulesOf(changes)) && blocks.length > 0;
  return wallOf({ wall: wall ? (subtype ?? 'wall') : null, isChosen }, changeRulesOf(changes)) !== null;
}

function toPageLinks(links: readonly LinkRow[]): PageLinks {
  const body = links.filter(([, , context]) => context !== 'head');
  const kinds = body.map(([url, text, context, paging]): ShownLink => {
    const isPaging = paging === 'next' || paging === 'page';
    return { url, text, kind: isPaging ? 'paging' : context === 'listing-item' ? 'item' : 'other' };
  });
  const of = (kind: ShownLink['kind']): ShownLink[] => kinds.filter((link) => link.kind === kind);
  const [items, paging] = [of('item'), of('paging')];
  const others = kinds.filter(({ kind }, at) => kind === 'other' && body[at]?.[2] === 'main');
  return {
    total: body.length,
    items: items.length,
    paging: paging.length,
    first: [...items, ...paging, ...others].slice(0, MAX_LINKS),
  };
}
