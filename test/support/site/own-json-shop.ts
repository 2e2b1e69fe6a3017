// A shop whose pages scripts build from JSON of its own: asked by GET, by POST, with a header, in scripts, assigned to a variable.
import { page as sitePage } from './page.ts';
import type { Handler } from './site.ts';

const WORDS = 'A kettle of steel that boils a litre of water in three minutes and turns itself off.';

/** A page without text whose script asks `call` for the product that it shows. */
const built = (call: string, member = ''): Handler =>
  sitePage(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript><script>(async () => {
const { product } = (await (await ${call}).json())${member};
document.title = product.name;
document.getElementById('root').innerHTML = '<main><h1>' + product.name + '</h1><p class="price">CHF ' + product.offer.price.toFixed(2) +
'</p><p class="stock">' + product.stock + ' left</p><p>' + product.words + '</p><button>Add to cart</button></main>'; })();</script></body></html>`);

const LIST =
  sitePage(`<!doctype html><html lang="en"><head><title>Pots</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript><script>(async () => {
const { items } = await (await fetch('/api/pots?page=1')).json();
document.getElementById('root').innerHTML = '<main><h1>Pots</h1><ul>' + items.map((pot) => '<li class="item"><h2><a href="/pots/' + pot.id + '">' +
pot.title + '</a></h2><p class="price">€ ' + pot.price.toFixed(2) + '</p></li>').join('') + '</ul></main>'; })();</script></body></html>`);

const INLINE =
  sitePage(`<!doctype html><html lang="en"><head><title>Steel kettle</title></head><body><main><h1>Steel kettle</h1>
<p>${WORDS.repeat(4)}</p><p id="slot"></p></main>
<script id="__NEXT_DATA__" type="application/json">{"props":{"product":{"name":"Steel kettle","price":49.5}}}</script>
<script>const { product } = JSON.parse(document.getElementById('__NEXT_DATA__').textContent).props;
document.getElementById('slot').innerHTML = '<b class="price">CHF ' + product.price.toFixed(2) + '</b>';</script></body></html>`);

/** A page without text whose state a script assigns, together with a time that differs in each answer. */
const state =
  (price: () => number): Handler =>
  (request, response) =>
    sitePage(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript><script>window.__PRELOADED_STATE__ = ${JSON.stringify(
      {
        renderedAt: performance.now(),
        ...product(price()),
      },
    )};</script><script>const { product } = window.__PRELOADED_STATE__;
document.getElementById('root').innerHTML = '<main><h1>' + product.name + '</h1><p class="price">CHF ' + product.offer.price.toFixed(2) +
'</p><p>' + product.words + '</p><button>Add to cart</button></main>';</script></body></html>`)(
      request,
      response,
    );

const json =
  (value: () => unknown): Handler =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value()));

const product = (price: number) => ({
  product: { name: 'Steel kettle', stock: 7, words: WORDS, offer: { price, currency: 'CHF' } },
  related: [{ name: 'Iron kettle', price }],
});

/** Answers this question alone. */
const answering =
  (question: string, price: () => number): Handler =>
  async (request, response) => {
    const sent = Buffer.concat(await request.toArray()).toString('utf8');
    const isAsked = request.method === 'POST' && sent === question;
    if (isAsked) json(() => ({ data: product(price()) }))(request, response);
    else response.writeHead(400).end();
  };

const POTS = ['Copper pot', 'Iron pot', 'Clay pot', 'Milk pot', 'Soup pot', 'Pasta pot'].map((title, at) => ({
  id: `pot-${at}`,
  title,
  price: 20.5 + at,
}));

/** Sent by POST for the product. */
export const QUESTION = JSON.stringify({ query: '{ product }' });

/** `price`: of the kettle, at each request. */
export function ownJsonShop(price: () => number): Readonly<Record<string, Handler>> {
  return {
    '/kettle': built(`fetch('/api/kettle?lang=de')`),
    '/api/kettle': json(() => product(price())),
    '/bound': built(`fetch('/api/bound', { headers: { 'x-shop': '1' } })`),
    '/api/bound': (request, response) =>
      request.headers['x-shop'] === '1'
        ? json(() => product(price()))(request, response)
        : void response.writeHead(403).end(),
    '/signed': built(`fetch('/api/kettle?access_token=1f2e3d4c5b6a')`),
    '/asked': built(`fetch('/graphql', { method: 'POST', body: '${QUESTION}' })`, '.data'),
    '/graphql': answering(QUESTION, price),
    '/bought': built(`fetch('/buy', { method: 'POST', body: '{"query":"mutation { product }"}' })`),
    '/buy': json(() => product(price())),
    '/pots': LIST,
    '/api/pots': json(() => ({ total: 6, items: POTS })),
    '/inline': INLINE,
    '/state': state(price),
  };
}
