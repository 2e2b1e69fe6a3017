// The shell of every page of the lamps, and the script that fills it: a lamp with its price, or a list that grows as it is scrolled,
// and a banner that asks about cookies until it is answered.
import { html, trusted } from '../html.ts';
import { STYLE_SHEET } from '../style-sheet.ts';

const STYLE = `
.lamps { list-style: none; padding: 0; }
.lamps li { min-height: 9rem; border-bottom: 1px solid var(--line); }
.banner { position: fixed; inset: auto 0 0 0; background: #fff; border-top: 2px solid var(--leaf); padding: 1rem 2rem; }
`;

const SCRIPT = `
const app = document.querySelector('#app');
const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

function add(parent, tag, text, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

async function load(name) {
  const answer = await fetch('/app/data/' + name);
  if (!answer.ok) throw new Error(name + ' answered ' + answer.status);
  return answer.json();
}

async function showLamp(id) {
  const lamp = await load(id + '.json');
  document.title = lamp.name + ' – Larch & Lantern';
  const article = add(app, 'article', undefined, { class: 'text' });
  add(article, 'h1', lamp.name);
  add(article, 'p', 'by ' + lamp.maker, { class: 'meta' });
  add(article, 'p', money.format(lamp.cents / 100), { class: 'price' });
  add(article, 'p', 'In stock', { class: 'stock in' });
  add(article, 'button', 'Add to cart', { type: 'button' });
  add(article, 'p', lamp.words);
  add(article, 'p', 'Material: ' + lamp.material);
  add(app, 'a', 'All lamps', { href: '/app' });
}

async function showList() {
  document.title = 'Lamps – Larch & Lantern';
  add(app, 'h1', 'Lamps');
  const list = add(app, 'ul', undefined, { class: 'lamps' });
  const end = add(app, 'p', 'More lamps are on their way …');
  let next = 0;
  let isLoading = false;
  async function grow() {
    if (isLoading || next === null) return;
    isLoading = true;
    const part = await load('lamps?from=' + next);
    for (const lamp of part.lamps) {
      const item = add(list, 'li');
      add(add(item, 'h2'), 'a', lamp.name, { href: lamp.path });
      add(item, 'p', 'by ' + lamp.maker, { class: 'meta' });
      add(item, 'p', money.format(lamp.cents / 100), { class: 'price' });
    }
    next = part.next;
    isLoading = false;
    if (next === null) end.textContent = 'These were all of them.';
    // On a tall screen the end may still be in sight; watched anew, it says so again.
    observer.unobserve(end);
    observer.observe(end);
  }
  const observer = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) void grow();
  });
  observer.observe(end);
}

function askAboutCookies() {
  if (localStorage.getItem('cookies') !== null) return;
  const banner = add(document.body, 'div', undefined, { class: 'banner', role: 'dialog', 'aria-label': 'Cookies' });
  add(banner, 'p', 'We use cookies to count our visitors. You can say no; the lamps are the same.');
  for (const answer of ['Accept all', 'Reject all'])
    add(banner, 'button', answer, { type: 'button' }).addEventListener('click', () => {
      localStorage.setItem('cookies', answer);
      banner.remove();
    });
}

askAboutCookies();
const id = location.pathname.split('/')[2];
void (id === undefined ? showList() : showLamp(id));
`;

export function renderLampShell(): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Larch &amp; Lantern</title>
<style>${trusted(STYLE_SHEET + STYLE)}</style>
</head>
<body>
<main id="app"></main>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup;
}
