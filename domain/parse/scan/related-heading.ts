// Where a page goes on to other products: the first heading below the main one that says so.
import type { HeadingDraft, PageScan } from './page-scan.ts';

const RELATED = new RegExp(
  `^(?:${[
    '(?:you )?(?:may|might) also|related (?:products|items)|similar (?:products|items|sponsored)|recommended|people also|customers? (?:also|who)|frequently bought|pairs? well|complete (?:the|your)|goes well|recently viewed|others? also',
    'ähnliche|das könnte|kunden (?:kauften|haben)|passend dazu|vous aimerez|produits (?:similaires|associés|complémentaires)|les clients|también te|productos (?:relacionados|similares)|te puede|prodotti (?:correlati|simili)|ti potrebbe|produtos relacionados|quem (?:viu|comprou)',
    'gerelateerde|anderen (?:kochten|bekeken)|liknande|du kanske|relaterede|lignende|podobne|podobné|související|hasonló|produse similare|похожие|с этим товаром|вам может|схожі|benzer|σχετικά|関連商品|おすすめ|この商品を|相关|相關|推荐|推薦|猜你|관련 ?상품|함께 ',
  ].join('|')})`,
  'iu',
);
const MAX_CHARS = 60;

/** The place where other products begin; Infinity when no heading says so. */
export function relatedFrom(scan: PageScan, heading: HeadingDraft | undefined): number {
  const from = heading?.order ?? 0;
  const found = scan.headings.find(
    (one) => one !== heading && one.order > from && one.text.length <= MAX_CHARS && RELATED.test(one.text),
  );
  return found?.order ?? Number.POSITIVE_INFINITY;
}
