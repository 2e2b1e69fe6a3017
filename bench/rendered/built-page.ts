// The pages that are rendered: one that is sent whole, a small app with one JSON call, and a shop that builds 300 cards of what it
// asks for. None has pictures, which Webloom would not load and others would.
export const PAGE_KINDS = ['plain', 'app', 'shop'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

const CARDS = 300;
const WORDS = 'amber beacon canvas delta ember fossil granite harbour island ladder meadow orchard'.split(
  ' ',
);

/** Kinds in turn. */
export function builtPath(page: number): string {
  return `/${PAGE_KINDS[page % PAGE_KINDS.length] ?? 'plain'}/${page}`;
}

/** How many of the pages from the first one on ask for JSON, once each. */
export function callsOf(pages: number): number {
  return Array.from({ length: pages }, (_, page) => builtPath(page)).filter(
    (path) => !path.startsWith('/plain'),
  ).length;
}

function words(from: number, count: number): string {
  return Array.from({ length: count }, (_, at) => WORDS[(from + at * 7) % WORDS.length]).join(' ');
}

function paragraph(page: number, at: number): string {
  return `<p>${words(page + at, 40)} ${page}-${at}.</p>`;
}

const APP = `const { title, price, texts } = await (await fetch('/json' + location.pathname)).json();
root.innerHTML = '<h1></h1><p class=price></p>';
root.firstChild.textContent = title;
root.lastChild.textContent = price;
for (const text of texts) { const line = document.createElement('p'); line.textContent = text; root.append(line); }`;

const SHOP = `const { title, cards } = await (await fetch('/json' + location.pathname)).json();
const head = document.createElement('h1');
head.textContent = title;
root.append(head);
for (const { name, price, text } of cards) {
  const card = document.createElement('article');
  card.innerHTML = '<h2 class=name></h2><span class=price></span><p></p><button type=button>Into the cart</button>';
  card.querySelector('.name').textContent = name;
  card.querySelector('.price').textContent = price;
  card.querySelector('p').textContent = text;
  card.querySelector('button').addEventListener('click', () => card.remove());
  root.append(card);
}`;

export function builtPage(kind: PageKind, page: number): string {
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page ${page}</title></head><body>`;
  const scripts = { app: APP, shop: SHOP };
  if (kind !== 'plain')
    return `${head}<div id="root"></div><script type="module">const root = document.getElementById('root');\n${scripts[kind]}</script></body></html>`;
  const texts = Array.from({ length: 40 }, (_, at) => paragraph(page, at)).join('\n');
  return `${head}<main><h1>Page ${page}</h1><p class="price">${price(page)}</p>\n${texts}</main></body></html>`;
}

export function builtData(kind: PageKind, page: number): unknown {
  if (kind === 'app')
    return {
      title: `Page ${page}`,
      price: price(page),
      texts: Array.from({ length: 10 }, (_, at) => words(page + at, 30)),
    };
  const cards = Array.from({ length: CARDS }, (_, at) => ({
    name: `${words(page + at, 2)} ${at}`,
    price: price(page + at),
    text: words(page * 3 + at, 20),
  }));
  return { title: `Page ${page}`, cards };
}

function price(from: number): string {
  return `$${(10 + ((from * 7_919) % 9_000) / 100).toFixed(2)}`;
}
