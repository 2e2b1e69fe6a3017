// Plain product pages without markup, by language and country.
import { describe, expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';
import { shopPage as page } from '../../../support/shop-page.ts';

describe('a product page in many languages', () => {
  test.each<readonly [string, string, string, Record<string, string>]>([
    [
      'Persian',
      'https://ir.example.ir/p/x',
      page(
        `<title>کتری</title>`,
        `<main><h1>کتری برقی</h1><p class="price"><del><span class="amount">۱٬۲۵۰٬۰۰۰ تومان</span></del> <ins><span class="amount">۹۹۰٬۰۰۰ تومان</span></ins></p><p class="stock out-of-stock">ناموجود</p></main>`,
        'fa-IR',
      ),
      { price: '990000.00', availability: 'OutOfStock', listPrice: '1250000.00' },
    ],
    [
      'Vietnamese',
      'https://vn.example.vn/products/x',
      page(
        `<title>Ấm</title><meta property="og:type" content="product">`,
        `<main><h1>Ấm đun nước</h1><span class="pro-price">350.000₫</span><del>500.000₫</del><button id="add-to-cart">Thêm vào giỏ</button><div class="pro-vendor">Thương hiệu: <strong>Gia Dụng</strong></div><p>Tình trạng: Còn hàng</p></main>`,
        'vi',
      ),
      { price: '350000', currency: 'VND', listPrice: '500000', availability: 'InStock', brand: 'Gia Dụng' },
    ],
    [
      'Chinese of Taiwan',
      'https://tw.example.tw/SalePage/Index/883311',
      page(
        `<title>杯子</title>`,
        `<main><h1>陶瓷杯子</h1><div>建議售價 <del>NT$1,200</del></div><div>NT$899</div><button>加入購物車</button><button>立即購買</button></main>`,
        'zh-TW',
      ),
      { price: '899.00', currency: 'TWD', listPrice: '1200.00', availability: 'InStock', sku: '883311' },
    ],
    [
      'Arabic',
      'https://sa.example.sa/p123456',
      page(
        `<title>كوب</title>`,
        `<main><h1>كوب خزف</h1><div class="price_product"><span class="price_sale">٧٥ ر.س</span><del>١٠٠ ر.س</del></div><salla-add-product-button product-status="out">نفدت الكمية</salla-add-product-button><p>رقم الموديل: KB-12</p></main>`,
        'ar',
      ),
      { price: '75.00', currency: 'SAR', listPrice: '100.00', availability: 'OutOfStock' },
    ],
    [
      'Turkish',
      'https://tr.example.com.tr/x',
      page(
        `<title>Çaydanlık</title>`,
        `<main><h1>Çaydanlık 2 L</h1><span class="spanFiyat">1.299,90 TL</span><p>Marka: Demlik</p><p>Stok Kodu: (CD-2L)</p><button>Sepete Ekle</button></main>`,
        'tr',
      ),
      { price: '1299.90', currency: 'TRY', availability: 'InStock', brand: 'Demlik', sku: 'CD-2L' },
    ],
    [
      'Hungarian',
      'https://hu.example.hu/x',
      page(
        `<title>Bögre</title>`,
        `<main><h1>Kék bögre</h1><div><span>Bruttó ár:</span> <span class="price">12 990 Ft</span></div><div>Raktárkészlet: Raktáron</div><div>Cikkszám: BG-7</div><div>Gyártó: Fazekas</div><button>Kosárba</button></main>`,
        'hu',
      ),
      { price: '12990.00', currency: 'HUF', availability: 'InStock', sku: 'BG-7', brand: 'Fazekas' },
    ],
    [
      'Hebrew',
      'https://il.example.co.il/p/1',
      page(
        `<title>קומקום</title>`,
        `<main><h1>קומקום חשמלי</h1><span class="price">₪ 249.90</span><p>מק"ט: KM-4</p><p>מותג: רתיחה</p><button>הוסף לסל</button></main>`,
        'he',
      ),
      { price: '249.90', currency: 'ILS', availability: 'InStock', sku: 'KM-4', brand: 'רתיחה' },
    ],
    [
      'Greek',
      'https://gr.example.gr/p/1',
      page(
        `<title>Βραστήρας</title>`,
        `<main><h1>Βραστήρας νερού</h1><span class="price">49,90 €</span><p>Κωδικός: BR-4</p><p>Μάρκα: Ζεστό</p><p>Εξαντλημένο</p></main>`,
        'el',
      ),
      { price: '49.90', currency: 'EUR', availability: 'OutOfStock', sku: 'BR-4', brand: 'Ζεστό' },
    ],
    [
      'Romanian',
      'https://ro.example.ro/p/1',
      page(
        `<title>Fierbător</title>`,
        `<main><h1>Fierbător apă</h1><span class="price">249,<sup>90</sup> lei</span><p>Cod produs: FB-4</p><p>Producător: Cald</p><p>Stoc epuizat</p></main>`,
        'ro',
      ),
      { price: '249.90', currency: 'RON', availability: 'OutOfStock', sku: 'FB-4', brand: 'Cald' },
    ],
    [
      'Bulgarian',
      'https://bg.example.bg/p/1',
      page(
        `<title>Кана</title>`,
        `<main><h1>Електрическа кана</h1><span class="price">49,90 лв.</span><p>Код: KN-4</p><p>Марка: Топло</p><p>В наличност</p><button>Добави в количката</button></main>`,
        'bg',
      ),
      { price: '49.90', currency: 'BGN', availability: 'InStock', sku: 'KN-4', brand: 'Топло' },
    ],
    [
      'Croatian',
      'https://hr.example.hr/p/1',
      page(
        `<title>Kuhalo</title>`,
        `<main><h1>Kuhalo za vodu</h1><span class="price">49,90 €</span><p>Šifra: KV-4</p><p>Brand: Toplo</p><p>Nije dostupno</p></main>`,
        'hr',
      ),
      { price: '49.90', currency: 'EUR', availability: 'OutOfStock', sku: 'KV-4', brand: 'Toplo' },
    ],
    [
      'Finnish',
      'https://fi.example.fi/p/1',
      page(
        `<title>Keitin</title>`,
        `<main><h1>Vedenkeitin</h1><span class="price">49,90 €</span><p>Tuotenumero: 12345</p><p>Merkki: Lämmin</p><p>Tuote on loppunut varastosta</p></main>`,
        'fi',
      ),
      { price: '49.90', currency: 'EUR', availability: 'OutOfStock', sku: '12345', brand: 'Lämmin' },
    ],
    [
      'Thai',
      'https://th.example.th/p/1',
      page(
        `<title>กา</title>`,
        `<main><h1>กาต้มน้ำไฟฟ้า</h1><span class="price">฿1,290.00</span><p>แบรนด์: ร้อน</p><p>สินค้าหมด</p></main>`,
        'th',
      ),
      { price: '1290.00', currency: 'THB', availability: 'OutOfStock', brand: 'ร้อน' },
    ],
    [
      'Indonesian',
      'https://id.example.co.id/p/1',
      page(
        `<title>Ketel</title>`,
        `<main><h1>Ketel Listrik</h1><span class="price">Rp 1.290.000</span><p>Merek: Panas</p><p>Stok habis</p></main>`,
        'id',
      ),
      { price: '1290000.00', currency: 'IDR', availability: 'OutOfStock', brand: 'Panas' },
    ],
    [
      'English of India',
      'https://in.example.in/p/1',
      page(
        `<title>Kettle</title>`,
        `<main><h1>Electric Kettle</h1><span>M.R.P.: <s>₹2,999</s></span><span class="pdp-price"><strong>₹1,49,999</strong></span><p>Currently out of stock in this area.</p></main>`,
        'en-IN',
      ),
      { price: '149999.00', currency: 'INR', availability: 'OutOfStock' },
    ],
    [
      'German of Switzerland',
      'https://ch.example.ch/p/1',
      page(
        `<title>Kocher</title>`,
        `<main><h1>Wasserkocher</h1><span class="price">CHF 49.–</span><p>Art.-Nr. 778812</p><p>Marke Warm</p><button>In den Warenkorb</button></main>`,
        'de-CH',
      ),
      { price: '49.00', currency: 'CHF', availability: 'InStock', sku: '778812' },
    ],
    [
      'Spanish of Mexico',
      'https://mx.example.com.mx/p/1',
      page(
        `<title>Tetera</title>`,
        `<main><h1>Tetera eléctrica</h1><span class="price">$1,299.00</span><p>Marca: Calor</p><button>Agregar al carrito</button></main>`,
        'es-MX',
      ),
      { price: '1299.00', currency: 'MXN', availability: 'InStock', brand: 'Calor' },
    ],
    [
      'Spanish of Argentina',
      'https://ar.example.com.ar/p/1',
      page(
        `<title>Pava</title>`,
        `<main><h1>Pava eléctrica</h1><span class="price">$ 89.999,00</span><p>SIN STOCK</p></main>`,
        'es-AR',
      ),
      { price: '89999.00', currency: 'ARS', availability: 'OutOfStock' },
    ],
    [
      'English of Singapore',
      'https://sg.example.sg/p/1',
      page(
        `<title>Kettle</title>`,
        `<main><h1>Kettle</h1><span class="price">$49.90</span><button>Add to bag</button></main>`,
        'en',
      ),
      { price: '49.90', currency: 'SGD', availability: 'InStock' },
    ],
    [
      'Norwegian',
      'https://no.example.no/p/1',
      page(
        `<title>Koker</title>`,
        `<main><h1>Vannkoker</h1><span class="price">1 299,-</span><p>Varenr: 991122</p><p>På nettlager: 20+ stk</p><button>Legg i handlekurv</button></main>`,
        'nb',
      ),
      { price: '1299.00', currency: 'NOK', availability: 'InStock', sku: '991122' },
    ],
  ])('reads a product page in %s', (_, url, html, expected) => {
    expect(inspectProduct({ html, url })).toMatchObject(expected);
  });
});
