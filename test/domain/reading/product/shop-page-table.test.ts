// Product pages laid out by hand: tables, fonts, no heading of their own, as old shop systems and market places write them.
import { expect, test } from 'vitest';
import { inspectProduct } from '../../../../cli/inspect/explain/inspect-product.ts';

test.each<readonly [string, string, string, Record<string, unknown>]>([
  [
    'osCommerce: tables, name and price in pageHeading cells',
    'https://clocks.example/product_info.php?products_id=17',
    '<!doctype html><html lang="en"><head><title>Bell Clocks - Mantel Clock Ada, Clocks</title></head><body><table width="100%"><tr class="header"><td><a href="/">Bell Clocks</a></td><td align="right"><a href="/shopping_cart.php">Cart Contents</a> | <a href="/checkout.php">Checkout</a></td></tr></table><table><tr><td class="infoBoxHeading">Categories</td></tr><tr><td><a href="?cPath=1">Clocks</a> (12)</td></tr><tr><td class="infoBoxHeading">What\'s New?</td></tr><tr><td class="infoBoxContents"><a href="/p/9">Wall Clock Bo</a><br>$29.00</td></tr></table><form name="cart_quantity" action="product_info.php?action=add_product"><table width="100%"><tr><td class="pageHeading" valign="top">Mantel Clock Ada<br><span class="smallText">[MC-17]</span></td><td class="pageHeading" align="right" valign="top">$149.50</td></tr></table><table><tr><td class="main"><p>An oak clock for the mantel.</p><b>Available Options:</b><table><tr><td>Colour:</td><td><select name="id[1]"><option value="1">Oak</option><option value="2">Walnut (+$20.00)</option></select></td></tr></table></td></tr></table><input type="image" src="button_in_cart.gif" alt="Add to Cart"></form></body></html>',
    { price: '149.50', currency: 'USD', name: 'Mantel Clock Ada' },
  ],
  [
    'tables with bold font names and no headings',
    'http://www.rivertools.example/saw.htm',
    '<!doctype html><html lang="en"><head><title>River Tools</title></head><body><table><tr><td><img src="logo.gif" alt="River Tools"></td><td><a href="index.htm">Home</a> <a href="tools.htm">Tools</a></td></tr></table><table><tr><td><img src="saw.jpg"></td><td><font size="4"><b>Bow Saw 24"</b></font><br><font size="2">A light saw for green wood.</font><br><b>Price: $32.95</b><br><form action="https://cart.example/add"><input type="submit" value="Add to Cart"></form></td></tr></table></body></html>',
    { price: '32.95', currency: 'USD', name: 'Bow Saw 24"' },
  ],
  [
    'a title that is name and shop, where the only heading is the shop',
    'https://elmgoods.example/p/teapot',
    '<!doctype html><html lang="en"><head><title>Stoneware Teapot 1.2 l - Elm Goods</title></head><body><div id="logo"><h1><a href="/">Elm Goods</a></h1></div><div id="nav"><a href="/tea">Tea</a></div><div class="box"><div class="ttl">Stoneware Teapot 1.2 l</div><div class="cost">£38.00</div><a class="btn" href="/cart/add/5">Add to basket</a></div></body></html>',
    { price: '38.00', currency: 'GBP', name: 'Stoneware Teapot 1.2 l' },
  ],
  [
    'a classic marketplace: item name in h1 with hidden words, price in a table',
    'https://www.market.example/itm/1234',
    '<!doctype html><html lang="en"><head><title>Vintage Brass Lamp Shade 1930s | market</title><meta property="og:title" content="Vintage Brass Lamp Shade 1930s"></head><body><div id="gh"><a href="/">market</a><form><input type="search"><input type="submit" value="Search"></form></div><h1 id="itemTitle"><span class="g-hdn">Details about &nbsp;</span>Vintage Brass Lamp Shade 1930s</h1><table><tr><td>Item condition:</td><td>Used</td></tr><tr><td>Time left:</td><td>3d 4h</td></tr><tr><td>Price:</td><td><span id="prcIsum">GBP 45.00</span><br><span>Approximately <span id="convbinPrice">US $56.70</span></span></td><td><a id="binBtn">Buy it now</a></td></tr><tr><td>Postage:</td><td>GBP 6.50 Royal Mail</td></tr></table><div><h2>People who viewed this also viewed</h2><ul><li><a>Brass lamp</a> £12.00</li><li><a>Glass lamp</a> £22.00</li><li><a>Oil lamp</a> £32.00</li></ul></div></body></html>',
    { price: '45.00', currency: 'GBP', name: 'Vintage Brass Lamp Shade 1930s' },
  ],
  [
    'an auction with a buy now price',
    'https://www.market.example/itm/555',
    '<!doctype html><html lang="en"><head><title>Film Camera K1000 | market</title></head><body><h1 class="x-item-title">Film Camera K1000</h1><div class="x-price-section"><div class="bin"><div class="x-price-primary"><span class="ux-textspans">US $129.99</span></div><div class="x-price-approx"><span>or Best Offer</span></div><a class="ux-call-to-action">Buy It Now</a><a>Add to cart</a></div></div><div class="ship"><span>Shipping:</span><span>US $12.40 Standard</span></div><div class="import"><span>Import charges:</span> <span>US $18.20</span></div></body></html>',
    { price: '129.99', currency: 'USD', name: 'Film Camera K1000' },
  ],
  [
    'OpenCart: price list with tax',
    'https://oc.example/index.php?route=product/product&product_id=43',
    '<!doctype html><html lang="en"><head><title>Camera</title></head><body><div id="cart"><button><span id="cart-total">0 item(s) - $0.00</span></button></div><div id="content"><h1>Camera</h1><ul class="list-unstyled"><li>Brand: <a href="/canon">Ondine</a></li><li>Product Code: Product 3</li><li>Availability: 2-3 Days</li></ul><ul class="list-unstyled"><li><span style="text-decoration: line-through;">$122.00</span></li><li><h2>$98.00</h2></li><li>Ex Tax: $80.00</li></ul><button id="button-cart">Add to Cart</button></div></body></html>',
    { price: '98.00', currency: 'USD', brand: 'Ondine', name: 'Camera' },
  ],
  [
    'price beside the label in a line with the button',
    'https://cls.example/x',
    '<!doctype html><html lang="en"><head><title>Garden Bench - Acorn Supplies</title></head><body><table><tr><td><b>Garden Bench</b></td></tr><tr><td>Price: $165.95 <a href="/add?id=4">Add to Cart</a></td></tr></table></body></html>',
    { price: '165.95', currency: 'USD', name: 'Garden Bench' },
  ],
  [
    'Yahoo store',
    'https://ys.example/bench.html',
    '<!doctype html><html lang="en"><head><title>Bench</title></head><body><table><tr><td><h1 id="item-contenttitle">Teak Bench</h1><form method="post"><div class="itemform productInfo"><div class="price">Regular price: $219.00</div><div class="sale-price-bold">Sale price: <em>$189.00</em></div><input type="submit" class="addtocartImg" value="Add to cart"></div></form></td></tr></table></body></html>',
    { price: '189.00', currency: 'USD' },
  ],
  [
    'cs-cart',
    'http://demo.example/camcorder',
    '<!doctype html><html lang="en"><head><title>Camcorder</title></head><body><div class="ty-product-block"><h1 class="ty-product-block-title">Camcorder</h1><div><span class="ty-list-price">List price: <span class="ty-strike">$399.99</span></span></div><span class="ty-price" id="line_discounted_price_126"><span class="ty-price-num">$</span><span id="sec_discounted_price_126" class="ty-price-num">299.99</span></span><div>You save: $100.00 (25%)</div><div class="ty-qty-in-stock">In stock</div><button id="button_cart_126">Add to cart</button></div></body></html>',
    { price: '299.99', currency: 'USD' },
  ],
  [
    'old marketplace page with bid',
    'http://mk.example/item',
    '<!doctype html><html lang="en"><head><title>Rocking Horse | eMk</title></head><body><table><tr><td><h1>Rocking Horse</h1></td></tr></table><table><tr><td>Current bid:</td><td><b>US $31.00</b></td><td>[ 5 bids ]</td></tr><tr><td>Shipping:</td><td>$12.00</td></tr></table></body></html>',
    { price: '31', currency: 'USD' },
  ],
  [
    'old bookshop: list price, our price, you save table',
    'http://bk.example/b',
    '<!doctype html><html lang="en"><head><title>The Heath: A Novel: Books: Bk.com</title></head><body><table><tr><td><b class="sans">The Heath: A Novel</b> by A. Elm<br><table><tr><td>List Price:</td><td><span class="listprice">$24.95</span></td></tr><tr><td>Price:</td><td><b class="price">$16.47</b> &amp; eligible for FREE shipping on orders over $25</td></tr><tr><td>You Save:</td><td>$8.48 (34%)</td></tr></table><b>11 used &amp; new</b> from $9.98</td></tr></table></body></html>',
    { price: '16.47', currency: 'USD' },
  ],
  [
    'Zen Cart',
    'http://zc.example/index.php?main_page=product_info&products_id=5',
    '<!doctype html><html lang="en"><head><title>Brass Hook, Zc Shop</title></head><body><div id="logoWrapper"><h1>Zc Shop</h1></div><div class="centerColumn" id="productGeneral"><h2 id="productName" class="productGeneral">Brass Hook</h2><h2 id="productPrices" class="productGeneral">Starting at: <span class="normalprice">$12.00</span> <span class="productSpecialPrice">$9.50</span></h2><div id="cartAdd">Add to Cart: <input type="text" value="1"><input type="image" alt="Add to Cart"></div></div></body></html>',
    { price: '9.5', currency: 'USD', name: 'Brass Hook' },
  ],
])('%s', (_name, url, html, wanted) => {
  const found = inspectProduct({ html, url });
  expect({ ...found, price: Number(found.price) }).toMatchObject({
    ...wanted,
    price: Number(wanted['price']),
  });
});
