// Beginnings of headings above other products than the page's own: "You may also like", "Ähnliche Artikel".
import type { WordLists } from '../word-lists.ts';

export const RELATED_HEADINGS: WordLists = {
  en: '(?:you )?(?:may|might) also|related (?:products|items)|similar (?:products|items|sponsored)|recommended|people also|customers? (?:also|who)|frequently bought|pairs? well|complete (?:the|your)|goes well|recently viewed|others? also',
  de: 'ähnliche|das könnte|kunden (?:kauften|haben)|passend dazu',
  fr: 'vous aimerez|produits (?:similaires|associés|complémentaires)|les clients',
  es: 'también te|productos (?:relacionados|similares)|te puede',
  it: 'prodotti (?:correlati|simili)|ti potrebbe',
  pt: 'produtos relacionados|quem (?:viu|comprou)',
  nl: 'gerelateerde|anderen (?:kochten|bekeken)',
  sv: 'liknande|du kanske',
  da: 'relaterede',
  'da nb': 'lignende',
  'pl cs sk': 'podobne|podobné|související',
  hu: 'hasonló',
  ro: 'produse similare',
  ru: 'похожие|с этим товаром|вам может',
  uk: 'схожі',
  tr: 'benzer',
  el: 'σχετικά',
  ja: '関連商品|おすすめ|この商品を',
  zh: '相关|相關|推荐|推薦|猜你',
  ko: '관련 ?상품|함께 ',
};
