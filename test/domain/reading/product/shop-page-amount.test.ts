// Product pages of shops of many countries and kinds, each with other amounts than the price: the lowest of 30 days, points,
// plans of protection, other formats, net prices, prices of several sellers.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each<readonly [string, string, string, Record<string, unknown>]>([
  [
    'Etsy-like listing',
    'https://ets.example/listing/1/oak-board',
    '<!doctype html><html lang="en"><head><title>Oak Board, Handmade | Ets</title></head><body><div data-buy-box-region="price"><p class="wt-text-title-larger"><span class="wt-screen-reader-only">Price:</span> €38.00+ </p><p class="wt-text-caption">Original Price: <s>€47.50</s> (20% Off)</p></div><h1 data-buy-box-listing-title="true">Oak Board, Handmade</h1><p>by <a href="/shop/Oakery">Oakery</a></p><label>Size</label><select id="variation-selector-0"><option value="">Select an option</option><option value="1">Small (€38.00)</option><option value="2">Large (€62.00)</option></select><button type="submit">Add to basket</button><h2>You may also like</h2><ul><li><a href="/l/1"><img src="1.jpg"><h3>Board 1</h3></a><span class="currency-value">11.00</span></li><li><a href="/l/2"><img src="2.jpg"><h3>Board 2</h3></a><span class="currency-value">22.00</span></li><li><a href="/l/3"><img src="3.jpg"><h3>Board 3</h3></a><span class="currency-value">33.00</span></li><li><a href="/l/4"><img src="4.jpg"><h3>Board 4</h3></a><span class="currency-value">44.00</span></li></ul></body></html>',
    { price: '38', currency: 'EUR', name: 'Oak Board, Handmade' },
  ],
  [
    'Walmart-like state and page',
    'https://wm.example/ip/Mixer/55',
    '<!doctype html><html lang="en"><head><title>Stand Mixer 5 qt - Wm.com</title></head><body><main><h1 id="main-title">Stand Mixer 5 qt</h1><div data-testid="price-wrap"><span itemprop="price" aria-hidden="false">Now $79.00</span><span class="w_iUH7">Was $129.00</span><span>You save $50.00</span></div><div>Sold by Wm.com</div><div>Add a protection plan: 2-Year plan - $9.00, 3-Year plan - $14.00</div><button data-automation-id="atc">Add to cart</button></main></body></html>',
    { price: '79', currency: 'USD', name: 'Stand Mixer 5 qt' },
  ],
  [
    'Target-like: price range by size',
    'https://tg.example/p/sheet',
    '<!doctype html><html lang="en"><head><title>Sheet Set</title></head><body><main><h1>Sheet Set</h1><span data-test="product-price">$25.00 - $45.00</span><button>Ship it</button></main></body></html>',
    { price: '25', currency: 'USD' },
  ],
  [
    'IKEA-like: integer and decimals apart, previous lower',
    'https://ik.example/p/stuhl',
    '<!doctype html><html lang="de"><head><title>NILS Stuhl</title></head><body><main><h1><span>NILS</span> <span>Stuhl, Birke</span></h1><span class="pip-temp-price"><span class="pip-temp-price__sr-text">Preis 59,99€</span><span aria-hidden="true"><span class="pip-temp-price__integer">59</span><span class="pip-temp-price__decimal">,99</span><span class="pip-temp-price__currency">€</span></span></span><p>Vorheriger Preis: 69,99€</p><button>In den Warenkorb</button></main></body></html>',
    { price: '59.99', currency: 'EUR' },
  ],
  [
    'Zalando-like',
    'https://za.example/schuh.html',
    '<!doctype html><html lang="de"><head><title>Schuh</title></head><body><main><h1><span>Ondine</span><span>Schuh - schwarz</span></h1><p><span>47,95 €</span><span>inkl. MwSt.</span></p><p>Ursprünglich: <span>79,95 €</span> <span>-40 %</span></p><p>Letzter niedrigster Preis: 55,95 €</p><button>In den Warenkorb</button></main></body></html>',
    { price: '47.95', currency: 'EUR' },
  ],
  [
    'Omnibus notice in Polish',
    'https://al.example/p/czajnik',
    '<!doctype html><html lang="pl"><head><title>Czajnik</title></head><body><main><h1>Czajnik</h1><div class="price">129,00 zł</div><div>Najniższa cena z 30 dni przed obniżką: 119,00 zł</div><div>Cena regularna: 159,00 zł</div><button>Do koszyka</button></main></body></html>',
    { price: '129', currency: 'PLN' },
  ],
  [
    'Omnibus notice in French',
    'https://fr.example/p/theiere',
    '<!doctype html><html lang="fr"><head><title>Théière</title></head><body><main><h1>Théière</h1><p>Prix le plus bas sur 30 jours : 24,90 €</p><p class="prix">29,90 €</p><button>Ajouter au panier</button></main></body></html>',
    { price: '29.90', currency: 'EUR' },
  ],
  [
    'Omnibus in English',
    'https://en.example/p/pan',
    '<!doctype html><html lang="en"><head><title>Pan</title></head><body><main><h1>Pan</h1><div>Lowest price in the last 30 days: €31.00</div><div>€35.00</div><button>Add to cart</button></main></body></html>',
    { price: '35', currency: 'EUR' },
  ],
  [
    'trade-in value and price',
    'https://ph.example/p/phone',
    '<!doctype html><html lang="en"><head><title>Phone 12</title></head><body><main><h1>Phone 12</h1><p>$799.00</p><p>Trade in and save up to $400</p><p>From $33.29/mo. for 24 mo.</p><button>Buy</button></main></body></html>',
    { price: '799', currency: 'USD' },
  ],
  [
    'wine: bottle and case',
    'https://wi.example/p/rioja',
    '<!doctype html><html lang="en-GB"><head><title>Rioja 2019</title></head><body><main><h1>Rioja 2019</h1><div class="price">£12.99 <small>per bottle</small></div><div>£11.69 when you mix six</div><div>£17.32 per litre</div><button>Add to basket</button></main></body></html>',
    { price: '12.99', currency: 'GBP' },
  ],
  [
    'multi-buy',
    'https://mb.example/p/socks',
    '<!doctype html><html lang="en-GB"><head><title>Socks</title></head><body><main><h1>Socks</h1><p>2 for £10.00</p><p>£6.00</p><button>Add to bag</button></main></body></html>',
    { price: '6', currency: 'GBP' },
  ],
  [
    'gift wrap and warranty',
    'https://gw.example/p/watch',
    '<!doctype html><html lang="en"><head><title>Watch</title></head><body><main><h1>Watch</h1><label><input type="checkbox"> Gift wrap (+ $4.95)</label><label><input type="checkbox"> 3 year warranty $29.99</label><p class="amount">$249.00</p><button>Add to cart</button></main></body></html>',
    { price: '249', currency: 'USD' },
  ],
  [
    'book formats',
    'https://bk.example/b/1',
    '<!doctype html><html lang="en"><head><title>The Heath</title></head><body><main><h1>The Heath</h1><ul><li><a href="/e">Kindle $9.99</a></li><li class="selected"><span>Paperback</span> <span>$16.95</span></li><li><a href="/h">Hardcover $28.00</a></li></ul><div id="price"><span>$16.95</span></div><button>Add to cart</button></main></body></html>',
    { price: '16.95', currency: 'USD' },
  ],
  [
    'price with non-breaking spaces and dash',
    'https://no.example/p/stol',
    '<!doctype html><html lang="nb"><head><title>Stol</title></head><body><main><h1>Stol</h1><div class="pris">1&nbsp;299,-</div><div>Medlemspris 1&nbsp;099,-</div><button>Legg i handlekurv</button></main></body></html>',
    { price: '1299' },
  ],
  [
    'Swiss price',
    'https://ch.example/p/messer',
    '<!doctype html><html lang="de-CH"><head><title>Messer</title></head><body><main><h1>Messer</h1><div>CHF 1\'249.–</div><div>statt CHF 1\'399.–</div><button>In den Warenkorb</button></main></body></html>',
    { price: '1249', currency: 'CHF' },
  ],
  [
    'Hungarian: Ft/db',
    'https://hu.example/p/szek',
    '<!doctype html><html lang="hu"><head><title>Szék</title></head><body><main><h1>Szék</h1><div class="ar">24 990 Ft/db</div><div>Szállítás: 1 990 Ft</div><button>Kosárba</button></main></body></html>',
    { price: '24990', currency: 'HUF' },
  ],
  [
    'Korean shop',
    'https://kr.example/p/1',
    '<!doctype html><html lang="ko"><head><title>의자</title></head><body><main><h1>의자</h1><p>정가 <s>59,000원</s></p><p>판매가 <b>45,000원</b></p><p>배송비 3,000원</p><p>적립금 450원</p><button>장바구니</button></main></body></html>',
    { price: '45000', currency: 'KRW' },
  ],
  [
    'Chinese shop',
    'https://cn.example/p/1',
    '<!doctype html><html lang="zh-CN"><head><title>椅子</title></head><body><main><h1>椅子</h1><p>市场价：￥599.00</p><p>价格：<b>￥459.00</b></p><p>运费：￥12.00</p><button>加入购物车</button></main></body></html>',
    { price: '459', currency: 'CNY' },
  ],
  [
    'Russian shop',
    'https://ru.example/p/1',
    '<!doctype html><html lang="ru"><head><title>Стул</title></head><body><main><h1>Стул</h1><p class="price">4 590 ₽</p><p>Старая цена: 5 990 ₽</p><p>По карте: 4 290 ₽</p><p>Бонусы: +229 ₽</p><button>В корзину</button></main></body></html>',
    { price: '4590', currency: 'RUB' },
  ],
  [
    'Turkish shop',
    'https://tr.example/p/1',
    '<!doctype html><html lang="tr"><head><title>Sandalye</title></head><body><main><h1>Sandalye</h1><p>Sepette <b>899,00 TL</b></p><p class="fiyat">999,00 TL</p><p>3 x 333,00 TL taksit</p><button>Sepete Ekle</button></main></body></html>',
    { price: '999', currency: 'TRY' },
  ],
  [
    'Greek shop',
    'https://gr.example/p/1',
    '<!doctype html><html lang="el"><head><title>Καρέκλα</title></head><body><main><h1>Καρέκλα</h1><p>Αρχική τιμή: 79,90€</p><p>59,90€</p><p>Μεταφορικά: 5,00€</p><button>Προσθήκη στο καλάθι</button></main></body></html>',
    { price: '59.90', currency: 'EUR' },
  ],
  [
    'Arabic shop',
    'https://sa.example/p/1',
    '<!doctype html><html lang="ar"><head><title>كرسي</title></head><body><main><h1>كرسي</h1><p>ر.س 249.00</p><p><s>ر.س 299.00</s></p><button>أضف إلى السلة</button></main></body></html>',
    { price: '249', currency: 'SAR' },
  ],
  [
    'unit price bigger place than price',
    'https://me.example/p/cheese',
    '<!doctype html><html lang="en"><head><title>Cheese</title></head><body><main><h1>Cheese 180 g</h1><div class="price-per-unit">€22.17/kg</div><div class="x">€3.99</div><button>Add</button></main></body></html>',
    { price: '3.99', currency: 'EUR' },
  ],
  [
    'sold by metre only',
    'https://fa.example/p/linen',
    '<!doctype html><html lang="en-GB"><head><title>Linen</title></head><body><main><h1>Linen fabric</h1><div class="price">£14.00 per metre</div><button>Add to basket</button></main></body></html>',
    { price: '14', currency: 'GBP' },
  ],
  [
    'donation amounts',
    'https://dn.example/p/print',
    '<!doctype html><html lang="en"><head><title>Print</title></head><body><main><h1>Print</h1><p>$40.00</p><p>Round up to donate: $1 $2 $5</p><button>Add to cart</button></main></body></html>',
    { price: '40', currency: 'USD' },
  ],
  [
    'sale ends banner with amounts',
    'https://bn.example/p/tv',
    '<!doctype html><html lang="en"><head><title>TV</title></head><body><div class="promo">Take $50 off orders of $300 with code X</div><main><h1>TV 50"</h1><p>$499.99</p><p>Reg. $649.99</p><button>Add to cart</button></main></body></html>',
    { price: '499.99', currency: 'USD' },
  ],
  [
    'price behind a range of reviews',
    'https://rv.example/p/lamp',
    '<!doctype html><html lang="en"><head><title>Lamp</title></head><body><main><h1>Lamp</h1><div>4.5 out of 5 (1,299 reviews)</div><div>Your price: $54.95</div><div>Sugg. retail: $69.95</div><button>Add to cart</button></main></body></html>',
    { price: '54.95', currency: 'USD' },
  ],
  [
    'Shopify theme: hidden compare and sale badges',
    'https://s2.example/products/hat',
    '<!doctype html><html lang="en"><head><title>Hat – S2</title></head><body><main><div class="product"><h1>Hat</h1><div class="price price--on-sale"><div class="price__container"><div class="price__regular"><span class="visually-hidden">Regular price</span><span class="price-item price-item--regular">$24.00 USD</span></div><div class="price__sale"><span class="visually-hidden">Regular price</span><span><s class="price-item price-item--regular">$30.00 USD</s></span><span class="visually-hidden">Sale price</span><span class="price-item price-item--sale price-item--last">$24.00 USD</span></div></div></div><button name="add">Add to cart</button></div></main></body></html>',
    { price: '24', currency: 'USD', listPrice: '30.00' },
  ],
  [
    'Wix without markup',
    'https://wx.example/product-page/mug',
    '<!doctype html><html lang="en"><head><title>Mug | Wx</title></head><body><main><h1 data-hook="product-title">Mug</h1><div data-hook="product-price"><span class="sr" data-hook="sr-formatted-primary-price">Price</span><span data-hook="formatted-primary-price">$12.00</span></div><button data-hook="add-to-cart">Add to Cart</button></main></body></html>',
    { price: '12', currency: 'USD' },
  ],
  [
    'Ecwid widget in JSON',
    'https://ew.example/p/soap',
    '<!doctype html><html lang="en"><head><title>Soap</title></head><body><main><h1 class="product-details__product-title">Soap</h1><div class="details-product-price"><span class="details-product-price__value ec-price-item">$6.50</span></div><button>Add to Bag</button></main></body></html>',
    { price: '6.50', currency: 'USD' },
  ],
  [
    'meta product price with comma',
    'https://mc.example/p/oil',
    '<!doctype html><html lang="de"><head><title>Oil</title><meta property="product:price:amount" content="1.299,00"><meta property="product:price:currency" content="EUR"></head><body><main><h1>Oil heater</h1><p>1.299,00 €</p></main></body></html>',
    { price: '1299', currency: 'EUR' },
  ],
  [
    'JSON-LD price with text',
    'https://jt.example/p/oil',
    '<!doctype html><html lang="en"><head><title>Oil</title><script type="application/ld+json">{"@type":"Product","@context":"https://schema.org","name":"Oil","offers":{"@type":"Offer","price":"$1,299.00","priceCurrency":"USD"}}</script></head><body><main><h1>Oil</h1></main></body></html>',
    { price: '1299', currency: 'USD' },
  ],
  [
    'JSON-LD price 0 while the page asks',
    'https://j0.example/p/oil',
    '<!doctype html><html lang="en"><head><title>Oil</title><script type="application/ld+json">{"@type":"Product","@context":"https://schema.org","name":"Oil","offers":{"@type":"Offer","price":"0","priceCurrency":"USD"}}</script></head><body><main><h1>Oil</h1><p class="price">$19.00</p><button>Add to cart</button></main></body></html>',
    { price: '19', currency: 'USD' },
  ],
  [
    'JSON-LD net price, page shows gross',
    'https://jn.example/p/oil',
    '<!doctype html><html lang="de"><head><title>Oil</title><script type="application/ld+json">{"@type":"Product","@context":"https://schema.org","name":"Oil","offers":{"@type":"Offer","price":"100.00","priceCurrency":"EUR","priceSpecification":{"@type":"UnitPriceSpecification","price":"100.00","priceCurrency":"EUR","valueAddedTaxIncluded":false}}}</script></head><body><main><h1>Oil</h1><p class="price">119,00 €</p><p>inkl. MwSt.</p><p>100,00 € zzgl. MwSt.</p><button>In den Warenkorb</button></main></body></html>',
    { price: '119', currency: 'EUR' },
  ],
  [
    'JSON-LD priceSpecification list and sale',
    'https://js.example/p/oil',
    '<!doctype html><html lang="en"><head><title>Oil</title><script type="application/ld+json">{"@type":"Product","@context":"https://schema.org","name":"Oil","offers":{"@type":"Offer","priceCurrency":"USD","priceSpecification":[{"@type":"UnitPriceSpecification","price":"24.00","priceCurrency":"USD"},{"@type":"UnitPriceSpecification","priceType":"https://schema.org/StrikethroughPrice","price":"30.00","priceCurrency":"USD"}]}}</script></head><body><main><h1>Oil</h1></main></body></html>',
    { price: '24', currency: 'USD', listPrice: '30.00' },
  ],
  [
    'JSON-LD with many offers of sellers',
    'https://jm.example/p/tv',
    '<!doctype html><html lang="de"><head><title>TV</title><script type="application/ld+json">{"@type":"Product","@context":"https://schema.org","name":"TV","offers":{"@type":"AggregateOffer","lowPrice":399,"highPrice":520,"offerCount":9,"priceCurrency":"EUR"}}</script></head><body><main><h1>TV</h1><p>ab <b>399,00 €</b></p><ul><li>Shop A 399,00 €</li><li>Shop B 410,00 €</li><li>Shop C 450,00 €</li></ul></main></body></html>',
    { price: '399', currency: 'EUR', variants: { count: 9, low: '399.00', high: '520.00' } },
  ],
  [
    'car classified',
    'https://au.example/a/golf',
    '<!doctype html><html lang="de"><head><title>Golf VII</title></head><body><main><h1>Golf VII 1.4 TSI</h1><div>12.490 €</div><div>Finanzierung ab 149 € mtl.</div><div>EZ 03/2015, 98.000 km</div><a>Verkäufer kontaktieren</a></main></body></html>',
    { price: '12490', currency: 'EUR' },
  ],
  [
    'classic page: our price in a list with retail',
    'http://cl.example/item.asp?id=4',
    '<!doctype html><html lang="en"><head><title>Cl Store - Brass Bell</title></head><body><table><tr><td><b>Brass Bell</b><br>Item #: BB-4<br>Retail Price: <strike>$60.00</strike><br>Our Price: <font color="red">$45.00</font><br>Availability: In stock<br><form><input type="text" name="q" value="1"><input type="image" alt="Add to Cart"></form></td></tr></table></body></html>',
    { price: '45', currency: 'USD', name: 'Brass Bell' },
  ],
  [
    'classic: several items on a page is no product price',
    'http://cl.example/page4.html',
    '<!doctype html><html lang="en"><head><title>Hand planes</title></head><body><h1>Block Plane No. 60</h1><p>Low angle.</p><p>BP60 Block plane <b>$139.00</b> <a href="/add?BP60">Add to cart</a></p><p>BP60B Spare blade <b>$32.00</b> <a href="/add?BP60B">Add to cart</a></p></body></html>',
    { price: '139', currency: 'USD' },
  ],
])('%s', (_name, url, html, wanted) => {
  const found = inspectProduct({ html, url });
  expect({ ...found, price: Number(found.price) }).toMatchObject({
    ...wanted,
    price: Number(wanted['price']),
  });
});
