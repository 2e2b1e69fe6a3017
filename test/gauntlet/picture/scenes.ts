// Twenty changes of pages that a person would be told of, and twenty that mean nothing. What is marked with `data-truth` is where a person
// would draw: `ink` around what is drawn there, `box` around the element.
import { article, figures, offers, photo, plans, product, text } from './pages.ts';

interface Look {
  readonly html: string;
  /** The pointer rests on the first such element. */
  readonly hover?: string;
  /** The first such element has the caret. */
  readonly focus?: string;
  /** Of the window; the picture ends with it where `cut` is set. */
  readonly cut?: number;
}

export interface Scene {
  readonly name: string;
  readonly before: Look;
  readonly after: Look;
  /** A second look at `before`, from which is learned what moves by itself. */
  readonly second?: Look;
  /** Elements that the job leaves out. */
  readonly ignore?: string;
}

/** For the photographs that were compressed twice: data addresses by quality. */
export type Compressed = (quality: number) => string;

function changed(name: string, before: string, after: string): Scene {
  return { name, before: { html: before }, after: { html: after } };
}

const price = (amount: string, style = ''): string =>
  `<span class=price data-truth=ink style="${style}">${amount}</span>`;
const stars = (shown: string): string =>
  `<span style="color:#e8a200;font-size:22px" data-truth=ink>${shown}</span>`;
const VALUES = [40, 62, 55, 80, 74, 90, 84, 70, 52, 61, 66, 58];

export const TRUTHS: readonly Scene[] = [
  changed('a price', product({ price: price('$129.00') }), product({ price: price('$149.00') })),
  changed(
    'a badge says sold out',
    product(),
    product({ beside: '<span class=badge data-truth=box>Sold out</span>' }),
  ),
  changed(
    'a photograph was swapped',
    product({ picture: `<div data-truth=box style="width:420px">${photo(3)}</div>` }),
    product({ picture: `<div data-truth=box style="width:420px">${photo(9)}</div>` }),
  ),
  changed(
    'the colour of one button',
    product({ button: '<span class=button data-truth=box>Add to basket</span>' }),
    product({ button: '<span class=button data-truth=box style="background:#1d4ed8">Add to basket</span>' }),
  ),
  changed(
    'a block is gone',
    product({
      more: '<section data-truth=ink><h2>Also bought</h2><p>Wicks of cotton, lamp oil, and a hook of iron for the wall.</p></section>',
    }),
    product({ more: ' ' }),
  ),
  changed(
    'a row put into a table',
    plans(),
    plans({ inserted: '<tr data-truth=box><td>Waste disposal<td>–<td>✓<td>✓' }),
  ),
  changed(
    'a banner on top',
    offers(),
    offers({
      top: '<div data-truth=box style="background:#fde68a;padding:8px 40px;height:37px;line-height:21px">The northern pier is closed until Friday.</div>',
    }),
  ),
  changed(
    'a heading in bold',
    product({ title: '<h1 style="font-weight:400"><span data-truth=ink>Storm lantern, brass</span></h1>' }),
    product({ title: '<h1 style="font-weight:700"><span data-truth=ink>Storm lantern, brass</span></h1>' }),
  ),
  changed(
    'a chart with other figures',
    figures({ line: 'data-truth=box' }),
    figures({ line: 'data-truth=box', values: VALUES }),
  ),
  changed(
    'a cell of a table',
    plans({ cell: '<span data-truth=ink>$14</span>' }),
    plans({ cell: '<span data-truth=ink>$17</span>' }),
  ),
  changed(
    'a price is struck through',
    product({ price: price('$129.00') }),
    product({ price: price('$129.00', 'text-decoration:line-through') }),
  ),
  changed(
    'a decimal point moved',
    plans({ cell: '<span data-truth=ink>1.299 kg</span>' }),
    plans({ cell: '<span data-truth=ink>12.99 kg</span>' }),
  ),
  changed(
    'one word of an article',
    article({ second: text(1, 4).replace('closed', '<span data-truth=ink>closed</span>') }),
    article({ second: text(1, 4).replace('closed', '<span data-truth=ink>opened</span>') }),
  ),
  changed(
    'a light turns red',
    product({ stock: '<span class=dot data-truth=box></span> In stock, sent today' }),
    product({
      stock: '<span class=dot data-truth=box style="background:#d6336c"></span> In stock, sent today',
    }),
  ),
  changed(
    'a paragraph put into one of two columns',
    article(),
    article({
      inserted:
        '<p data-truth=box>On Friday the council of the island met in the old school and heard the engineers, who had brought drawings and a model of wood.</p>',
    }),
  ),
  changed(
    'two cards changed places',
    offers({}, [3, 5]),
    offers({ order: [0, 1, 2, 5, 4, 3, 6, 7, 8] }, [3, 5]),
  ),
  changed(
    'a tick became a dash',
    plans({ mark: '<span data-truth=ink>✓</span>' }),
    plans({ mark: '<span data-truth=ink>–</span>' }),
  ),
  changed(
    'a price turned red',
    product({ price: price('$129.00') }),
    product({ price: price('$129.00', 'color:#c81e1e') }),
  ),
  changed('a star less', product({ stars: stars('★★★★★') }), product({ stars: stars('★★★★☆') })),
  changed('a newer offer in the grid', offers({}, []), offers({ order: [0, 1, 2, 3, 10, 5, 6, 7, 8] }, [10])),
];

const AD = (background: string, words: string, height = 120): string =>
  `<div style="height:${height}px;background:${background};color:#fff;padding:20px;font-size:24px;margin-bottom:14px">${words}</div>`;
const FIRST_AD = AD('linear-gradient(90deg,#7b2cbf,#e0aaff)', 'Sail away this summer');
const OTHER_AD = AD('linear-gradient(90deg,#2b9348,#aacc00)', 'Fresh bread, every morning');
const THIRD_AD = AD('#111', 'Watches. Made for the sea.');
const slide = (seed: number, words: string): string =>
  `<div style="position:relative;width:420px">${photo(seed)}<b style="position:absolute;left:20px;bottom:20px;color:#fff">${words}</b></div>`;
const spinner = (turn: number): string =>
  `<div style="width:48px;height:48px;border-radius:50%;border:6px solid #d9e2ec;border-top-color:#2563eb;transform:rotate(${turn}deg)"></div>`;
const clock = (time: string): string => `<p>The time on board is <b>${time}</b>.</p>`;
const COOKIES =
  '<div id=cookies style="position:fixed;left:0;right:0;bottom:0;background:#102a43;color:#fff;padding:26px 40px">We use cookies to count visits. <u>Accept</u> <u>Decline</u></div>';
const FIELD = '<style>input{outline:none!important}</style><p><input value="Anchor" spellcheck=false></p>';

function learned(name: string, looks: readonly [string, string, string]): Scene {
  const [before, second, after] = looks;
  return { name, before: { html: before }, second: { html: second }, after: { html: after } };
}

export function noises(compressed: Compressed): readonly Scene[] {
  const framed = (quality: number): string => `<img src="${compressed(quality)}" width=420 height=300>`;
  return [
    changed('the same twice', offers(), offers()),
    changed(
      'all half a pixel to the right',
      article(),
      article({ style: 'main{transform:translate(.5px,0)}' }),
    ),
    changed('all half a pixel down', product(), product({ style: 'main{transform:translate(0,.5px)}' })),
    {
      name: 'a blinking caret',
      before: { html: product({ after: FIELD }) },
      after: { html: product({ after: FIELD }), focus: 'input' },
    },
    learned('a carousel at another slide', [
      product({ picture: slide(3, 'New: lamps of brass') }),
      product({ picture: slide(11, 'Boats for the summer') }),
      product({ picture: slide(15, 'Ropes by the metre') }),
    ]),
    learned('a clock', [
      article({ lead: clock('10:14:07') }),
      article({ lead: clock('10:14:09') }),
      article({ lead: clock('23:58:41') }),
    ]),
    learned('a date that counts', [
      article({ date: 'written 3 minutes ago' }),
      article({ date: 'written 4 minutes ago' }),
      article({ date: 'written 58 minutes ago' }),
    ]),
    learned('an advertisement', [
      offers({ above: FIRST_AD }),
      offers({ above: OTHER_AD }),
      offers({ above: THIRD_AD }),
    ]),
    learned('an advertisement of another height', [
      offers({ above: FIRST_AD }),
      offers({ above: AD('#334e68', 'Nets and lines', 180) }),
      offers({ above: AD('#9b2226', 'Half price, today', 240) }),
    ]),
    {
      name: 'the pointer rests on a card',
      before: { html: offers() },
      second: { html: offers(), hover: '.card' },
      after: { html: offers(), hover: '.card' },
    },
    {
      name: 'the bar for scrolling',
      before: { html: offers(), cut: 700 },
      after: { html: offers({ bottom: text(0, 6).repeat(12) }), cut: 700 },
    },
    changed(
      'a photograph compressed again',
      product({ picture: framed(92) }),
      product({ picture: framed(80) }),
    ),
    changed('all one row further down', product(), product({ style: 'header{padding-bottom:19px}' })),
    learned('a picture that is not there yet', [
      product({ picture: '<div style="width:420px;height:300px;background:#f0f4f8"></div>' }),
      product({ picture: photo(3) }),
      product({ picture: photo(3) }),
    ]),
    {
      name: 'a cookie banner that is left out',
      before: { html: article() },
      after: { html: article({ bottom: COOKIES }) },
      ignore: '#cookies',
    },
    learned('a turning wheel', [
      figures({ top: spinner(10) }),
      figures({ top: spinner(130) }),
      figures({ top: spinner(250) }),
    ]),
    learned('a film', [
      article({ lead: slide(31, '') }),
      article({ lead: slide(32, '') }),
      article({ lead: slide(37, '') }),
    ]),
    changed(
      'a photograph a part of a pixel wider',
      product({ picture: photo(3, 'style="width:420px;height:300px"') }),
      product({ picture: photo(3, 'style="width:420.4px;height:300.3px"') }),
    ),
    changed(
      'letters on a layer of their own',
      plans(),
      plans({ style: 'main{will-change:transform;opacity:.999}' }),
    ),
    changed('more white between two paragraphs', product(), product({ style: 'h2{margin-top:33px}' })),
  ];
}

/** The same kinds of change on a page of many screens. */
export function longScenes(): readonly Scene[] {
  const many = Array.from({ length: 60 }, (_, at) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9][at % 10] ?? 0);
  const page = offers({ order: many });
  const banner = '<div style="background:#fde68a;padding:8px 40px;height:37px">Closed until Friday.</div>';
  const cards = page.split('$114.00');
  const prices = cards.map((part, at) =>
    at === 2 || at === 4 ? `$119.00${part}` : at === 0 ? part : `$114.00${part}`,
  );
  return [
    changed('nothing', page, page),
    changed('two prices', page, prices.join('')),
    changed('one photograph', page, offers({ order: many.with(31, 10) })),
    changed('a banner on top', page, offers({ order: many, top: banner })),
    changed('another page', page, article({ second: text(0, 6).repeat(70) })),
  ];
}
