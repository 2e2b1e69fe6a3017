// What shops call a product's numbers and its brand, in the languages of their pages; a language or a family a line.

export type LabelKind = 'sku' | 'gtin' | 'mpn' | 'brand';

function label(...lines: readonly string[]): RegExp {
  return new RegExp(`^(?:${lines.join('|')})$`, 'iu');
}

const NUMBER = '(?:no\\.?|nr\\.?|number|code|id|#)';

export const PRODUCT_LABELS: Readonly<Record<LabelKind, RegExp>> = {
  sku: label(
    `(?:store )?sku(?: ${NUMBER})?|item(?: ${NUMBER}| model)?|article ${NUMBER}|product(?: |-)?(?:${NUMBER}|ref(?:erence)?)|catalog(?:ue)? ${NUMBER}|cat\\.? ?no\\.?|style(?: ?${NUMBER})?|stock ${NUMBER}|order ${NUMBER}|web ?(?:code|id)|tcin|pzn|internet ${NUMBER}|asin`,
    `(?!manufacturer|mfr|mfg|supplier|vendor|customer|model|item|oem)\\p{L}[\\p{L}&-]{1,14} (?:stock|part|order|item|article) ${NUMBER}`,
    `(?:ad|listing|post(?:ing)?|lot|auction|vehicle|property|offer) (?:no\\.?|number|id|#)|anzeigen?(?:-?(?:id|nr\\.?|nummer))?|annonce (?:n°|nr\\.?|id)|id (?:ogłoszenia|annonce|anuncio)|(?:nr|numer) (?:ogłoszenia|oferty)|id`,
    'art(?:ikel)?[.-]*\\s?(?:nr\\.?|nummer|no\\.?|code|id)|art\\.?|artikel|produkt-?(?:nr\\.?|nummer|code|id)|bestell-?(?:nr\\.?|nummer)|fahrzeug-?(?:nr\\.?|nummer)|productcode|bestelnummer',
    'varenummer|varenr\\.?|vare nr\\.?|best\\.?nr\\.?|tuotenumero|tuotekoodi|tootekood|prekės kodas|preces kods',
    "ref(?:erence|\\.)?|référence|réf\\.?|ref\\.? produit|ugs|code (?:produit|article)|n° (?:d[’']|de |du )?(?:article|produit)",
    'referencia|referência|código(?: (?:de |do )?(?:producto|produto|artículo))?|c[oó]d\\.?(?: do produto)?|codice(?: (?:articolo|prodotto|art\\.?))?|cod\\.? ?(?:articolo|art\\.?|prodotto|produs)?|rif\\.?',
    'kod(?: (?:produktu|towaru))?|(?:nr|numer) (?:katalogowy|artykułu|produktu)|symbol|indeks|id produktu|kód(?: produktu| zboží)?|objednací (?:kód|číslo)|(?:katalogové )?číslo(?: produktu| zboží| výrobku)?|cikkszám|termék(?:kód|azonosító)|šifra(?: artikla| izdelka)?',
    'ürün (?:kodu|no)|stok (?:kodu|no)|model kodu|κωδ(?:ικός|\\.)(?: προϊόντος)?|מק["״]?ט|קוד(?: מוצר| פריט)?|מספר קטלוגי|رقم (?:المنتج|الصنف)|رمز(?: المنتج)?|كود(?: المنتج)?|کد (?:کالا|محصول)',
    'артикул|код(?: товара| товару| на продукта)?|арт\\.?|каталожный номер|номер (?:объявления|товара)',
    '商品(?:編號|编号|番号|コード|代码|代碼|id)|(?:產品|产品|貨品|货品)(?:編號|编号)|品番|型番|品號|貨號|货号|管理番号|상품번호|상품코드|mã(?: (?:sản phẩm|sp|hàng))?|รหัส(?:สินค้า)?|kode (?:produk|barang)|code',
  ),
  gtin: label(
    'gtin(?:-?1[234])?|ean(?:-?13)?|ean(?:-| )?(?:code|kod|kód|nummer)|upc|isbn(?:-?1[03])?|barcode|barkod|strichcode|code-barres|codice a barre|código de barras|штрих-?код|streckkod|stregkode|jan(?:コード)?|バーコード',
  ),
  mpn: label(
    `mpn|mfr\\.? (?:part )?${NUMBER}|manufacturer(?:['’]s)? (?:part )?${NUMBER}|(?:item )?part ${NUMBER}|(?:item )?model(?: (?:${NUMBER}|name\\/number))?`,
    "hersteller-?(?:artikel-?)?(?:nr\\.?|nummer)|modell-?(?:nr\\.?|nummer)?|numéro (?:du |de )?modèle(?: de l['’]article)?|référence (?:du )?(?:fabricant|constructeur)|número de modelo(?: del (?:producto|artículo))?|(?:referencia|código) (?:del )?fabricante|numero (?:di )?modello(?: articolo)?|codice produttore|modelnummer|modellnummer|kod producenta|modelo|modèle|modello|модель|型號|型号",
  ),
  brand: label(
    'brand(?: ?name)?|make|make\\/manufacturer|manufacturer|designer|marke|hersteller|marque|fabricant|marca|fabricante|produttore|merk|fabrikant',
    'varumärke|märke|mærke|merke|tillverkare|produsent|producent|valmistaja|merkki|brändi|tootja|gamintojas|ražotājs|marka|značka|výrobce|výrobca|márka|gyártó|producător|proizvođač|proizvajalec|znamka|üretici',
    'μάρκα|κατασκευαστής|מותג|יצרן|бренд|марка|торг(?:овая|ова) марка|производитель|виробник|品牌(?:名[稱称])?|廠牌|ブランド(?:名)?|メーカー|브랜드|제조사|thương hiệu|merek|ยี่ห้อ|แบรนด์|العلامة التجارية|الماركة|برند',
  ),
};
