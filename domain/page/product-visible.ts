// Article numbers and brands as shop pages print them: a label and its value, side by side or in a table, or an element
// whose class says what it holds.
import { boundedText, foldSpace } from './copy-text.ts';
import { parseGtin } from './gtin.ts';
import { textOf } from './html-tree.ts';
import type { BlockDraft, PageScan, PlacedElement } from './page-scan.ts';

const LABELS: Readonly<Record<'sku' | 'gtin' | 'mpn' | 'brand', RegExp>> = {
  sku: /^(?:sku|sku (?:no\.?|number|code|#|id)|item(?: (?:no\.?|number|code|id|#|model))?|article (?:no\.?|number|code)|art(?:ikel)?[.-]?\s?(?:nr\.?|nummer|no\.?)|art\.?|artikel|product(?: |-)?(?:code|id|no\.?|nr\.?|number|ref(?:erence)?)|produkt-?(?:nr\.?|nummer|code|id)|varenummer|varenr\.?|vare nr\.?|catalog(?:ue)? (?:no\.?|number)|style(?: (?:no\.?|number|code|#))?|stock (?:code|no\.?)|order (?:no\.?|number|code)|ref(?:erence|\.)?|référence|réf\.?|ref\.? produit|code (?:produit|article)|referencia|referência|código(?: (?:de |do )?(?:producto|produto|artículo))?|cód\.?|codice(?: (?:articolo|prodotto))?|cod\.? ?(?:articolo|prodotto|produs)?|bestell-?(?:nr\.?|nummer)|tuotenumero|tuotekoodi|kod (?:produktu|towaru)|nr (?:katalogowy|artykułu)|symbol|artikel-?id|kód(?: produktu| zboží)?|katalogové číslo|cikkszám|termékkód|cod produs|šifra(?: artikla| izdelka)?|tootekood|prekės kodas|asin|ürün kodu|stok kodu|κωδικός(?: προϊόντος)?|מק"?ט|артикул|код(?: товара| товару)?|арт\.?|каталожный номер|商品(?:編號|编号|番号|コード|代码|代碼)|品番|型番|貨號|货号|상품번호|상품코드|mã (?:sản phẩm|sp|hàng)|รหัสสินค้า|رقم المنتج|رمز المنتج|code)$/i,
  gtin: /^(?:gtin(?:-?1[234])?|ean|ean(?:-| )?(?:code|kod|kód|nummer|13)|upc|isbn(?:-?1[03])?|barcode|strichcode|code-barres|codice a barre|código de barras|штрих-?код|streckkod|stregkode|jan(?:コード)?|バーコード)$/i,
  mpn: /^(?:mpn|mfr\.? (?:part )?(?:no\.?|number|#)|manufacturer(?:'s)? (?:part )?(?:no\.?|number|code)|(?:item )?part (?:no\.?|number|#)|(?:item )?model(?: (?:no\.?|number|#|name\/number))?|hersteller-?(?:artikel-?)?(?:nr\.?|nummer)|modell-?(?:nr\.?|nummer)?|numéro (?:du |de )?modèle(?: de l['’]article)?|référence (?:du )?(?:fabricant|constructeur)|número de modelo(?: del (?:producto|artículo))?|(?:referencia|código) (?:del )?fabricante|numero (?:di )?modello(?: articolo)?|codice produttore|modelnummer|modellnummer|kod producenta|modelo|modèle|modello|модель|型號|型号)$/i,
  brand:
    /^(?:brand|brand name|marke|marque|marca|merk|märke|mærke|merke|make|make\/manufacturer|manufacturer|hersteller|fabricant|fabricante|produttore|fabrikant|tillverkare|producent|valmistaja|merkki|brändi|značka|výrobce|výrobca|márka|gyártó|producător|proizvođač|proizvajalec|znamka|μάρκα|κατασκευαστής|מותג|יצרן|бренд|марка|производитель|виробник|品牌|ブランド|メーカー|브랜드|제조사|thương hiệu|ยี่ห้อ|แบรนด์|العلامة التجارية|الماركة)$/i,
};
/** "Label: value", "Label # value", "Label - value". */
const LABELLED = /^([\p{L}#.'’"/ -]{2,36}?)\s*(?:[:：#]|\bis\b|\s[-–—]\s?)\s*(\S.{0,80})$/u;
/** "Ref. 1002/710", "SKU AB-12": no sign between, so the value must have a digit. */
const LABEL_AND_NUMBER = /^(\p{L}[\p{L}.'’ -]{1,24}?)\s+(\S*\d\S*)$/u;
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{1,39}$/;
/** Where the product's own lines end; what stands further down may be another's. */
const REACH = 1_500;
const NEAR = 300;

type Kind = keyof typeof LABELS;

function labelledValue(blocks: readonly BlockDraft[], at: number, label: RegExp): string | undefined {
  const { text } = blocks[at] ?? { text: '' };
  if (text.length > 120) return undefined;
  const inline = LABELLED.exec(text);
  if (inline?.[1] !== undefined && inline[2] !== undefined && label.test(inline[1].trim()))
    return inline[2].trim();
  const numbered = LABEL_AND_NUMBER.exec(text);
  if (numbered?.[1] !== undefined && numbered[2] !== undefined && label.test(numbered[1].trim()))
    return numbered[2];
  const bare = text.replace(/\s*[:：#]$/, '');
  if (!label.test(bare)) return undefined;
  const next = blocks[at + 1];
  return next !== undefined && next.text.length <= 60 ? next.text : undefined;
}

interface Search {
  readonly scan: PageScan;
  readonly from: number;
  readonly accept: (value: string) => string | undefined;
}

function findLabelled(kind: Kind, { scan, from, accept }: Search): string | undefined {
  const label = LABELS[kind];
  const { blocks } = scan;
  for (let at = 0; at < blocks.length && at < 3_000; at++) {
    const block = blocks[at];
    if (block === undefined || block.region === 'footer' || block.region === 'related') continue;
    if (block.order < from - 60 || block.order > from + REACH) continue;
    const value = labelledValue(blocks, at, label);
    const accepted = value === undefined ? undefined : accept(value);
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

/** The first element near the heading whose class promises such a value and whose short text is one. */
function findClassed(places: readonly PlacedElement[], { from, accept }: Search): string | undefined {
  for (const { element, order, region } of places) {
    if (region !== 'main' || order < from - 30 || order > from + NEAR) continue;
    const text = foldSpace(textOf(element, 120)).trim();
    if (text === '' || text.length > 60) continue;
    const accepted = accept(text.replace(/^[\p{L}. ]{2,24}[.:：#]\s*/u, ''));
    if (accepted !== undefined) return accepted;
  }
  return undefined;
}

export function visibleNumber(
  scan: PageScan,
  kind: 'sku' | 'gtin' | 'mpn',
  from: number,
): string | undefined {
  const accept = (value: string): string | undefined => {
    if (kind === 'gtin') return parseGtin(value);
    const token = (value.split(/\s+/)[0] ?? '').replace(/^[(#]+|[),;.]+$/g, '');
    return NUMBER.test(token) && /\d/.test(token) ? boundedText(token, 40) : undefined;
  };
  const search = { scan, from, accept };
  return findLabelled(kind, search) ?? (kind === 'sku' ? findClassed(scan.numbers, search) : undefined);
}

const SHOP_OF =
  /^(?:brand|marke|marque|marca|merk|märke|visit the|by|von|de|di|besuchen sie den|besuche den|visitez la boutique|visita la tienda de|visita lo store di|bezoek de)\s*:?\s+(.{2,40}?)(?:[- ](?:store|shop|winkel))?$/i;

/** A labelled brand, or one an element's class promises; the name of the product often begins with it. */
export function visibleBrand(scan: PageScan, from: number, name: string): string | undefined {
  const accept = (value: string): string | undefined =>
    /\p{L}/u.test(value) && value.length <= 40 && !/[:!?]|^(?:view|see|all|more|shop)\b/i.test(value)
      ? boundedText(value, 40)
      : undefined;
  const labelled = findLabelled('brand', { scan, from, accept });
  if (labelled !== undefined) return labelled;
  return findClassed(scan.brands, {
    scan,
    from,
    accept: (value) => {
      const shop = SHOP_OF.exec(value)?.[1];
      const brand = shop ?? value;
      const isSure =
        shop !== undefined || name.toLowerCase().includes(brand.toLowerCase()) || brand.length <= 25;
      return isSure ? accept(brand) : undefined;
    },
  });
}

/** A letter and digits, so that a word in front of them is not taken for part of the number. */
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
