// A site with three kinds of pages behind a home page: shelves, products and notes. Each kind has a box of its own that shows
// another text at every request. The box of a product stands where a note has its own words.
import type { Request, Served } from './site.ts';
import { SHOP } from './timeline.ts';

/** Step at which a note says something else, in the place where products have their box. */
export const TRUTH_STEP = 3;

const SHELVES = ['garden', 'kitchen', 'attic', 'workshop'];
const PRODUCTS = SHELVES.flatMap((shelf) => ['bench', 'lamp', 'crate'].map((thing) => `${shelf}-${thing}`));
const NOTES = ['on-oak', 'on-brass', 'on-linen', 'on-clay', 'on-rope'];

type Kind = 'shelf' | 'product' | 'note';
export type AddressOf = (kind: Kind, name: string) => string;

/** A path of its own for each kind, one for all, one in the query, and a path of its own for nearly each page. */
export const ADDRESSES: Readonly<Record<string, AddressOf>> = {
  'a path for each kind': (kind, name) => `/${kind}/${name}`,
  'flat paths': (kind, name) => `/${kind.charAt(0)}${name}`,
  'a query': (kind, name) => `/index.php?page=${kind}${name}`,
  'a path for each page': (kind, name) => `/${name.replaceAll('-', '/')}/x/${kind}`,
};

/** Words of a shop: nothing in them says that they turn. */
const TURNING = [
  'Ask Ida about the wax she keeps behind the counter',
  'Every Friday the kiln is open to visitors',
  'We also sharpen knives and mend baskets',
  'Bring your old handles, they still have their use',
  'Karl teaches joints without glue in the back room',
  'The almanac of this year is on the lower shelf',
  'Our carts go to the valley after lunch',
  'Hemp from the north field has arrived',
  'There is tea for whoever waits',
  'The bell by the door is older than the house',
  'Look up: the beams are from the old mill',
] as const;

/** Another text at nearly every turn: the second term is for a site whose pages are as many as the texts. */
function boxOf(turn: number, offset: number): string {
  const at = (turn + offset) * 5 + Math.floor(turn / TURNING.length);
  return TURNING[at % TURNING.length] ?? '';
}

/** Serves the site with the addresses of one of the styles. The notes are there from a step on. */
export function createKindsSite(addressOf: AddressOf, notesFrom = 0): (request: Request) => Served {
  const pages = new Map<string, (request: Request) => string>([
    ['/', () => layout('Home', `<h1>Workshop</h1><ul>${links('shelf', SHELVES, addressOf)}</ul>`)],
    ...SHELVES.map((name) => [addressOf('shelf', name), shelf(name, addressOf, notesFrom)] as const),
    ...PRODUCTS.map((name) => [addressOf('product', name), product(name)] as const),
    ...NOTES.map((name) => [addressOf('note', name), note(name)] as const),
  ]);
  return (request) => {
    const page = pages.get(request.url.slice(SHOP.length));
    return page === undefined ? { status: 404, body: '' } : { status: 200, body: page(request) };
  };
}

const links = (kind: Kind, names: readonly string[], addressOf: AddressOf): string =>
  names
    .map((name) => `<li><a href="${addressOf(kind, name)}">The ${name.replaceAll('-', ' ')}</a></li>`)
    .join('');

function layout(title: string, main: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>
<header><nav><a href="/">Home</a></nav></header><main>${main}</main><footer><p>Workshop, Mill Lane 4</p></footer></body></html>`;
}

function shelf(name: string, addressOf: AddressOf, notesFrom: number): (request: Request) => string {
  const things = PRODUCTS.filter((product) => product.startsWith(name));
  const notes = `<h2>Notes</h2><ul>${links('note', NOTES, addressOf)}</ul>`;
  return ({ turn, step }) =>
    layout(
      `The ${name}`,
      `<h1>The ${name}</h1><div><p>${boxOf(turn, 1)}</p></div>
<ul class="grid">${links('product', things, addressOf)}</ul>${step >= notesFrom ? notes : ''}`,
    );
}

function product(name: string): (request: Request) => string {
  const words = name.replaceAll('-', ' ');
  return ({ turn }) =>
    layout(
      words,
      `<h1>The ${words}</h1><p>Made of what the ${words} needs, and made to be kept.</p><p><b>€${name.length * 7}.00</b></p>
<p>In stock</p><button>Add to cart</button><section><p>${boxOf(turn, 4)}</p></section>
<dl><dt>Weight</dt><dd>${name.length} kg</dd><dt>Height</dt><dd>${name.length * 9} cm</dd></dl>`,
    );
}

function note(name: string): (request: Request) => string {
  const about = name.replaceAll('-', ' ');
  return ({ turn, step }) => {
    const edited = step >= TRUTH_STEP && name === 'on-clay';
    const paragraphs = ['spring', 'summer', 'autumn'].map(
      (season) =>
        `<p>A note ${about}, written down in ${season} after long talks at the bench, with all that we had got wrong the year before.</p>`,
    );
    return layout(
      `Notes ${about}`,
      `<article><h2>Notes ${about}</h2>${paragraphs.join('')}</article><blockquote>${boxOf(turn, 8)}</blockquote>
<section><p>${edited ? 'Corrected: the kiln must cool for two nights before it is opened' : 'Read to the end before you light the kiln'}</p></section>`,
    );
  };
}
