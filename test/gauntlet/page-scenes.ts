// Whole pages around one thing that differs: boxes that rotate, banners, text cut into other blocks; and news beside them.
import { ADS } from './timeline.ts';

export const pageWith = (x: string): string =>
  `<!doctype html><html lang="en"><body><header><a href="/">Home</a><a href="/b">Blog</a></header><main><h1>A page about things</h1><p>The first paragraph explains what this page is about, in a sentence of a good length.</p>${x}<p>The last paragraph says how to reach us, and that we answer within two days at the latest.</p></main><footer><p>Imprint and contact</p></footer></body></html>`;
export const listed = (list: string[], tag = 'li'): string =>
  list.map((t) => `<${tag}>${t}</${tag}>`).join('');
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const pick = (all: string[], turn: number, n: number): string[] =>
  upTo(n)
    .map((i) => all[(turn * 7 + i * ((turn % 5) + 1)) % all.length] ?? '')
    .filter((x, i, l) => l.indexOf(x) === i);
export const NAMES =
  'Candle Basket Ladder Bucket Lantern Broom Kindling Doormat Trowel Spade Kettle Teapot Jug Platter Saucer Napkin Cushion Blanket Pillow Curtain Shelf Hook Rail Knob'.split(
    ' ',
  );
const QUOTES = [
  '“Best shop I know.” Anna',
  '“They answered within an hour.” Ben',
  '“The oven still works.” Carla',
  '“Would buy again.” Dora',
  '“Fast and friendly.” Emil',
  '“Five stars.” Frank',
];
/** Different at every request; two looks teach what differs. */
export const RESTLESS: readonly (readonly [name: string, page: (turn: number) => string])[] = [
  ['rotating testimonial', (t) => pageWith(`<blockquote>${QUOTES[t % 6]}</blockquote>`)],
  [
    'rotating testimonial with author block',
    (t) =>
      pageWith(
        `<div class="t"><p>${QUOTES[t % 6]?.split('” ')[0]}</p><p>${QUOTES[t % 6]?.split('” ')[1]}</p></div>`,
      ),
  ],
  [
    'random related',
    (t) => pageWith(`<section><h2>Related</h2><ul>${listed(pick(NAMES, t, 4))}</ul></section>`),
  ],
  [
    'random related with prices',
    (t) =>
      pageWith(
        `<section><h2>Related</h2><ul>${listed(pick(NAMES, t, 4).map((n) => `<a href="/${n}">${n}</a> <b>€${n.length * 3}.00</b>`))}</ul></section>`,
      ),
  ],
  [
    'random related cards with price blocks',
    (t) =>
      pageWith(
        `<section><h2>Related</h2>${listed(
          pick(NAMES, t, 4).map((n) => `<h3>${n}</h3><div>€${n.length * 3}.00</div><div>In stock</div>`),
          'article',
        )}</section>`,
      ),
  ],
  [
    'tag cloud',
    (t) =>
      pageWith(`<div class="tags">${listed([...NAMES.slice(t % 11), ...NAMES.slice(0, t % 11)], 'a')}</div>`),
  ],
  [
    'tag cloud of items',
    (t) => pageWith(`<ul class="tags">${listed([...NAMES.slice(t % 11), ...NAMES.slice(0, t % 11)])}</ul>`),
  ],
  ['rotating ad', (t) => pageWith(`<aside>${ADS[t % 6]}</aside>`)],
  ['ad sometimes missing', (t) => pageWith(t % 3 === 0 ? '' : `<aside>${ADS[t % 6]}</aside>`)],
  [
    'random headline a/b',
    (t) => pageWith(`<h2>${t % 2 === 0 ? 'Save now on everything' : 'Everything for less'}</h2>`),
  ],
  [
    'lazy placeholder',
    (t) => pageWith(t % 2 === 0 ? '<div id="x">Loading…</div>' : '<div id="x">Loading...</div>'),
  ],
  ['captcha question', (t) => pageWith(`<label>What is ${t + 2} + ${t + 5}?</label>`)],
  [
    'ticker',
    (t) =>
      pageWith(
        `<div class="ticker"><span>DAX ${18000 + t * 13}.${10 + t}</span> <span>+0.${t + 1} %</span></div>`,
      ),
  ],
  [
    'quote of the day random',
    (t) =>
      pageWith(
        `<p class="quote">${['Know thyself.', 'All is flux.', 'Less is more.', 'Stay curious.', 'Carpe diem.'][t % 5]}</p>`,
      ),
  ],
  [
    'reordered list',
    (t) =>
      pageWith(
        `<ul>${listed([...NAMES].sort((a, b) => ((a.length * 31 + a.charCodeAt(0) * (t + 1)) % 17) - ((b.length * 31 + b.charCodeAt(0) * (t + 1)) % 17)))}</ul>`,
      ),
  ],
  [
    'random token in text',
    (t) => pageWith(`<p>Reference ${(((t + 1) * 2654435761) % 4294967296).toString(36)}x${t}q</p>`),
  ],
  [
    'who is online',
    (t) =>
      pageWith(
        `<p>Who is online</p><p>In total there are ${12 + t} users online :: 3 registered, 0 hidden and ${9 + t} guests</p>`,
      ),
  ],
  [
    'random avatars/usernames online',
    (t) => pageWith(`<div>Online now: ${pick(NAMES, t, 5).join(', ')}</div>`),
  ],
];
/** Different once, without anything new. */
export const SAME: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'paragraph split',
    pageWith('<p>One sentence here. Another sentence there.</p>'),
    pageWith('<p>One sentence here.</p><p>Another sentence there.</p>'),
  ],
  ['paragraph merged', pageWith('<p>Size</p><p>12 cm</p>'), pageWith('<p>Size 12 cm</p>')],
  [
    'br to p',
    pageWith('<div>Line one<br>Line two<br>Line three</div>'),
    pageWith('<div><p>Line one</p><p>Line two</p><p>Line three</p></div>'),
  ],
  [
    'table to list',
    pageWith('<table><tr><td>Width</td><td>12</td></tr></table>'),
    pageWith('<dl><dt>Width</dt><dd>12</dd></dl>'),
  ],
  ['heading level', pageWith('<h2>Part</h2><p>Text of it</p>'), pageWith('<h3>Part</h3><p>Text of it</p>')],
  ['dashes', pageWith('<p>Open 9:00 - 17:00</p>'), pageWith('<p>Open 9:00 – 17:00</p>')],
  ['quotes', pageWith('<p>The "best" shop\'s</p>'), pageWith('<p>The “best” shop’s</p>')],
  [
    'consent de',
    pageWith(''),
    pageWith(
      '<div><h3>Wir verwenden Cookies</h3><p>Wir nutzen Cookies, um Inhalte zu personalisieren und die Zugriffe auf unsere Website zu analysieren.</p><button>Alle akzeptieren</button><button>Nur notwendige</button><button>Einstellungen</button></div>',
    ),
  ],
  [
    'consent en big',
    pageWith(''),
    pageWith(
      '<div id="onetrust"><h2>Your privacy matters</h2><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data. You may accept or manage your choices.</p><button>Accept all</button><button>Reject all</button><button>Manage options</button><a>Cookie policy</a></div>',
    ),
  ],
  [
    'consent fr',
    pageWith(''),
    pageWith(
      '<div><p>Nous utilisons des cookies pour améliorer votre expérience.</p><button>Tout accepter</button><button>Tout refuser</button><button>Personnaliser</button></div>',
    ),
  ],
  [
    'consent es',
    pageWith(''),
    pageWith(
      '<div><p>Utilizamos cookies propias y de terceros para mejorar nuestros servicios.</p><button>Aceptar todas</button><button>Rechazar</button><button>Configurar</button></div>',
    ),
  ],
  [
    'consent it',
    pageWith(''),
    pageWith(
      '<div><p>Questo sito utilizza i cookie per migliorare la tua esperienza.</p><button>Accetta tutti</button><button>Rifiuta</button></div>',
    ),
  ],
  [
    'consent nl',
    pageWith(''),
    pageWith(
      '<div><p>Wij gebruiken cookies om uw ervaring te verbeteren.</p><button>Alles accepteren</button><button>Weigeren</button></div>',
    ),
  ],
  [
    'consent pl',
    pageWith(''),
    pageWith(
      '<div><p>Ta strona używa plików cookie w celu świadczenia usług.</p><button>Akceptuję wszystkie</button><button>Odrzuć</button></div>',
    ),
  ],
  [
    'consent sv',
    pageWith(''),
    pageWith(
      '<div><p>Vi använder cookies för att förbättra din upplevelse.</p><button>Acceptera alla</button><button>Neka</button></div>',
    ),
  ],
  [
    'consent pt',
    pageWith(''),
    pageWith(
      '<div><p>Usamos cookies para melhorar a sua experiência.</p><button>Aceitar todos</button><button>Rejeitar</button></div>',
    ),
  ],
  [
    'consent ru',
    pageWith(''),
    pageWith(
      '<div><p>Мы используем файлы cookie, чтобы улучшить работу сайта.</p><button>Принять все</button></div>',
    ),
  ],
  [
    'consent ja',
    pageWith(''),
    pageWith('<div><p>当サイトではCookieを使用しています。</p><button>同意する</button></div>'),
  ],
  [
    'banner gone',
    pageWith('<div><p>We use cookies to give you the best experience.</p><button>Got it!</button></div>'),
    pageWith(''),
  ],
  [
    'js notice',
    pageWith(''),
    pageWith('<p>JavaScript is disabled in your browser. Please enable JavaScript to use all features.</p>'),
  ],
  [
    'wrapper added',
    pageWith('<p>One</p><p>Two words</p>'),
    pageWith('<div><div><p>One</p></div></div><section><p>Two words</p></section>'),
  ],
  ['bold added', pageWith('<p>This is important news</p>'), pageWith('<p>This is <b>important</b> news</p>')],
  ['zero width', pageWith('<p>superlongword</p>'), pageWith('<p>super\u200blong\u00adword</p>')],
  [
    'date of look',
    pageWith('<p>Berlin, Tuesday 24 November 2026</p>'),
    pageWith('<p>Berlin, Wednesday 25 November 2026</p>'),
  ],
];
