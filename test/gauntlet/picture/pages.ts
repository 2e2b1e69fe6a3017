// The pages whose pictures are compared: a product, a list of offers, an article in two columns, prices in a table, figures with a chart.
// Each takes what is to be different; the browser draws them, so fonts, edges and shadows are real ones.

const STYLE = `
  *{box-sizing:border-box} body{margin:0;font:16px/1.5 "DejaVu Sans",Arial,sans-serif;color:#1f2933;background:#fff}
  header{padding:18px 40px;border-bottom:1px solid #d9e2ec;display:flex;gap:32px;align-items:center} header b{font-size:22px}
  main{padding:24px 40px;max-width:1120px} h1{font-size:32px;margin:8px 0 16px} h2{font-size:22px;margin:28px 0 8px} p{margin:0 0 14px}
  footer{padding:28px 40px;background:#243b53;color:#d9e2ec;font-size:14px} small{color:#627d98}
  .row{display:flex;gap:28px} .grid{display:grid;grid-template-columns:repeat(3,1fr);gap:22px}
  .card{border:1px solid #d9e2ec;border-radius:8px;padding:14px;background:#fff} .card svg,.card img{display:block;width:100%;height:150px;margin-bottom:10px}
  .price{font-size:26px;font-weight:700} .button{display:inline-block;background:#2563eb;color:#fff;border-radius:6px;padding:10px 26px}
  .badge{display:inline-block;background:#c81e1e;color:#fff;border-radius:4px;padding:2px 10px;font-size:14px}
  table{border-collapse:collapse;width:100%} td,th{border-bottom:1px solid #d9e2ec;padding:9px 12px;text-align:left}
  aside{width:300px;background:#f0f4f8;padding:16px;border-radius:8px} .dot{display:inline-block;width:11px;height:11px;border-radius:50%;background:#2f9e44}
  .link:hover,.hover{background:#e1ecff;color:#0b3b8c} input{font:inherit;padding:8px 12px;border:1px solid #9fb3c8;border-radius:6px;width:280px}`;

const SENTENCES = [
  'The harbour office keeps a list of all boats that are for hire by the day or by the week.',
  'A lantern of tin and glass stands on every landing stage and burns until the last ferry has gone.',
  'Ropes, oars and charts are lent without a fee to whoever signs the book at the gate.',
  'In winter the smaller landing stages are closed, and the ferry calls at the northern pier alone.',
  'Tickets are sold on board; children below six years of age travel free with an adult.',
  'When the wind is stronger than seven the captain decides, and the board at the quay says so.',
];

export interface Frame {
  readonly top?: string;
  readonly bottom?: string;
  readonly style?: string;
}

function page(body: string, { top = '', bottom = '', style = '' }: Frame = {}): string {
  return `<!doctype html><meta charset=utf-8><style>${STYLE}${style}</style>${top}
    <header><b>Harbour &amp; Sons</b><span>Boats</span><span>Lamps</span><span>Ropes</span><span>About us</span></header>
    <main>${body}</main><footer>Harbour &amp; Sons, 4 Quay Street. Terms, privacy, delivery.</footer>${bottom}`;
}

export function text(from: number, count = 3): string {
  const list = Array.from({ length: count }, (_, at) => SENTENCES[(from + at) % SENTENCES.length]);
  return `<p>${list.join(' ')}</p>`;
}

/** As rich in detail as a photograph, and the same for the same number. */
export function photo(seed: number, size = 'width="420" height="300"'): string {
  const [hue, other] = [(seed * 67) % 360, (seed * 67 + 140) % 360];
  return `<svg ${size} viewBox="0 0 420 300" preserveAspectRatio="xMidYMid slice"><defs><filter id="f${seed}" x="0" y="0" width="1" height="1">
    <feTurbulence type="fractalNoise" baseFrequency="0.02 0.03" numOctaves="4" seed="${seed}"/><feColorMatrix type="matrix" values="1.2 0 0 0 0 0 1.1 0 0 0 0 0 1 0 0 0 0 0 0 1"/></filter>
    <linearGradient id="g${seed}" x2="0.4" y2="1"><stop stop-color="hsl(${hue} 60% 62%)"/><stop offset="1" stop-color="hsl(${other} 50% 30%)"/></linearGradient></defs>
    <rect width="420" height="300" filter="url(#f${seed})"/><rect width="420" height="300" fill="url(#g${seed})" opacity="0.62"/>
    <circle cx="${120 + ((seed * 53) % 180)}" cy="${90 + ((seed * 31) % 120)}" r="${40 + ((seed * 17) % 40)}" fill="hsl(${other} 70% 55%)"/></svg>`;
}

export interface Product extends Frame {
  readonly title?: string;
  readonly price?: string;
  readonly beside?: string;
  readonly picture?: string;
  readonly stars?: string;
  readonly button?: string;
  readonly stock?: string;
  readonly more?: string;
  readonly after?: string;
}

const STARS = '<span style="color:#e8a200;font-size:22px">★★★★★</span>';
const BUTTON = '<span class=button>Add to basket</span>';

export function product(given: Product = {}): string {
  const {
    title = '<h1>Storm lantern, brass</h1>',
    price = '<span class=price>$129.00</span>',
    stars = STARS,
  } = given;
  const {
    picture = photo(3),
    button = BUTTON,
    stock = '<span class=dot></span> In stock, sent today',
  } = given;
  const teaser =
    '<section><h2>Also bought</h2><p>Wicks of cotton, lamp oil, and a hook of iron for the wall.</p></section>';
  return page(
    `<div class=row><div>${picture}</div><div>${title}${stars}<p>${price} ${given.beside ?? ''}</p><p>${stock}</p><p>${button}</p>
      <small>Free delivery from $50. Thirty days to return it.</small></div></div><h2>Description</h2>${text(0, 5)}${given.more ?? teaser}${text(2, 4)}${given.after ?? ''}`,
    given,
  );
}

export interface Offers extends Frame {
  readonly order?: readonly number[];
  readonly above?: string;
}

const NAMES = [
  'Rowing boat',
  'Canoe',
  'Dinghy',
  'Skiff',
  'Kayak',
  'Raft',
  'Punt',
  'Sloop',
  'Ketch',
  'Yawl',
  'Cutter',
];

export function offer(index: number, mark = ''): string {
  const price = 40 + ((index * 37) % 160);
  return `<div class="card link" ${mark}>${photo(index + 20, '')}<b>${NAMES[index]}</b><br><small>for ${2 + (index % 5)} persons</small><br><b>$${price}.00</b> a day</div>`;
}

export function offers(
  { order = [0, 1, 2, 3, 4, 5, 6, 7, 8], above = '', ...frame }: Offers = {},
  marked: readonly number[] = [],
): string {
  const cards = order.map((index) => offer(index, marked.includes(index) ? 'data-truth=box' : ''));
  return page(`<h1>Boats for hire</h1>${above}${text(3, 2)}<div class=grid>${cards.join('')}</div>`, frame);
}

export interface Article extends Frame {
  readonly date?: string;
  readonly inserted?: string;
  readonly second?: string;
  readonly aside?: string;
  readonly lead?: string;
}

const ASIDE = `<h2 style="margin-top:0">Tides</h2><table><tr><td>Mon<td>06:12<td>1.8 m<tr><td>Tue<td>06:58<td>1.9 m<tr><td>Wed<td>07:41<td>2.1 m<tr><td>Thu<td>08:20<td>2.0 m</table>${text(4, 4)}`;

export function article({
  date = '3 May 2026',
  inserted = '',
  second = text(1, 4),
  aside = ASIDE,
  lead = '',
  ...frame
}: Article = {}): string {
  return page(
    `<div class=row><div style="flex:1"><h1>A new pier for the island ferry</h1><small>${date}</small>${lead}${text(0, 4)}${inserted}${second}<h2>What it costs</h2>${text(2, 5)}${text(5, 4)}
      <h2>Who decides</h2>${text(3, 6)}</div><aside>${aside}</aside></div>`,
    frame,
  );
}

export interface Plans extends Frame {
  readonly cell?: string;
  readonly mark?: string;
  readonly inserted?: string;
}

export function plans({ cell = '$14', mark = '✓', inserted = '', ...frame }: Plans = {}): string {
  const row = (name: string, ...cells: string[]): string =>
    `<tr><td>${name}${cells.map((one) => `<td>${one}`).join('')}`;
  return page(
    `<h1>Berths by the month</h1>${text(1, 2)}<table><tr><th>What you get<th>Small<th>Medium<th>Large${row('Price', '$9', cell, '$29')}${row('Length', '6 m', '9 m', '14 m')}
      ${row('Water', '✓', '✓', '✓')}${row('Electricity', '–', mark, '✓')}${inserted}${row('Winter storage', '–', '–', '✓')}${row('Guests', '1', '3', 'any number')}${row('Crane', '$40', '$40', 'free')}</table>${text(4, 3)}`,
    frame,
  );
}

export interface Figures extends Frame {
  readonly values?: readonly number[];
  readonly done?: number;
  readonly line?: string;
}

const VALUES = [40, 62, 55, 80, 74, 90, 84, 110, 96, 120, 131, 128];

export function figures({ values = VALUES, done = 40, line = '', ...frame }: Figures = {}): string {
  const points = values.map((value, at) => `${20 + at * 60},${180 - value}`).join(' ');
  const grid = [30, 80, 130, 180].map((y) => `<path d="M10 ${y}H700" stroke="#d9e2ec"/>`).join('');
  return page(
    `<h1>Passengers of the ferry</h1>${text(2, 2)}<svg width=720 height=200>${grid}<polyline ${line} points="${points}" fill=none stroke=#2563eb stroke-width=3 /></svg>
      <h2>The new pier</h2><div style="width:600px;height:18px;border-radius:9px;background:#d9e2ec"><div ${line === '' ? '' : ''} class=done style="width:${done}%;height:18px;border-radius:9px;background:#2f9e44"></div></div><p>${text(0, 2)}</p>`,
    frame,
  );
}
