// Article numbers and brands as shop pages print them: a label and its value, side by side or in a table.
import { boundedText } from './copy-text.ts';
import { parseGtin } from './gtin.ts';
import type { BlockDraft, PageScan } from './page-scan.ts';

const LABELS: Readonly<Record<'sku' | 'gtin' | 'mpn' | 'brand', RegExp>> = {
  sku: /^(?:sku|sku (?:no\.?|number|#)|item(?: (?:no\.?|number|code|id|#|model))?|article (?:no\.?|number)|art(?:ikel)?[.-]?\s?(?:nr\.?|nummer|no\.?)|product (?:code|id|no\.?|number)|catalog(?:ue)? (?:no\.?|number)|style (?:no\.?|number|code|#)?|stock (?:code|no\.?)|ref(?:erence|\.)?|référence|réf\.?|referencia|codice(?: articolo)?|bestell-?(?:nr\.?|nummer)|tuotenumero|kod produktu|artikel-?id|asin|código|cod\.?|ürün kodu|артикул|код(?: товара)?|арт\.?|商品編號|商品编号|商品番号|品番|型番|貨號|货号|code)$/i,
  gtin: /^(?:gtin|ean|ean(?:-| )?(?:code|nummer|13)|upc|isbn(?:-?13)?|barcode|strichcode)$/i,
  mpn: /^(?:mpn|mfr\.? (?:part )?(?:no\.?|number|#)|manufacturer(?:'s)? (?:part )?(?:no\.?|number)|part (?:no\.?|number|#)|model(?: (?:no\.?|number|#))?|herstellernummer)$/i,
  brand:
    /^(?:brand|brand name|marke|marque|marca|merk|märke|mærke|merke|manufacturer|hersteller|fabricant|fabrikant|značka|producent|бренд|марка|производитель|品牌|ブランド|メーカー|브랜드)$/i,
};
const LABELLED = /^([\p{L}#.'’ -]{2,30}?)\s*(?:[:：#]|\bis\b)\s*(\S.{0,60})$/u;
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{1,39}$/;

type Kind = keyof typeof LABELS;

function labelledValue(blocks: readonly BlockDraft[], at: number, label: RegExp): string | undefined {
  const { text } = blocks[at] ?? { text: '' };
  if (text.length > 100) return undefined;
  const inline = LABELLED.exec(text);
  if (inline?.[1] !== undefined && inline[2] !== undefined && label.test(inline[1].trim()))
    return inline[2].trim();
  const bare = text.replace(/\s*[:：#]$/, '');
  if (!label.test(bare)) return undefined;
  const next = blocks[at + 1];
  return next !== undefined && next.text.length <= 60 ? next.text : undefined;
}

function findLabelled(
  scan: PageScan,
  kind: Kind,
  accept: (value: string) => string | undefined,
): string | undefined {
  const label = LABELS[kind];
  const { blocks } = scan;
  for (let at = 0; at < blocks.length && at < 3_000; at++) {
    if (blocks[at]?.region === 'footer') continue;
    const value = labelledValue(blocks, at, label);
    const accepted = value === undefined ? undefined : accept(value);
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

export function visibleNumber(scan: PageScan, kind: 'sku' | 'gtin' | 'mpn'): string | undefined {
  return findLabelled(scan, kind, (value) => {
    const token = value.split(/\s+/)[0] ?? '';
    if (kind === 'gtin') return parseGtin(value);
    return NUMBER.test(token) && /\d/.test(token) ? boundedText(token, 40) : undefined;
  });
}

export function visibleBrand(scan: PageScan): string | undefined {
  return findLabelled(scan, 'brand', (value) =>
    /\p{L}/u.test(value) && value.length <= 40 ? boundedText(value, 40) : undefined,
  );
}

const URL_NUMBER =
  /(?:^|[/_,-])(?:p|pid|id|iid|item)?-?([A-Z]{0,3}\d{5,14}|B0[A-Z0-9]{8})(?:[-_,/.]?(?:p|pdt|prd|html?|aspx|php))*\/?$/i;
const QUERY_NUMBER = /[?&](?:pid|sku|productid|product_id|itemid|goods_id)=([A-Za-z0-9_-]{3,20})(?:&|$)/i;

/** The shop's own number of the product, where its address ends in one. */
export function numberInUrl(url: string): string | undefined {
  const query = QUERY_NUMBER.exec(url)?.[1];
  if (query !== undefined) return query;
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const number = URL_NUMBER.exec(path.slice(-120))?.[1];
  return number === undefined ? undefined : boundedText(number, 40);
}
