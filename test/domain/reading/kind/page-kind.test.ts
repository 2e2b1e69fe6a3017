// Pages as the templates of shops, papers and services write them, in several languages.
import { expect, test } from 'vitest';
import { inspectPageType } from '../../../../cli/inspect/explain/inspect-page-type.ts';
import { shopPage as page } from '../../../support/shop-page.ts';

const THINGS = [
  'Oak table',
  'Pine shelf',
  'Ash chair',
  'Elm stool',
  'Fir bench',
  'Yew bowl',
  'Box plate',
  'Lime tray',
  'Beech rack',
  'Birch desk',
  'Cedar chest',
  'Larch frame',
];
const BRIDGE =
  'Die Stadt hat nach langen Gesprächen beschlossen, die alte Brücke im nächsten Jahr neu zu bauen, und der Kreis zahlt. ';
const sentences = (count: number, text = BRIDGE): string => text.repeat(count);
const many = (count: number, made: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => made(at)).join('');

test.each<readonly [string, string, string, string]>([
  [
    'a WooCommerce archive',
    'listing',
    'https://s.example/product-category/tables/',
    page(
      '<title>Tables Archives - Shop</title>',
      `<main><h1 class="page-title">Tables</h1><p class="woocommerce-result-count">Showing 1–12 of 48 results</p><ul class="products columns-4">${many(12, (i) => `<li class="product type-product instock"><a href="/product/${i}/"><img src="/${i}.jpg"><h2 class="woocommerce-loop-product__title">${THINGS[i]}</h2><span class="price"><span class="amount">€${i + 20}.00</span></span></a><a href="?add-to-cart=${i}" class="button add_to_cart_button">Add to cart</a></li>`)}</ul><nav class="woocommerce-pagination"><a class="page-numbers" href="/page/2/">2</a><a class="next page-numbers" href="/page/2/">→</a></nav></main>`,
    ),
  ],
  [
    'a Shopify collection',
    'listing',
    'https://s.example/collections/tables',
    page(
      '<title>Tables – Shop</title><meta property="og:type" content="website">',
      `<main><h1>Tables</h1><div class="facets"><span>Filter:</span><span>Availability</span><span>Price</span><span>Sort by:</span><span>24 products</span></div><ul id="product-grid">${many(12, (i) => `<li class="grid__item"><div class="card"><img src="/${i}.jpg"><h3 class="card__heading"><a href="/products/x${i}">${THINGS[i]}</a></h3><div class="price"><span class="price-item">From €${i + 20},00</span></div></div></li>`)}</ul></main>`,
    ),
  ],
  [
    'a German category',
    'listing',
    'https://s.example/moebel/tische',
    page(
      '<title>Tische online kaufen</title>',
      `<main><h1>Tische</h1><p>Sortieren nach: Beliebtheit</p><p>48 Produkte</p><div class="row">${many(12, (i) => `<div class="col"><a href="/t-${i}"><img src="/${i}.jpg"><span class="name">${THINGS[i]}</span><span>${i + 20},00 €</span></a></div>`)}</div></main>`,
      'de',
    ),
  ],
  [
    'a Polish category',
    'listing',
    'https://s.example/stoly',
    page(
      '<title>Stoły - Sklep</title>',
      `<main><h1>Stoły</h1><p>Sortuj według: Popularność</p><p>48 produktów</p><div class="row">${many(12, (i) => `<div class="box"><a href="/p${i}"><img src="/${i}.jpg"><span class="name">${THINGS[i]}</span></a><span class="cena">${i + 20},00 zł</span><button>Do koszyka</button></div>`)}</div></main>`,
      'pl',
    ),
  ],
  [
    'a Japanese category',
    'listing',
    'https://s.example/list/?ct=12',
    page(
      '<title>テーブル一覧 | 家具店</title>',
      `<main><h1>テーブル</h1><p>並び替え：おすすめ順</p><p>120件</p><ul>${many(12, (i) => `<li><a href="/item/${i}"><img src="/${i}.jpg"><p>オークの机 その${i}</p><p>${(i + 2) * 1000}円(税込)</p></a></li>`)}</ul></main>`,
      'ja',
    ),
  ],
  [
    'an index of posts',
    'listing',
    'https://s.example/blog/',
    page(
      '<title>Blog - Studio</title>',
      `<main><h1>Blog</h1>${many(8, (i) => `<article class="post"><h2><a href="/blog/post-${i}">How we made the ${THINGS[i]} in one week</a></h2><time datetime="2025-03-0${i + 1}">March ${i + 1}, 2025</time><p>${sentences(1, 'We made a thing of wood in our workshop by hand and it took one week. ')}</p><a href="/blog/post-${i}">Read more</a></article>`)}<nav class="pagination"><a href="/blog/page/2">Older posts</a></nav></main>`,
    ),
  ],
  [
    'a section of news',
    'listing',
    'https://n.example/sport/',
    page(
      '<title>Sport - Herald</title>',
      `<main><h1>Sport</h1>${many(16, (i) => `<div class="teaser"><a href="/sport/a${i}"><img src="/${i}.jpg"><h3>The team of the town wins the match number ${i} at last</h3></a><p>A short text about the match.</p></div>`)}</main>`,
    ),
  ],
  [
    'results of a search',
    'listing',
    'https://s.example/search?q=oak',
    page(
      '<title>Search results for "oak"</title>',
      `<main><h1>Search results for “oak”</h1><p>23 results</p>${many(10, (i) => `<div class="result"><h3><a href="/x${i}">${THINGS[i]}, a thing made of oak wood</a></h3><p>Text of the result with some words on oak.</p></div>`)}</main>`,
    ),
  ],
  [
    'flats to rent, in German',
    'listing',
    'https://r.example/berlin/wohnungen-mieten',
    page(
      '<title>Wohnungen mieten in Berlin</title>',
      `<main><h1>Wohnungen mieten in Berlin</h1><p>1.234 Angebote</p><p>Sortierung</p>${many(12, (i) => `<div class="result-item"><img src="/${i}.jpg"><h2><a href="/expose/${i}">Schöne helle Wohnung mit Balkon ${i}</a></h2><span>${i + 7}00 €</span><span>${i + 40} m²</span></div>`)}</main>`,
      'de',
    ),
  ],
  [
    'a German product without markup',
    'product',
    'https://s.example/eichentisch-solid',
    page(
      '<title>Eichentisch Solid | Möbelhaus</title>',
      `<main><h1>Eichentisch Solid</h1><img src="a.jpg"><p>Art.-Nr. 4711</p><p class="preis">499,00 € inkl. MwSt.</p><p>Sofort lieferbar</p><label>Menge</label><input value="1"><button>In den Warenkorb</button><h2>Produktbeschreibung</h2><p>${sentences(2)}</p><h2>Technische Daten</h2><table><tr><td>Höhe</td><td>75 cm</td></tr></table></main>`,
      'de',
    ),
  ],
  [
    'a French product without markup',
    'product',
    'https://s.example/table-chene-solid',
    page(
      '<title>Table chêne Solid</title>',
      `<main><h1>Table chêne Solid</h1><img src="a.jpg"><p>Réf. 4711</p><p class="prix">499,00 €</p><p>En stock</p><button>Ajouter au panier</button><h2>Description du produit</h2><p>Une table en chêne.</p><h2>Caractéristiques</h2></main>`,
      'fr',
    ),
  ],
  [
    'a Russian product without markup',
    'product',
    'https://s.example/catalog/stoly/stol-dubovyy/',
    page(
      '<title>Стол дубовый купить</title>',
      `<main><h1>Стол дубовый Солид</h1><img src="a.jpg"><div>Артикул: 4711</div><div class="price">49 900 ₽</div><div>В наличии</div><button>В корзину</button><h2>Характеристики</h2><p>Высота 75 см</p><h2>Описание товара</h2><p>Стол из дуба.</p></main>`,
      'ru',
    ),
  ],
  [
    'a Japanese product without markup',
    'product',
    'https://s.example/shop/g/g4711/',
    page(
      '<title>オークの机</title>',
      `<main><h1>オークの机 ソリッド</h1><img src="a.jpg"><p>商品番号 4711</p><p>49,900円（税込）</p><p>在庫あり</p><p>数量</p><button>カートに入れる</button><h2>商品説明</h2><p>オークの机です。</p></main>`,
      'ja',
    ),
  ],
  [
    'a product with cards of others',
    'product',
    'https://s.example/oak-table-solid',
    page(
      '<title>Oak table Solid | Shop</title>',
      `<main><h1>Oak table Solid</h1><img src="a.jpg"><p class="price">€499.00</p><p>In stock</p><button>Add to cart</button><p>A table of oak.</p></main><section><h2>You may also like</h2><ul>${many(8, (i) => `<li class="card"><a href="/p${i}"><img src="/${i}.jpg"><h3>${THINGS[i]}</h3></a><span class="price">€${i + 20}.00</span></li>`)}</ul></section>`,
    ),
  ],
  [
    'a sold-out product without a price',
    'product',
    'https://s.example/products/oak-table',
    page(
      '<title>Oak table</title><meta property="og:type" content="product">',
      `<main><h1>Oak table</h1><img src="a.jpg"><button disabled>Sold out</button><p>A table of oak.</p></main>`,
    ),
  ],
  [
    'a product whose page is built by scripts',
    'product',
    'https://s.example/p/oak-table-1234567',
    page(
      '<title>Oak table | Shop</title><meta property="product:price:amount" content="499.00"><meta property="product:price:currency" content="EUR"><meta property="og:type" content="product">',
      `<div id="root"><main><h1>Oak table</h1></main></div>`,
    ),
  ],
  [
    'a German article',
    'article',
    'https://n.example/lokales/bruecke-wird-im-naechsten-jahr-neu-gebaut-123456.html',
    page(
      '<title>Brücke wird neu gebaut | Tagblatt</title>',
      `<main><article><h1>Alte Brücke wird im nächsten Jahr neu gebaut</h1><p>Von Hans Möller</p><p>4. März 2022</p>${many(8, () => `<p>${sentences(3)}</p>`)}</article></main>`,
      'de',
    ),
  ],
  [
    'a recipe',
    'article',
    'https://r.example/recipes/apple-pie',
    page(
      '<title>Apple pie</title><script type="application/ld+json">{"@type":"Recipe","name":"Apple pie","datePublished":"2022-01-01","author":{"@type":"Person","name":"Ann Lee"}}</script>',
      `<main><h1>Apple pie</h1><p>${sentences(4, 'This pie of apples is what my grandmother made each autumn for all of us. ')}</p><h2>Ingredients</h2><ul><li>3 apples</li><li>100 g butter</li></ul><h2>Method</h2><ol><li>${sentences(1, 'Peel the apples and cut them into small pieces. ')}</li><li>${sentences(1, 'Bake the pie for forty minutes until it is brown. ')}</li></ol></main>`,
    ),
  ],
  [
    'a post without markup',
    'article',
    'https://b.example/how-we-made-the-oak-table-in-one-week/',
    page(
      '<title>How we made the oak table in one week</title>',
      `<main><article><h1>How we made the oak table in one week</h1><p>March 4, 2024 by Ann Lee</p>${many(8, () => `<p>${sentences(3, 'We made a thing of wood in our workshop by hand and it took one week. ')}</p>`)}</article><section class="comments"><h2>3 comments</h2><p>Nice.</p></section></main>`,
    ),
  ],
  [
    'a German page about the shop',
    'other',
    'https://s.example/ueber-uns',
    page(
      '<title>Über uns - Möbelhaus</title>',
      `<main><h1>Über uns</h1><p>${sentences(2)}</p><h2>Unser Team</h2><p>${sentences(1)}</p><h2>Kontakt</h2><p>Kontaktieren Sie uns</p></main>`,
      'de',
    ),
  ],
  [
    'a French contact form',
    'other',
    'https://s.example/nous-contacter',
    page(
      '<title>Nous contacter</title>',
      `<main><h1>Nous contacter</h1><form><input name="nom"><input name="email"><textarea></textarea><button>Envoyer</button></form></main>`,
      'fr',
    ),
  ],
  [
    'a Spanish service',
    'other',
    'https://s.example/servicios/reformas',
    page(
      '<title>Reformas integrales</title>',
      `<main><h1>Reformas integrales en Madrid</h1><p>Solicita tu presupuesto</p>${many(6, (i) => `<section><h2>Paso ${i}</h2><p>${sentences(1, 'Hacemos la reforma de su casa con un equipo propio y sin sorpresas en el precio final. ')}</p></section>`)}<h2>Nuestros servicios</h2><a href="/contacto">Contáctanos</a></main>`,
      'es',
    ),
  ],
  [
    'a Russian service',
    'other',
    'https://s.example/uslugi/remont-kvartir/',
    page(
      '<title>Ремонт квартир</title>',
      `<main><h1>Ремонт квартир под ключ</h1><p>Оставить заявку</p>${many(6, (i) => `<section><h2>Шаг ${i}</h2><p>${sentences(1, 'Мы делаем ремонт квартир в срок и с гарантией, своими силами и без лишних затрат для вас. ')}</p></section>`)}<p>Почему мы</p><p>Заказать звонок</p></main>`,
      'ru',
    ),
  ],
  [
    'a thread of a forum',
    'other',
    'https://f.example/viewtopic.php?t=12',
    page(
      '<title>How to oil a table - Forum</title>',
      `<div><h2>How to oil a table</h2>${many(8, (i) => `<div class="post"><p class="author">user${i} » Mon Mar 0${i + 1}, 2024</p><div class="content">${sentences(2, 'I oil mine once a year with linseed oil and it looks fine. ')}</div><a>Quote</a><a>Reply</a></div>`)}</div>`,
    ),
  ],
  [
    'a German login',
    'other',
    'https://s.example/konto/anmelden',
    page(
      '<title>Anmelden</title>',
      `<main><h1>Anmelden</h1><form><input name="email"><input type="password"><button>Anmelden</button></form></main>`,
      'de',
    ),
  ],
  [
    'German terms of privacy',
    'other',
    'https://s.example/datenschutz',
    page(
      '<title>Datenschutzerklärung</title>',
      `<main><h1>Datenschutzerklärung</h1>${many(10, (i) => `<h2>${i}. Abschnitt</h2><p>${sentences(3, 'Wir verarbeiten personenbezogene Daten nur, soweit das zur Bereitstellung der Seite erforderlich ist. ')}</p>`)}</main>`,
      'de',
    ),
  ],
  [
    'a home page',
    'other',
    'https://app.example/',
    page(
      '<title>App - track all</title>',
      `<main><h1>Track all that matters</h1><a href="/signup">Get started</a><a href="/demo">Request a demo</a>${many(4, (i) => `<section><h2>Feature ${i}</h2><p>${sentences(1, 'Our app helps your team to see all that matters at a glance. ')}</p></section>`)}</main>`,
    ),
  ],
  [
    'an empty German cart',
    'other',
    'https://s.example/warenkorb',
    page('<title>Warenkorb</title>', `<main><h1>Warenkorb</h1><p>Ihr Warenkorb ist leer.</p></main>`, 'de'),
  ],
])('%s is of type %s', (_, label, url, html) => {
  expect(inspectPageType({ html, url }).label).toBe(label);
});
