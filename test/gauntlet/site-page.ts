// The pages of the scripted site as HTML: a layout full of noise around texts and products that follow the timeline.
import { NOISE_STEPS, type Noise, SHOP, shuffled } from './timeline.ts';

export interface Moment {
  readonly step: number;
  readonly noise: Noise;
}

/** What the menu of every page leads to. */
const LINKED = ['kettle', 'lamp', 'chair', 'jacket', 'radio', 'drill', 'oven', 'tent', 'rope'].map(
  (name) => `/p/${name}`,
);
const RELATED = ['Candle', 'Basket', 'Ladder', 'Bucket', 'Lantern', 'Broom', 'Kindling', 'Doormat'];

interface Content {
  readonly title: string;
  readonly main: string;
  readonly head?: string;
}

function layout({ step, noise }: Moment, { title, main, head = '' }: Content): string {
  const css = step >= NOISE_STEPS.classChurn ? `c${step}x` : 'a';
  const cdn = step >= NOISE_STEPS.otherCdn ? 'cdn7' : `cdn${noise.turn % 3}`;
  const image = `src="https://${cdn}.shop.test/logo.png?v=${noise.turn}"`;
  const logo = step >= NOISE_STEPS.attributeOrder ? `<img alt="Shop" ${image}>` : `<img ${image} alt="Shop">`;
  const links = ['/list', '/news/long', '/news/storm', '/guides', ...LINKED].map(
    (path) => `<a href="${path}?utm_source=${noise.token}">${path.split('/').at(-1) ?? ''}</a>`,
  );
  const banner =
    step >= NOISE_STEPS.cookieBanner && noise.turn % 2 === 0
      ? '<div class="consent"><p>We use cookies to improve this site.</p><button>Accept all</button></div>'
      : '';
  const related = shuffled(RELATED, noise.turn)
    .slice(0, 4)
    .map((name) => `<li><a href="/list?utm_campaign=${noise.token}">${name}</a></li>`);
  const footer = step >= 13 ? 'Shop Ltd moved to Harbour Street 9, Leeds' : 'Shop Ltd, Mill Lane 4, Leeds';
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body class="${css}">${banner}
<header class="${css}-h">${logo} <span>${noise.clock}</span><nav>${links.join(' ')}</nav></header>
<main class="${css}-m">${main}</main>
<aside><p>What others say</p><p>${noise.quote}</p><p>Write to us, we read everything.</p><p>Or call, we are up early.</p><div class="${css}-ad">${noise.ad}</div><h2>People also looked at</h2><ul>${related.join('')}</ul></aside>
<form><input type="hidden" name="csrf" value="${noise.token}"></form>
<footer><p>${footer}</p><p>© 2026 · Request id: ${noise.token}</p><p>Page generated in 0.${(noise.turn % 90) + 10} seconds</p></footer>
<script nonce="${noise.token}">track("${noise.token}")</script></body></html>`;
}

interface Product {
  readonly name: string;
  readonly text: string;
  /** Price as the page shows it at a step. */
  readonly price: (step: number) => string;
  readonly was?: (step: number) => string;
  /** The price in markup, where there is some. */
  readonly markup?: (step: number) => string;
  readonly extra?: (step: number) => string;
  /** Steps at which the page is there. */
  readonly from?: number;
  readonly until?: number;
}

const always = (price: string) => (): string => price;
const since =
  (step: number, before: string, after: string) =>
  (now: number): string =>
    now >= step ? after : before;

const SIZES = (large: string): string =>
  `<ul><li>Small: in stock</li><li>Medium: in stock</li><li>Large: ${large}</li></ul>`;

const PRODUCTS: Readonly<Record<string, Product>> = {
  '/p/kettle': {
    name: 'Steel kettle',
    text: 'It boils a litre and a half of water fast and stays quiet while it does so.',
    price: since(2, '€129.00', '€192.00'),
    markup: since(2, '129.00', '192.00'),
  },
  '/p/lamp': {
    name: 'Reading lamp',
    text: 'A lamp of brass with a shade of linen, made for long evenings with a book.',
    price: since(3, '1.299,95 €', '1.199,95 €'),
  },
  '/p/chair': {
    name: 'Oak chair',
    text: 'Four legs, one back, and joints that were made without a single screw.',
    price: always('€69.00'),
    was: since(4, '€89.00', '€99.00'),
  },
  '/p/jacket': {
    name: 'Rain jacket',
    text: 'Three layers, taped seams and a hood that follows the head.',
    price: always('€149.00'),
    extra: (step) => SIZES(step >= 5 ? 'sold out' : 'in stock'),
  },
  '/p/radio': {
    name: 'Kitchen radio',
    text: 'Two stations, one knob, and a battery that lasts from spring to autumn.',
    price: since(6, '€59.00', '€49.00'),
    markup: always('59.00'),
  },
  '/p/drill': {
    name: 'Cordless drill',
    text: 'For walls of brick and boards of oak, with two batteries in its case.',
    price: always('€99.00'),
    extra: (step) => `<p>Motor: ${step === 7 ? 'brushless, new this year' : 'brushed'}</p>`,
  },
  '/p/oven': {
    name: 'Field oven',
    text: 'Bread for ten people from a fire that four logs keep alive for an afternoon.',
    price: always('€310.00'),
    until: 9,
  },
  '/p/vase': {
    name: 'Clay vase',
    text: 'Thrown by hand, fired twice, and glazed with ash from the kiln itself.',
    price: always('€24.00'),
  },
  '/p/tent': {
    name: 'Family tent',
    text: 'Two rooms, one porch and poles that find their place in the dark.',
    price: always('€420.00'),
  },
  '/p/mixer': {
    name: 'Dough mixer',
    text: 'It kneads two kilos of dough without walking off the table.',
    price: always('€210.00'),
    until: 10,
  },
  '/p/mixer-2': {
    name: 'Dough mixer',
    text: 'It kneads two kilos of dough without walking off the table.',
    price: always('€210.00'),
    from: 10,
  },
  '/p/rope': {
    name: 'Climbing rope',
    text: 'Seventy metres, dry treated, with a mark in the middle that stays visible.',
    price: (step) =>
      `€${['1,000.00', '990.00', '980.00', '970.00'][Math.min(3, Math.max(0, step - 9))] ?? ''}`,
  },
};

export function productPage(at: Moment, path: string, { flipped }: { flipped: boolean }): string | null {
  const product = PRODUCTS[path];
  const { step } = at;
  if (product === undefined || step < (product.from ?? 0) || step >= (product.until ?? Infinity)) return null;
  const { name, text, price, was, markup, extra } = product;
  const abroad = flipped && path === '/p/tent';
  const shown = (amount: string): string => (abroad ? amount.replace('€', '$') : amount);
  const data = markup?.(step);
  const head =
    data === undefined
      ? ''
      : `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Product', name, offers: { '@type': 'Offer', price: data, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' } })}</script>`;
  const before = was === undefined ? '' : `<del>${shown(was(step))}</del> `;
  const main = `<h1>${name}</h1><p>${text}</p><div class="price">${before}<b>${shown(price(step))}</b></div>
<p class="stock">In stock</p>${extra?.(step) ?? ''}<button>Add to cart</button><p>Posted ${at.noise.ago} · ${at.noise.views}</p>
<p>${at.noise.crowd}</p><p>${at.noise.delivery}</p>
<p>Shipping takes two days; returns are free for a month.</p>`;
  return layout(at, { title: `${name} | Shop`, main, head });
}

const ITEMS: readonly string[] = [
  'Oak',
  'Pine',
  'Steel',
  'Velvet',
  'Linen',
  'Glass',
  'Brass',
  'Cork',
  'Wool',
  'Clay',
].flatMap((stuff) => ['stool', 'shelf', 'tray', 'frame', 'lamp'].map((thing) => `${stuff} ${thing}`));

export function listPage(at: Moment): string {
  const { step, noise } = at;
  const items = ITEMS.map((name, n) => ({ name, price: 20 + n * 3 }));
  const rows = items.map(({ name, price }, n) => {
    const swapped = step >= 2 && (n === 10 || n === 11) ? (items[21 - n]?.price ?? price) : price;
    const renamed = n === 15 ? (step >= 5 ? 'Velvet stool, tall' : 'Plush stool') : name;
    return { name: renamed, price: swapped };
  });
  const all = step >= 4 ? [{ name: 'Quartz clock', price: 44 }, ...rows] : rows;
  const shown = step >= NOISE_STEPS.shuffledList ? shuffled(all, noise.turn) : all;
  const lines = shown.map(
    ({ name, price }) =>
      `<li class="item"><a href="/list?PHPSESSID=${noise.token}">${name}</a> <span>€${price}.00</span></li>`,
  );
  return layout(at, {
    title: 'All things | Shop',
    main: `<h1>All things</h1><ul class="items">${lines.join('\n')}</ul>`,
  });
}

const SENTENCES = [
  'The harbour master counted the boats twice that evening and wrote the number down in ink.',
  'Nobody in the valley remembered a winter in which the river had stayed open for so long.',
  'The carpenter said that the beam would hold, and that he would stand under it himself.',
  'On the third day the road was clear again, and the first cart came through before noon.',
] as const;

function paragraphs(count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    [0, 1, 2, 3]
      .map((at) => (SENTENCES[(n + at) % 4] ?? '').replace(/\.$/, `, part ${n * 4 + at}.`))
      .join(' '),
  );
}

/** A changed word deep in 200 KB. */
function longText(step: number): string {
  const all = paragraphs(500);
  if (step >= 3) all[250] = (all[250] ?? '').replace('carpenter', 'locksmith');
  return all.map((text) => `<p>${text}</p>`).join('\n');
}

function stormText(step: number): string {
  const all = paragraphs(8);
  if (step >= 8)
    all[4] =
      'The dike at the old mill gave way shortly after midnight, and forty houses were emptied in time.';
  const html = all.map((text) => `<p>${text}</p>`).join('\n');
  return step === NOISE_STEPS.entities
    ? html.replaceAll(' the ', '&nbsp;the\n   ').replaceAll('<p>', '<p>\n\t')
    : html;
}

/** Links without a text: what they lead to can come and go while the page says the same. */
function quietLinks(step: number): string {
  const mixer = '<a href="/p/mixer"></a>';
  return step >= NOISE_STEPS.unlinked ? mixer : `${mixer}<a href="/p/vase"></a>`;
}

/** Home, articles and guides; null for an address that is none of them. */
export function storyPage(at: Moment, path: string): string | null {
  const { step, noise } = at;
  const article = (title: string, text: string): string =>
    layout(at, {
      title: `${title} | Shop`,
      main: `<article><h1>${title}</h1><p>Posted ${noise.ago} by Ann Reed · ${noise.views}</p>${text}</article>`,
    });
  switch (path) {
    case '/':
      return layout(at, {
        title: 'Shop',
        main: '<h1>Welcome to the shop</h1><p>Things for house and garden, made to be kept and mended.</p>',
      });
    case '/news/long':
      return article('A winter in the valley', longText(step));
    case '/news/storm':
      return article('After the storm', stormText(step));
    case '/guides':
      return article(
        'Guides',
        `<p>What we know about our things, written down.</p><p><a href="/guides/knots">Knots</a></p>${quietLinks(step)}`,
      );
    case '/guides/knots':
      return article(
        'Knots',
        `<p>Every knot has its purpose, and its own way of failing.</p><ul><li><a href="/guides/knots/${step >= 12 ? 'bowline' : ''}">How to read a knot</a></li></ul>`,
      );
    case '/guides/knots/bowline':
      return step < 12
        ? null
        : article('The bowline', '<p>A loop that neither slips nor jams, if it is tied as it should be.</p>');
    default:
      return null;
  }
}

/** A plain product page of a host of its own. */
export function itemPage(
  at: Moment,
  { headline, price, news }: { headline: string; price: string; news: string },
): string {
  const { noise } = at;
  const extra = news === '' ? '' : `<p>${news}</p>`;
  return `<!doctype html><html lang="en"><head><title>Lantern</title></head><body><header><span>${noise.clock}</span></header>
<main><h1>${headline}</h1><p>A lantern of tin and glass that burns for twelve hours on a cup of oil.</p>
<div class="price"><b>€${price}</b></div><p class="stock">In stock</p><p>${noise.views}</p>
${paragraphs(3)
  .map((text) => `<p>${text}</p>`)
  .join('\n')}${extra}</main>
<aside>${noise.ad}</aside><footer><p>Request id: ${noise.token}</p><a href="${SHOP}/?sid=${noise.token}">Shop</a></footer></body></html>`;
}
