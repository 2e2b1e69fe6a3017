// What shops call a product's numbers and its brand. Each alternative is a whole label: "SKU", "Artikelnummer", "Marque".
import { anyOf, type WordLists } from '../word-lists.ts';

export type LabelKind = 'sku' | 'gtin' | 'mpn' | 'brand';

const NUMBER = '(?:no\\.?|nr\\.?|number|code|id|#)';

/** Labels of the shop's own number. */
export const SKU_LABELS: WordLists = {
  systems: 'tcin|pzn|asin',
  en:
    `(?:store )?sku(?: ${NUMBER})?|item(?: ${NUMBER}| model)?|article ${NUMBER}|product(?: |-)?(?:${NUMBER}|ref(?:erence)?)|catalog(?:ue)?(?: ${NUMBER})?|cat\\.? ?no\\.?|style(?: ?${NUMBER})?|stock ${NUMBER}|order ${NUMBER}|web ?(?:code|id)|internet ${NUMBER}|code|id|` +
    `(?!manufacturer|mfr|mfg|supplier|vendor|customer|model|item|oem)\\p{L}[\\p{L}&-]{1,14} (?:stock|part|order|item|article) ${NUMBER}|` +
    '(?:ad|listing|post(?:ing)?|lot|auction|vehicle|property|offer) (?:no\\.?|number|id|#)',
  'en fr es': 'ref(?:erence|\\.)?',
  de: 'anzeigen?(?:-?(?:id|nr\\.?|nummer))?|produkt-?(?:nr\\.?|nummer|code|id)|best(?:ell)?\\.?-?(?:nr\\.?|nummer)|sach-?(?:nr\\.?|nummer)|fahrzeug-?(?:nr\\.?|nummer)',
  'de nl sv da': 'art(?:ikel)?[.-]*\\s?(?:nr\\.?|nummer|no\\.?|code|id)|art\\.?|artikel',
  nl: 'productcode|bestelnummer',
  'fr da': 'annonce (?:n°|nr\\.?|id)|id annonce',
  'da nb': 'varenummer|varenr\\.?|vare nr\\.?|best\\.?nr\\.?',
  fi: 'tuotenumero|tuotekoodi',
  et: 'tootekood',
  lt: 'prekės kodas',
  lv: 'preces kods',
  fr: "référence|réf\\.?|ref\\.? produit|ugs|code (?:produit|article)|n° (?:d[’']|de |du )?(?:article|produit)",
  es: '(?:n[ºo°]\\.? (?:de )?)?referencia|id anuncio',
  pt: 'referência',
  'es pt': 'código(?: (?:de |do )?(?:producto|produto|artículo))?|c[oó]d\\.?(?: do produto)?',
  it: 'codice(?: (?:articolo|prodotto|art\\.?))?|rif\\.?',
  'it ro': 'cod\\.? ?(?:articolo|art\\.?|prodotto|produs)?',
  pl: 'id ogłoszenia|(?:nr|numer) (?:ogłoszenia|oferty)|kod(?: (?:produktu|towaru))?|(?:nr|numer) (?:katalogowy|artykułu|produktu)|symbol|indeks|id produktu',
  'cs sk':
    'kód(?: produktu| zboží)?|objednací (?:kód|číslo)|(?:katalogové )?číslo(?: produktu| zboží| výrobku)?',
  hu: 'cikkszám|termék(?:kód|azonosító)',
  'hr sl': 'šifra(?: artikla| izdelka)?',
  tr: 'ürün (?:kodu|no)|stok (?:kodu|no)|model kodu',
  el: 'κωδ(?:ικός|\\.)(?: προϊόντος)?',
  he: 'מק["״]?ט|קוד(?: מוצר| פריט)?|מספר קטלוגי',
  ar: 'رقم (?:المنتج|الصنف)|رمز(?: المنتج)?|كود(?: المنتج)?',
  fa: 'کد (?:کالا|محصول)',
  'ru uk bg':
    'артикул|код(?: товара| товару| на продукта)?|арт\\.?|каталожный номер|номер (?:объявления|товара)',
  'zh ja': '商品(?:編號|编号|番号|コード|代码|代碼|id)',
  zh: '(?:產品|产品|貨品|货品)(?:編號|编号)|品號|貨號|货号',
  ja: '品番|管理番号',
  ko: '상품번호|상품코드',
  vi: 'mã(?: (?:sản phẩm|sp|hàng))?',
  th: 'รหัส(?:สินค้า)?',
  id: 'kode (?:produk|barang)',
};

/** Labels of the trade number that is printed as a bar code. */
export const GTIN_LABELS: WordLists = {
  systems:
    'gtin(?:-?1[234])?|ean(?:-?13)?|ean(?:-| )?(?:code|kod|kód|nummer)|upc|isbn(?:-?1[03])?|jan(?:コード)?',
  en: 'barcode',
  tr: 'barkod',
  de: 'strichcode',
  fr: 'code-barres',
  it: 'codice a barre',
  'es pt': 'código de barras',
  ru: 'штрих-?код',
  sv: 'streckkod',
  da: 'stregkode',
  ja: 'バーコード',
};

/** Labels of the maker's number. */
export const MPN_LABELS: WordLists = {
  en: `mpn|mfr\\.? (?:${NUMBER}|part(?: ${NUMBER})?)|manufacturer(?:['’]s)? (?:${NUMBER}|part(?: ${NUMBER})?)|(?:item )?part ${NUMBER}|(?:item |manufacturer |mfr\\.? )?model(?: (?:${NUMBER}|name|name\\/number))?|mfg\\.? (?:part )?${NUMBER}|oem (?:part )?${NUMBER}|oem`,
  de: 'hersteller-?(?:artikel-?|teile-?)?(?:nr\\.?|nummer)|teile-?(?:nr\\.?|nummer)|modell-?(?:nr\\.?|nummer)?|typ(?:en)?(?:bezeichnung|nummer)',
  fr: "numéro (?:du |de )?modèle(?: de l['’]article)?|r[ée]f(?:érence|\\.)? (?:du )?(?:fabricant|constructeur)|modèle",
  es: 'número de modelo(?: del (?:producto|artículo))?|(?:referencia|código) (?:del )?fabricante',
  'es pt': 'modelo',
  it: 'numero (?:di )?modello(?: articolo)?|codice (?:del )?produttore|codice modello|modello',
  nl: 'model-?nummer|type-?nummer|fabrikantcode|onderdeelnummer',
  'sv da nb':
    'modell?nummer|tillverkarens (?:artikelnummer|art\\.?nr)|producentens varenummer|produsentens (?:varenummer|delenummer)',
  fi: 'valmistajan tuotenumero|mallinumero',
  'cs sk': 'kód výrobc[eu]|číslo dílu',
  hu: 'gyártói cikkszám',
  tr: 'üretici kodu|model no',
  ro: 'cod producător',
  pl: '(?:kod|symbol|(?:numer|nr) katalogowy) producenta',
  ru: 'модель|(?:артикул|код) производителя',
  zh: '型號|型号',
  ja: '型番|メーカー型番|型式',
  ko: '모델명|모델번호',
};

export const BRAND_LABELS: WordLists = {
  en: '(?:product )?brand(?: ?name)?|brand ?/ ?manufacturer|make|make\\/manufacturer|manufacturer|designer|vendor|made by',
  de: 'marke(?:nname)?|hersteller(?:name)?|marke ?/ ?hersteller',
  'fr ca': '(?:nom de la )?marque|fabricant',
  'es it pt ca': '(?:nome da |nombre de la )?marca',
  'es pt': 'fabricante',
  it: '(?:casa )?produttore|casa produttrice',
  nl: 'merk|fabrikant',
  sv: 'varumärke|märke|tillverkare',
  da: 'mærke',
  nb: 'merke|produsent',
  'pl da nl': 'producent',
  fi: 'valmistaja|merkki|brändi',
  et: 'tootja',
  lt: 'gamintojas',
  lv: 'ražotājs',
  'pl tr sr': 'marka',
  'cs sk': 'značka|výrobce|výrobca',
  hu: 'márka|gyártó',
  ro: 'producător|marc[ăa]',
  'hr sr': 'proizvođač|brend',
  sl: 'proizvajalec|znamka',
  tr: 'üretici',
  el: 'μάρκα|κατασκευαστής',
  he: 'מותג|יצרן',
  'ru uk bg': 'бренд|марка|торг(?:овая|ова) марка|производитель',
  uk: 'виробник',
  zh: '品牌(?:名[稱称])?|廠牌',
  ja: 'ブランド(?:名)?|メーカー',
  ko: '브랜드|제조사',
  vi: 'thương hiệu',
  id: 'merek',
  th: 'ยี่ห้อ|แบรนด์',
  ar: 'العلامة التجارية|الماركة',
  'ar fa': 'برند',
};

/** Whole labels before the brand that lead to its other products: "Ver mais artigos da Marca: Ondine". */
export const OTHERS_OF_BRAND: WordLists = {
  en: '(?:see |view |shop |browse )?(?:all|more|other) (?:products|items|articles) (?:by|from|of) (?:this |the )?brand',
  de: '(?:alle|mehr|weitere) (?:(?:artikel|produkte) )?(?:von )?(?:der|dieser) marke',
  fr: "(?:voir )?(?:tous|plus|d[’']autres) (?:les |d[’'])?(?:articles|produits) de (?:la|cette) marque",
  es: '(?:ver )?(?:todos|más|otros) (?:los )?(?:artículos|productos) de (?:la|esta) marca',
  pt: '(?:ver )?(?:todos|mais|outros) (?:os )?(?:artigos|produtos) d(?:a|esta) marca',
  it: '(?:vedi )?(?:tutti|altri) (?:gli |i )?(?:articoli|prodotti) d(?:ella|el|i questa) (?:marca|marchio)',
  nl: '(?:bekijk )?(?:alle|meer|andere) (?:artikelen|producten) van (?:het|dit) merk',
  pl: '(?:zobacz )?(?:wszystkie|więcej|inne) (?:produkty|produktów) (?:tej )?marki',
  'cs sk': '(?:všechny|všetky|další|ďalšie) produkty (?:této |tejto )?značky',
  ru: '(?:все|другие|ещё) товары (?:этого )?бренда',
  uk: '(?:усі|всі|інші) товари (?:цього )?бренду',
  tr: '(?:bu )?markanın (?:tüm|diğer) ürünleri',
  sv: '(?:alla|fler) produkter från (?:varumärket|märket)',
  da: '(?:alle|flere) (?:produkter|varer) fra (?:mærket|brandet)',
  nb: '(?:alle|flere) produkter fra merket',
  fi: '(?:kaikki|lisää) (?:merkin|brändin) tuott(?:eet|eita)',
  hu: '(?:a )?márka (?:összes|további) termék(?:e|ei)',
  ro: '(?:toate|mai multe) produse(?:le)? (?:ale |de la )?(?:mărcii|brandul(?:ui)?)',
  el: '(?:όλα|περισσότερα) (?:τα )?προϊόντα της μάρκας',
  ja: 'このブランドの(?:他の)?商品',
  zh: '(?:更多|该|該)品牌(?:商品)?',
  ko: '브랜드 ?(?:더보기|전체상품)',
};

function label(...labels: readonly WordLists[]): RegExp {
  return new RegExp(`^(?:${anyOf(...labels)})$`, 'iu');
}

export const PRODUCT_LABELS: Readonly<Record<LabelKind, RegExp>> = {
  sku: label(SKU_LABELS),
  gtin: label(GTIN_LABELS),
  mpn: label(MPN_LABELS),
  brand: label(BRAND_LABELS, OTHERS_OF_BRAND),
};

/** Before the maker's name in a line of its own: "Visit the Ondine store". */
export const SHOP_OF: WordLists = {
  en: 'brand|visit the|by',
  de: 'von|besuchen? sie den|besuche den',
  'fr es': 'de',
  fr: 'visit(?:er|ez) (?:la boutique|le magasin)',
  it: 'di|visita lo store di',
  es: 'visita la tienda de',
  nl: 'bezoek de',
  pl: 'odwiedź sklep',
};
/** Behind the maker's name there. */
export const SHOP: WordLists = { en: 'store|shop', nl: 'winkel' };

/** In the place of a brand, but none. */
export const NO_BRANDS: WordLists = {
  en: 'n/?a|none|no ?brand|no-?name|unbranded|generic|other|others|various|unknown|not (?:specified|applicable|available)|does not apply|brands?|all brands|home|new|sale',
  de: 'keine(?: angabe)?|ohne marke|markenlos|sonstige|unbekannt|marken|alle marken|diverse',
  fr: 'sans marque|aucune?|autres?|non (?:spécifié|renseigné)|marques|toutes les marques',
  'es pt': 'sin marca|sem marca|ningun[oa]|otr[oa]s?|genéric[oa]|marcas|todas las marcas',
  it: 'senza marca|generico|altro|tutte le marche',
  nl: 'geen|onbekend|overig|merken|alle merken',
  pl: 'brak|bez marki|inne|inna|nie dotyczy',
  ru: 'нет|без бренда|не указан[ао]?|другое|бренды|все бренды',
  'zh ja': '無|无|其他|なし|その他',
  tr: 'markasız|diğer',
};

/** Around a brand in the link to its other products: "Mehr von Ondine", "All Ondine products". */
export const MORE_OF_BRAND: WordLists = {
  en: '(?:see |view |shop )?(?:all|more)(?: (?:products|items|articles))?(?: (?:by|from|of))?|shop|by|brand:?',
  de: 'mehr von|(?:alle|weitere|mehr) (?:produkte|artikel)(?: von| der marke:?)?|von|marke:?',
  fr: 'tous les (?:produits|articles)(?: de(?: la marque)?:?)?|voir (?:tous )?les produits(?: de)?|par|marque:?',
  'es pt':
    '(?:ver )?(?:todos|m[áa]i?s) (?:(?:los|os) )?(?:produ[ct]+os|art[íi](?:cul|g)os)(?: (?:de|da|del?)(?: la)?(?: marca)?:?)?|m[áa]i?s de|marca:?',
  it: '(?:vedi )?tutti (?:i prodotti|gli articoli)(?: di| del marchio:?)?|marca:?',
  nl: 'alle producten van|meer van|merk:?',
  pl: 'wszystkie produkty(?: marki)?|więcej od|marka:?',
};
export const BEHIND_BRAND: WordLists = {
  en: 'products|items|store',
  de: 'produkte|artikel',
  nl: 'producten',
};
