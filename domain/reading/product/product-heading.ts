// The heading of a product page: the page's own, unless that is the name of the shop, as themes set it; else an element
// that its id or class calls the name of the product.
import { firstMeta, type PageMetadata } from '../markup/page-metadata.ts';
import { mainHeading } from '../scan/page-heading.ts';
import type { BlockDraft, HeadingDraft, PageScan } from '../scan/page-scan.ts';
import { letters } from '../words/letters.ts';

const MAX_LEVEL = 3;
const MAX_CHARS = 200;
const NAMED = /(?:product|item|pdp|goods)[-_]*(?:title|name|heading)|(?:title|name)[-_]*(?:product|item)/i;

export function productHeading(scan: PageScan, metadata: PageMetadata): HeadingDraft | undefined {
  const heading = mainHeading(scan, metadata.title);
  const site = letters(firstMeta(metadata.meta, 'og:site_name') ?? '');
  // Some shops name the product where the site belongs, and show it in the text.
  const isOfShop = heading !== undefined && heading.region !== 'main' && letters(heading.text) === site;
  if (heading !== undefined && !isOfShop) return heading;
  return (
    scan.headings.find(
      ({ level, region, text }) =>
        heading !== undefined && level <= MAX_LEVEL && region === 'main' && letters(text) !== site,
    ) ??
    namedBlock(scan) ??
    heading
  );
}

/** Undefined where there are several: each card of a list of products has one. */
function namedBlock({ blocks }: PageScan): HeadingDraft | undefined {
  const named = blocks.filter((block) => block.text.length <= MAX_CHARS && isNamed(block));
  const [only] = named;
  if (only === undefined || named.length > 1 || only.region !== 'main') return undefined;
  const { element, text, region, order } = only;
  return { level: 1, text, element, region, order };
}

function isNamed({ element, linkChars }: BlockDraft): boolean {
  return linkChars === 0 && NAMED.test(`${element.attribs['id'] ?? ''} ${element.attribs['class'] ?? ''}`);
}
