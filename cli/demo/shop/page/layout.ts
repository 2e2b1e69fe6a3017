// The frame around every page of the shop: head, navigation, advertisement, footer.
import { type Markup, html, NOTHING, trusted } from '../html.ts';
import { type Noise, ADVERTISEMENTS } from '../noise.ts';
import { STYLE_SHEET } from '../style-sheet.ts';

const SHOP_NAME = 'Larch & Lantern';

export interface Frame {
  /** Base URL of the shop, without a slash at the end. */
  readonly origin: string;
  /** Absent on pages that are the same for every visitor; these can be cached and answer 304. */
  readonly noise?: Noise;
}

export interface PageContent {
  readonly title: string;
  readonly path: string;
  readonly description: string;
  readonly head?: Markup;
  readonly main: Markup;
}

function navigation(): Markup {
  return html`<header>
<a class="brand" href="/">${SHOP_NAME}</a>
<nav aria-label="Shop"><ul>
<li><a href="/kitchen">Kitchen</a></li>
<li><a href="/outdoor">Outdoor</a></li>
<li><a href="/journal">Journal</a></li>
<li><a href="/about">About us</a></li>
<li><a href="/contact">Contact</a></li>
<li><a href="/login">Sign in</a></li>
<li><a href="/cart">Cart</a></li>
</ul></nav>
</header>`;
}

function advertisement(noise: Noise): Markup {
  const line = ADVERTISEMENTS[noise.turn % ADVERTISEMENTS.length] ?? '';
  return html`<aside class="ad" aria-label="Advertisement">Advertisement: ${line}</aside>`;
}

function footer(noise: Noise | undefined): Markup {
  const live =
    noise === undefined
      ? NOTHING
      : html`<p>You are visitor number ${noise.visitors.toLocaleString('en-US')}. It is ${noise.clock} UTC in the shop.</p>
<form action="/newsletter" method="post">
<input type="hidden" name="csrf_token" value="${noise.token}">
<input type="hidden" name="session" value="${noise.sessionId}">
<label>News by e-mail <input type="email" name="email" placeholder="you@example.org"></label> <button>Subscribe</button>
</form>`;
  return html`<footer>
<p><a href="/delivery">Delivery times</a> · <a href="/workshop">Workshop report</a> · <a href="/spring-catalogue">Spring catalogue</a> · <a href="/search?q=kettle">Search</a></p>
${live}
<p>© 2025 ${SHOP_NAME}, a shop that exists only to be watched.</p>
</footer>`;
}

export function renderPage(frame: Frame, content: PageContent): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title} – ${SHOP_NAME}</title>
<meta name="description" content="${content.description}">
<link rel="canonical" href="${frame.origin}${content.path}">
<style>${trusted(STYLE_SHEET)}</style>
${content.head ?? NOTHING}
</head>
<body>
<p class="promise">Free delivery on orders over 150 € in the EU</p>
${navigation()}
<main>
${content.main}
${frame.noise === undefined ? NOTHING : advertisement(frame.noise)}
</main>
${footer(frame.noise)}
</body>
</html>
`;
  return page.markup;
}
