// The shop's own number of a product as it stands in the page's address.
import { boundedText } from '../html/copy-text.ts';

/** At the end of the path: "/oak-table-p4711234.html". At most three letters go before the digits, so no word does. */
const AT_END =
  /(?:^|[/_,-])(?:p|pid|id|iid|item|i)?-?([A-Z]{0,3}\d{5,18}|B0[A-Z0-9]{8})(?:[-_,/.]?(?:p|pdt|prd|html?|aspx|php))*\/?$/i;
/** A part of the path that is a number, or begins with one and its letters: "/listing/880011223/spoon", "/MLB-1500200300-fone". */
const PART = /^(?:(\d{6,18})|([A-Z]{3})-?(\d{8,12})(?:-.*)?|((?=(?:\D*\d){4})[A-Z][A-Z0-9]{7,17}))$/;
const QUERY =
  /[?&](?:pid|sku|product_?id|item_?id|goods_?id|i_code|prd_?no|art_?nr)=([A-Za-z0-9_-]{3,20})(?:&|$)|[?&]id=(\d{4,18})(?:&|$)/i;

export function numberInUrl(url: string): string | undefined {
  const query = QUERY.exec(url);
  if (query !== null) return query[1] ?? query[2];
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const atEnd = AT_END.exec(path.slice(-120))?.[1];
  if (atEnd !== undefined) return boundedText(atEnd, 40);
  for (const part of path.split('/').slice(0, 12).reverse()) {
    const [, digits, letters = '', number, code] = PART.exec(part) ?? [];
    const found = digits ?? (number === undefined ? code : `${letters}${number}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
