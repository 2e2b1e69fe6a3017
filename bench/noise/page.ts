// The pages of the noise sites: ten sites of each of twenty kinds, with a page each. A page has a text that stands still, and four noises
// around and between it; its second version differs from the first in one thing that a reader would want to know.
import { NOISES, type Request } from './noises.ts';
import { heading, name, paragraph, sentence } from './words.ts';

export const SITES_PER_KIND = 10;

export interface Place {
  readonly kind: string;
  readonly number: number;
}

type Version = 1 | 2;
type Text = (place: Place, version: Version) => string;

const key = ({ kind, number }: Place): string => `${kind} ${number}`;

/** Two paragraphs and a section, of which a sentence is another one in the second version. */
function story(place: Place, version: Version): string {
  const seed = key(place);
  return `<h1>${heading(seed)}</h1>${paragraph(`${seed} 1`)}<h2>${heading(`${seed} h`)}</h2><p>${sentence(`${seed} told ${version}`)} ${sentence(`${seed} stays`)}</p>${paragraph(`${seed} 2`)}${paragraph(`${seed} 3`)}`;
}

/** A list that has one item more in the second version. */
function list(place: Place, version: Version): string {
  const seed = key(place);
  const items = Array.from({ length: version === 1 ? 6 : 7 }, (_, at) => `${seed} item ${at}`);
  return `<h1>${heading(seed)}</h1><ul class="items">${items.map((item) => `<li><h3><a href="/i/${encodeURIComponent(item)}">${heading(item)}</a></h3><p>${sentence(item)}</p></li>`).join('')}</ul>`;
}

/** A table of which one cell differs. */
function table(place: Place, version: Version): string {
  const seed = key(place);
  const rows = [1, 2, 3, 4, 5].map((at) => [
    heading(`${seed} ${at}`),
    at === 3 && version === 2 ? '4 : 1' : `${at % 4} : ${(at * 2) % 3}`,
  ]);
  return `<h1>${heading(seed)}</h1><table>${rows.map(([what, result]) => `<tr><td>${what}</td><td>${result}</td></tr>`).join('')}</table>${paragraph(seed)}`;
}

function product(place: Place, version: Version): string {
  const seed = key(place);
  const price = (20 + place.number * 3 + (version - 1) * 5).toFixed(2);
  return `<h1>${heading(seed)}</h1><p class="price">€ ${price}</p><p>In stock</p><button>Add to cart</button>${paragraph(seed)}`;
}

function thread(place: Place, version: Version): string {
  const seed = key(place);
  const posts = Array.from({ length: version === 1 ? 3 : 4 }, (_, at) => `${seed} post ${at}`);
  return `<h1>${heading(seed)}</h1>${posts.map((post) => `<article><b>${name(post)}</b>${paragraph(post)}</article>`).join('')}`;
}

function dated(place: Place, version: Version): string {
  const seed = key(place);
  const day = place.number + (version === 1 ? 3 : 11);
  return `<h1>${heading(seed)}</h1><dl><dt>When</dt><dd>${day} March 2027, 19:30</dd><dt>Where</dt><dd>${heading(`${seed} hall`)}</dd></dl>${paragraph(seed)}`;
}

/** Each kind of site: what its pages say, and the names its layout has, as different people would build them. */
const SITES: Readonly<Record<string, readonly [Text, layout: 'landmarks' | 'boxes' | 'tables']>> = {
  news: [story, 'landmarks'],
  shop: [product, 'boxes'],
  documentation: [story, 'landmarks'],
  forum: [thread, 'boxes'],
  blog: [story, 'boxes'],
  events: [dated, 'landmarks'],
  jobs: [list, 'boxes'],
  recipes: [story, 'boxes'],
  estates: [product, 'landmarks'],
  authority: [story, 'tables'],
  hotel: [product, 'landmarks'],
  courses: [dated, 'boxes'],
  catalogue: [list, 'landmarks'],
  releases: [list, 'landmarks'],
  sports: [table, 'boxes'],
  museum: [dated, 'tables'],
  charity: [story, 'landmarks'],
  listings: [list, 'tables'],
  company: [story, 'boxes'],
  questions: [thread, 'landmarks'],
};

export const SITE_KINDS: readonly string[] = Object.keys(SITES);

const NAMES = Object.keys(NOISES);

/** The noises of a page: each is met on several sites and at several places. */
export function noisesOf(place: Place): string[] {
  const number = SITE_KINDS.indexOf(place.kind) * SITES_PER_KIND + place.number;
  const stride = [7, 11, 13, 17][number % 4] ?? 7;
  return [0, 1, 2, 3].map((at) => NAMES[(number * 4 + at * stride) % NAMES.length] ?? '');
}

export function renderPage(place: Place, version: Version, request: Request): string {
  const [text, layout] = SITES[place.kind] ?? [story, 'boxes'];
  const [first = '', second = '', third = '', fourth = ''] = noisesOf(place).map(
    (noise) => NOISES[noise]?.(request) ?? '',
  );
  const body = `${second}${text(place, version)}${third}`;
  const title = `<title>${heading(key(place))} - ${place.kind}</title>`;
  return `<!doctype html><html lang="en"><head>${title}</head><body>${LAYOUTS[layout](place.kind, { first, body, last: fourth })}</body></html>`;
}

interface Pieces {
  readonly first: string;
  readonly body: string;
  readonly last: string;
}

const MENU = ['Home', 'About us', 'Archive', 'Contact']
  .map((text) => `<li><a href="/${text.length}">${text}</a></li>`)
  .join('');

const LAYOUTS: Readonly<Record<'landmarks' | 'boxes' | 'tables', (kind: string, pieces: Pieces) => string>> =
  {
    landmarks: (kind, { first, body, last }) =>
      `<header><a href="/">The ${kind}</a><nav><ul>${MENU}</ul></nav></header>${first}<main>${body}</main>${last}<footer><p>All rights kept</p></footer>`,
    boxes: (kind, { first, body, last }) =>
      `<div class="c-1"><div class="c-2"><a href="/">The ${kind}</a><ul>${MENU}</ul></div>${first}<div class="c-3">${body}</div>${last}<div class="c-9">All rights kept</div></div>`,
    tables: (kind, { first, body, last }) =>
      `<table><tr><td colspan="2"><a href="/">The ${kind}</a></td></tr><tr><td><ul>${MENU}</ul>${first}</td><td>${body}</td></tr><tr><td colspan="2">${last} All rights kept</td></tr></table>`,
  };
