// Stock terms: schema.org's words in any spelling, and phrases of shop pages in many languages.
import { foldSpace } from './copy-text.ts';
import { textOf } from './html-tree.ts';
import type { ActionDraft, PageScan } from './page-scan.ts';
import type { Availability } from './parsed-page.ts';

const TERMS: Readonly<Record<string, Availability>> = {
  instock: 'InStock',
  available: 'InStock',
  availablefororder: 'InStock',
  instockonline: 'InStock',
  yes: 'InStock',
  true: 'InStock',
  reserved: 'InStock',
  madetoorder: 'BackOrder',
  outofstock: 'OutOfStock',
  oos: 'OutOfStock',
  notavailable: 'OutOfStock',
  unavailable: 'OutOfStock',
  notinstock: 'OutOfStock',
  preorder: 'PreOrder',
  presale: 'PreOrder',
  backorder: 'BackOrder',
  availableforbackorder: 'BackOrder',
  pending: 'BackOrder',
  limitedavailability: 'LimitedAvailability',
  limitedstock: 'LimitedAvailability',
  lowstock: 'LimitedAvailability',
  soldout: 'SoldOut',
  discontinued: 'Discontinued',
  instoreonly: 'InStoreOnly',
  onlineonly: 'OnlineOnly',
};

/** A term of markup, with or without the schema.org prefix; undefined when it is none. */
export function availabilityTerm(text: string): Availability | undefined {
  const key = text
    .trim()
    .replace(/^.*[/#]/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return TERMS[key];
}

const OUT =
  /out[ -]of[ -]stock|sold[ -]?out|currently unavailable|no longer available|not (?:currently )?available|temporarily unavailable|not in stock|nicht (?:mehr )?(?:lieferbar|verfügbar|vorrätig|auf lager)|ausverkauft|vergriffen|en rupture|rupture de stock|épuisé|indisponible|plus disponible|agotado|sin (?:stock|existencias)|no disponible|esaurito|non disponibile|esgotado|indisponível|uitverkocht|niet (?:op voorraad|leverbaar|beschikbaar)|slutsåld|slut i lager|ej i lager|udsolgt|ikke på lager|utsolgt|loppu(?:nut)? (?:varastosta)?|brak w magazynie|niedostępn|wyprzedan|vyprodáno|není skladem|nedostupn|elfogyott|nincs (?:raktáron|készleten)|нет в наличии|распродан|tükendi|stokta yok|在庫切れ|売り切れ|品切れ|缺货|售罄|품절/i;
const IN =
  /\bin[ -]stock|available (?:now|to ship|online|for (?:delivery|immediate))|ready to ship|ships? (?:today|within|in \d|from stock)|\d+ (?:available|left|in stock)|auf lager|sofort (?:lieferbar|verfügbar)|lieferbar|vorrätig|en stock|disponible|in magazzino|disponibile|em estoque|disponível|op voorraad|i lager|på lager|varastossa|dostępny|w magazynie|na stanie|skladem|raktáron|készleten|в наличии|stokta|在庫あり|有货|现货|재고/i;
const LIMITED =
  /only \d+ (?:left|remaining|in stock)|few left|low stock|limited (?:stock|availability)|nur noch \d+|plus que \d+|últimas unidades|last (?:few|one|items)/i;
const PRE = /pre-?order|available for pre|vorbestell|précommande|reserva(?:r)? ahora|coming soon/i;
const BACK = /back-?order|on back ?order|special order|made to order/i;

/** What a stock phrase says; a negative phrase wins over a positive one inside it. */
function availabilityPhrase(text: string): Availability | undefined {
  if (OUT.test(text)) return 'OutOfStock';
  if (LIMITED.test(text)) return 'LimitedAvailability';
  if (PRE.test(text)) return 'PreOrder';
  if (BACK.test(text)) return 'BackOrder';
  return IN.test(text) ? 'InStock' : undefined;
}

export interface StockFinding {
  readonly availability: Availability;
  readonly evidence: string;
}

const REACH = 400;

function isNear(order: number, heading: number): boolean {
  return order >= heading && order <= heading + REACH;
}

function stockElement(scan: PageScan): StockFinding | undefined {
  for (const element of scan.stocks.slice(0, 30)) {
    const text = foldSpace(textOf(element, 200));
    if (text === '' || text.length > 80) continue;
    const found = availabilityPhrase(text);
    if (found !== undefined) return { availability: found, evidence: text };
  }
  return undefined;
}

function stockBlock(scan: PageScan, heading: number): StockFinding | undefined {
  for (const block of scan.blocks) {
    if (block.region !== 'main' || block.text.length > 70 || !isNear(block.order, heading)) continue;
    if (block.element.name === 'option' || block.element.name === 'li') continue;
    const found = availabilityPhrase(block.text);
    if (found !== undefined) return { availability: found, evidence: block.text };
  }
  return undefined;
}

/** Buttons by the main heading. A size or colour that is sold out says nothing while the thing can be bought. */
function mainAction(scan: PageScan, heading: number): ActionDraft | undefined {
  const near = scan.actions.filter((one) => isNear(one.order, heading) && one.region !== 'related');
  const buy = near.find((one) => one.kind === 'cart' && !one.disabled);
  return buy ?? near[0];
}

/** What the visible page says about stock, near its main heading. */
export function visibleStock(scan: PageScan, heading: number): StockFinding | undefined {
  const action = mainAction(scan, heading);
  const stated = stockElement(scan) ?? stockBlock(scan, heading);
  if (action?.kind === 'cart' && !action.disabled) {
    const isSure = stated !== undefined && stated.availability !== 'OutOfStock';
    return isSure ? stated : { availability: 'InStock', evidence: action.text };
  }
  if (action?.kind === 'sold-out' && stated === undefined)
    return { availability: 'OutOfStock', evidence: action.text };
  return stated;
}
