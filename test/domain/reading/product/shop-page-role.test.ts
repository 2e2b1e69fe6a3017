// Product pages that show other amounts beside the price: former, recommended, per unit, for members, in parts, delivery, basket, other products.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each<readonly [string, string, string, Record<string, unknown>]>([
  [
    'JSON-LD list price against OpenGraph and the page',
    'https://jl.example/p/coat',
    '<!doctype html><html lang="nl"><head><title>Rain Coat</title><meta property="og:price:amount" content="120.00"><meta property="og:price:currency" content="EUR"><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Rain Coat","offers":{"@type":"Offer","price":150,"priceCurrency":"EUR"}}</script></head><body><main><h1>Rain Coat</h1><p><span class="now">€120,00</span> <span class="was">€150,00</span></p><button>In winkelwagen</button></main></body></html>',
    { price: '120.00', currency: 'EUR', name: 'Rain Coat' },
  ],
  [
    'JSON-LD former price, the page shows another',
    'https://jl.example/p/coat2',
    '<!doctype html><html lang="en"><head><title>Wind Coat</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Wind Coat","offers":{"@type":"Offer","price":150,"priceCurrency":"USD"}}</script></head><body><main><h1>Wind Coat</h1><p><s>$150.00</s> <b>$120.00</b></p><button>Add to cart</button></main></body></html>',
    { price: '120.00', currency: 'USD', name: 'Wind Coat' },
  ],
  [
    'price per item for a pack',
    'https://gr.example/p/mugs',
    '<!doctype html><html lang="en"><head><title>Mugs</title></head><body><main><h1>Mugs, 2 pieces</h1><div class="prices"><span class="unit">6.24 / item</span> <span class="total">$12.48</span></div><button>Add to bag</button></main></body></html>',
    { price: '12.48', currency: 'USD' },
  ],
  [
    'price each of a pack, written short',
    'https://gr.example/p/eggs',
    '<!doctype html><html lang="en"><head><title>Eggs</title></head><body><main><h1>Eggs, 5 pack</h1><div><strong>$3.50</strong> <small>$0.70/ea</small></div><button>Add</button></main></body></html>',
    { price: '3.50', currency: 'USD' },
  ],
  [
    'grocery: price per 100 g first',
    'https://gr.example/p/nuts',
    '<!doctype html><html lang="en-AU"><head><title>Nuts</title></head><body><main><h1>Nuts 250g</h1><div class="p"><span>$1.60 per 100g</span><span>$4.00</span></div><button>Add to trolley</button></main></body></html>',
    { price: '4.00' },
  ],
  [
    "members' price first, in a card",
    'https://cl.example/p/chair',
    '<!doctype html><html lang="en"><head><title>Chair</title></head><body><main><h1>Chair Nils</h1><div class="card"><span class="label">Family price</span><span class="amount">129 €</span></div><div class="card"><span class="label">Price</span><span class="amount">159 €</span></div><button>Add to basket</button></main></body></html>',
    { price: '159.00', currency: 'EUR' },
  ],
  [
    'instalments before the price',
    'https://in.example/p/sofa',
    '<!doctype html><html lang="pt-BR"><head><title>Sofá Lia</title></head><body><main><h1>Sofá Lia</h1><p>12x de R$ 199,90 sem juros</p><p class="preco">R$ 2.398,80</p><p>ou R$ 2.158,92 no Pix</p><button>Comprar</button></main></body></html>',
    { price: '2398.80', currency: 'BRL' },
  ],
  [
    '4 interest-free payments',
    'https://in.example/p/boots',
    '<!doctype html><html lang="en"><head><title>Boots</title></head><body><main><h1>Boots</h1><span class="price">$180.00</span><p>or 4 interest-free payments of $45.00 with Afterpay</p><button>Add to bag</button></main></body></html>',
    { price: '180.00', currency: 'USD' },
  ],
  [
    'deposit of a bottle',
    'https://de.example/p/wasser',
    '<!doctype html><html lang="de"><head><title>Wasser 12 x 1 l</title></head><body><main><h1>Wasser 12 x 1 l</h1><div class="preis">7,99 €</div><div>zzgl. 3,30 € Pfand</div><div>1 l = 0,67 €</div><button>In den Warenkorb</button></main></body></html>',
    { price: '7.99', currency: 'EUR' },
  ],
  [
    'shipping first',
    'https://sp.example/p/vase',
    '<!doctype html><html lang="en"><head><title>Vase</title></head><body><div class="bar">Free shipping on orders over $50</div><main><h1>Vase</h1><p>Shipping: $9.90</p><p><b>$64.00</b></p><button>Buy now</button></main></body></html>',
    { price: '64.00', currency: 'USD' },
  ],
  [
    'cart total in the header',
    'https://ca.example/p/drill',
    '<!doctype html><html lang="en"><head><title>Drill</title></head><body><header><a href="/cart">Cart: <span>2 items - $83.20</span></a></header><main><h1>Drill</h1><div>$119.00</div><button>Add to cart</button></main></body></html>',
    { price: '119.00', currency: 'USD' },
  ],
  [
    'related tiles before the product',
    'https://re.example/p/stool',
    '<!doctype html><html lang="en"><head><title>Stool</title></head><body><div class="recently-viewed"><h3>Recently viewed</h3><ul><li><a href="/p/Bench"><img src="Bench.jpg"><span>Bench</span></a><span class="price">$20.00</span></li><li><a href="/p/Table"><img src="Table.jpg"><span>Table</span></a><span class="price">$21.00</span></li><li><a href="/p/Lamp"><img src="Lamp.jpg"><span>Lamp</span></a><span class="price">$22.00</span></li><li><a href="/p/Shelf"><img src="Shelf.jpg"><span>Shelf</span></a><span class="price">$23.00</span></li></ul></div><main><h1>Stool</h1><span class="price">$75.00</span><button>Add to cart</button></main></body></html>',
    { price: '75.00', currency: 'USD' },
  ],
  [
    'recommended retail price first',
    'https://rr.example/p/knife',
    '<!doctype html><html lang="en-GB"><head><title>Knife</title></head><body><main><h1>Knife</h1><div>RRP <span>£60.00</span></div><div>Our price <span>£44.99</span></div><div>You save £15.01 (25%)</div><button>Add to basket</button></main></body></html>',
    { price: '44.99', currency: 'GBP' },
  ],
  [
    'Amazon-like: core price, list price, per unit, used from',
    'https://am.example/dp/B01',
    '<!doctype html><html lang="en"><head><title>Coffee Beans 1 kg : Grocery</title></head><body><div id="nav-cart"><span id="nav-cart-count">0</span></div><div id="centerCol"><h1 id="title"><span id="productTitle">Coffee Beans 1 kg</span></h1><a id="bylineInfo" href="/stores/x">Visit the Ondine Store</a><div id="corePriceDisplay"><span class="savingsPercentage">-20%</span><span class="a-price priceToPay"><span class="a-offscreen"></span><span aria-hidden="true"><span class="a-price-symbol">$</span><span class="a-price-whole">15<span class="a-price-decimal">.</span></span><span class="a-price-fraction">99</span></span></span> <span class="a-size-mini">(<span class="a-price a-text-price"><span class="a-offscreen">$0.45</span><span aria-hidden="true">$0.45</span></span> / Ounce)</span><div><span class="basisPrice">List Price: <span class="a-price a-text-price" data-a-strike="true"><span class="a-offscreen">$19.99</span><span aria-hidden="true">$19.99</span></span></span></div></div><div id="availability"><span>In Stock</span></div><input id="add-to-cart-button" type="submit" value="Add to Cart"></div><div id="sims"><h2>Products related to this item</h2><div>Beans A $12.00</div></div></body></html>',
    { price: '15.99', currency: 'USD', name: 'Coffee Beans 1 kg', brand: 'Ondine' },
  ],
  [
    'brand behind a Portuguese line',
    'https://pt.example/p/xarope',
    '<!doctype html><html lang="pt-PT"><head><title>Xarope 200 ml</title></head><body><main><h1>Xarope 200 ml</h1><a href="/marca/ondine">Ver mais artigos da Marca: Ondine</a><p>12,50 €</p><button>Adicionar ao carrinho</button></main></body></html>',
    { price: '12.50', currency: 'EUR', brand: 'Ondine' },
  ],
  [
    'BigCommerce: brand link, card tiles',
    'https://bc.example/mug/',
    '<!doctype html><html lang="en-GB"><head><title>Mug - Bc</title></head><body><div class="productView"><h2 class="productView-brand"><a href="/brands/ondine/"><span>Ondine</span></a></h2><h1 class="productView-title">Mug</h1><div class="productView-price"><div class="price-section price-section--withTax" ><span class="price price--withTax">£9.50</span> <abbr title="Including Tax">(Inc. VAT)</abbr></div><div class="price-section price-section--withoutTax"><span class="price price--withoutTax">£7.92</span> <abbr title="Excluding Tax">(Ex. VAT)</abbr></div></div><input id="form-action-addToCart" type="submit" value="Add to Cart"></div></body></html>',
    { price: '9.50', currency: 'GBP', brand: 'Ondine', name: 'Mug' },
  ],
  [
    'PrestaShop: no markup',
    'https://ps.example/fr/12-lampe.html',
    '<!doctype html><html lang="fr"><head><title>Lampe</title></head><body><section id="main"><h1 class="h1">Lampe</h1><div class="product-prices"><div class="product-discount"><span class="regular-price">49,90 €</span></div><div class="product-price has-discount"><div class="current-price"><span class="current-price-value" content="39.92">39,92 €</span><span class="discount discount-percentage">Économisez 20%</span></div></div><div class="tax-shipping-delivery-label">TTC</div></div><div class="product-manufacturer"><label class="label">Marque</label><span><a href="/fr/brand/1-ondine">Ondine</a></span></div><button class="add-to-cart">Ajouter au panier</button></section></body></html>',
    { price: '39.92', currency: 'EUR', brand: 'Ondine' },
  ],
  [
    'Shopware 6: table of quantities',
    'https://sw.example/Schraube/SW7',
    '<!doctype html><html lang="de"><head><title>Schraube</title></head><body><main><h1 class="product-detail-name">Schraube</h1><table class="product-block-prices-grid"><thead><tr><th>Anzahl</th><th>Stückpreis</th></tr></thead><tbody><tr><th>Bis <span>9</span></th><td>1,20 €*</td></tr><tr><th>Ab <span>10</span></th><td>0,95 €*</td></tr></tbody></table><p class="product-detail-tax">*Preise inkl. MwSt. zzgl. Versandkosten</p><button class="btn-buy">In den Warenkorb</button></main></body></html>',
    { price: '1.20', currency: 'EUR', name: 'Schraube' },
  ],
  [
    'Squarespace: item price without markup',
    'https://sq.example/store/p/print',
    '<!doctype html><html lang="en"><head><title>Print — Studio Nord</title><meta property="og:site_name" content="Studio Nord"><meta property="og:title" content="Print — Studio Nord"></head><body><section class="ProductItem-details"><h1 class="ProductItem-details-title">Print</h1><div class="ProductItem-product-price"><div class="product-price">from <span class="sqs-money-native">25.00</span></div></div><div class="sqs-add-to-cart-button" role="button">Add To Cart</div></section></body></html>',
    { price: '25.00', name: 'Print' },
  ],
  [
    'a price in microdata of a related product first',
    'https://md.example/p/1',
    '<!doctype html><html lang="en"><head><title>Desk</title></head><body><div class="related" itemscope itemtype="https://schema.org/Product"><span itemprop="name">Lamp</span><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="19"><meta itemprop="priceCurrency" content="EUR"></div></div><main itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Desk</h1><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price" content="299.00">299 €</span><meta itemprop="priceCurrency" content="EUR"></div><button>Kaufen</button></main></body></html>',
    { price: '299.00', currency: 'EUR', name: 'Desk' },
  ],
  [
    'lease and price',
    'https://ls.example/p/bike',
    '<!doctype html><html lang="de"><head><title>E-Bike</title></head><body><main><h1>E-Bike</h1><div>ab 89,00 € mtl.</div><div>2.999,00 €</div><div>Lieferung: 49,90 €</div><button>In den Warenkorb</button></main></body></html>',
    { price: '2999.00', currency: 'EUR' },
  ],
  [
    'Japanese: tax included',
    'https://jp.example/p/1',
    '<!doctype html><html lang="ja"><head><title>急須 | 店</title></head><body><main><h1>急須</h1><p class="price">¥3,000<span>(税抜)</span></p><p class="price">¥3,300<span>(税込)</span></p><p>送料 ¥550</p><button>カートに入れる</button></main></body></html>',
    { price: '3300', currency: 'JPY' },
  ],
  [
    'Indian marketplace: MRP and offers',
    'https://in.example/p/2',
    '<!doctype html><html lang="en-IN"><head><title>Steel Tiffin</title></head><body><main><h1>Steel Tiffin</h1><div><span>₹499</span> <span>M.R.P.: ₹999</span> <span>50% off</span></div><div>EMI from ₹24/month</div><div>Bank offer: ₹50 off</div><button>Add to Cart</button></main></body></html>',
    { price: '499', currency: 'INR' },
  ],
  [
    'grocer old: price per unit then price per measure',
    'http://gro.example/pears',
    '<!doctype html><html lang="en-GB"><head><title>Conference Pears x4 | Gro</title></head><body><div class="productSummary"><h1>Conference Pears x4</h1><div class="pricing"><p class="pricePerUnit">£1.50<abbr title="per">/</abbr><abbr title="unit"><span class="pricePerUnitUnit">unit</span></abbr></p><p class="pricePerMeasure">£0.38<abbr title="per">/</abbr><abbr title="each"><span class="pricePerMeasureMeasure">ea</span></abbr></p></div><form><input type="text" value="1"><input type="submit" name="Add" value="Add"></form></div></body></html>',
    { price: '1.50', currency: 'GBP' },
  ],
  [
    'grocer: loyalty price with badge',
    'http://gro.example/milk',
    '<!doctype html><html lang="en-GB"><head><title>Milk</title></head><body><main><h1>Milk 2 l</h1><div class="offer">£1.20 Clubcard Price</div><p>£1.55</p><p>£0.78/litre</p><button>Add</button></main></body></html>',
    { price: '1.55', currency: 'GBP' },
  ],
  [
    'grocer: weight goods, final price about',
    'http://gro.example/beef',
    '<!doctype html><html lang="en"><head><title>Beef</title></head><body><main><h1>Beef</h1><div>$12.99/lb</div><div>about $19.49 each</div><button>Add to cart</button></main></body></html>',
    { price: '19.49', currency: 'USD' },
  ],
  [
    'skincare: sizes as tiles with prices',
    'http://sk.example/serum',
    '<!doctype html><html lang="en"><head><title>Serum</title></head><body><main><h1>Serum</h1><p>$185.00</p><div class="sizes"><button class="selected">30 ml $185.00</button><button>55 ml $290.00</button></div><button>Add to bag</button><p>4 payments of $46.25 by Klarna</p></main></body></html>',
    { price: '185', currency: 'USD' },
  ],
  [
    'dental supply: rows of packs with buttons',
    'http://de.example/gloves',
    '<!doctype html><html lang="en"><head><title>Gloves</title></head><body><main><h1>Gloves</h1><table><thead><tr><th>SKU</th><th>Size</th><th>Price</th><th></th></tr></thead><tbody><tr><td>G-S</td><td>Small</td><td>$8.49</td><td><button>Add</button></td></tr><tr><td>G-M</td><td>Medium</td><td>$8.49</td><td><button>Add</button></td></tr><tr><td>G-L</td><td>Large</td><td>$9.49</td><td><button>Add</button></td></tr></tbody></table></main></body></html>',
    { price: '8.49', currency: 'USD' },
  ],
  [
    'bench top: price, bulk discount rows',
    'http://gi.example/top',
    '<!doctype html><html lang="en"><head><title>Bench Top</title></head><body><main><h1>Bench Top</h1><div class="details-cart"><p>Price: $165.95</p><table><tr><td>1-4</td><td>$165.95</td></tr><tr><td>5+</td><td>$157.50</td></tr></table><p>Leasing from $6.50/month</p><button>Add to Cart</button></div></main></body></html>',
    { price: '165.95', currency: 'USD' },
  ],
  [
    'home shop: sale with percent and shipping threshold',
    'http://hm.example/pendant',
    '<!doctype html><html lang="en"><head><title>Pendant</title></head><body><main><h1>Pendant</h1><div><span>$98.99</span> <s>$149.00</s> <span>34% Off</span></div><div>Fast &amp; free shipping over $35</div><div>$17/mo. for 6 mos with card</div><button>Add to Cart</button></main></body></html>',
    { price: '98.99', currency: 'USD' },
  ],
  [
    'overstock-like: today only with club reward',
    'http://ov.example/plates',
    '<!doctype html><html lang="en"><head><title>Plates</title></head><body><main><h1>Plates, Set of 6</h1><div class="price-box"><div><span class="label">Today:</span> <span class="amt">$31.49</span></div><div>Compare: $44.99</div><div>Earn $1.57 (5%) in Club Rewards</div><div>Join club to save $6.30</div></div><button>Add to Cart</button></main></body></html>',
    { price: '31.49', currency: 'USD' },
  ],
  [
    'Taiwan shop',
    'http://wa.example/p/1',
    '<!doctype html><html lang="zh-TW"><head><title>栗子饅頭</title></head><body><main><h1>栗子饅頭 5入</h1><p>NT$ 330</p><p>滿NT$1,500免運</p><p>運費 NT$ 160</p><button>加入購物車</button></main></body></html>',
    { price: '330', currency: 'TWD' },
  ],
])('%s', (_name, url, html, wanted) => {
  const found = inspectProduct({ html, url });
  expect({ ...found, price: Number(found.price) }).toMatchObject({
    ...wanted,
    price: Number(wanted['price']),
  });
});
