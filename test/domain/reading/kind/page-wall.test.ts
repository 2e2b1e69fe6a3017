import { describe, expect, test } from 'vitest';
import { inspectPageType } from '../../../../cli/inspect/explain/inspect-page-type.ts';

function look(title: string, body: string) {
  const html = `<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;
  return inspectPageType({ html, url: 'http://site.example/page' });
}

const manual =
  '<p>Returns the column number for the column with the given name. The caller should test the result for equality.</p><p>The result is the number of the column, or an error code if the named column was not found. The registry of relations may answer in the same way, and error 404 of the gateway is handed on.</p>';

test.each([
  ['a manual that tells of a column that was not found', 'SPI_fnumber', manual],
  [
    'a list of messages about what does not exist',
    'Authentication problems',
    `${manual}<pre>user "andym" does not exist</pre>`,
  ],
])('%s is a page like others', (_, title, body) => {
  expect(look(title, body).wall).toBe(false);
});

test.each([
  ['a heading that says so', 'Not found', `${manual}`],
  ['a sentence about the page', 'Harbour shop', `${manual}<p>The page you requested does not exist.</p>`],
  ['hardly anything but the words', 'Harbour shop', '<p>Sorry, not found.</p>'],
])('%s makes a page that was not found', (_, title, body) => {
  expect(look(title, body)).toMatchObject({ wall: true, subtype: 'soft-404' });
});

/** Kind, title, text; the page is small and stands at the address of a product. */
const WALLS: readonly (readonly [kind: string, title: string, text: string])[] = [
  ['soft-404', 'Seite nicht gefunden', 'Die angeforderte Seite existiert nicht.'],
  ['soft-404', 'Page introuvable', 'La page demandée n’existe pas.'],
  ['soft-404', 'Página no encontrada', 'Lo sentimos.'],
  ['soft-404', 'Pagina non trovata', 'Torna alla home'],
  ['soft-404', 'Strona nie istnieje', 'Nie znaleziono strony.'],
  ['soft-404', 'ページが見つかりません', 'お探しのページは'],
  ['soft-404', '页面不存在', '您访问的页面不存在'],
  ['soft-404', 'Страница не найдена', 'Ошибка 404'],
  ['soft-404', 'Sayfa bulunamadı', ''],
  ['soft-404', '페이지를 찾을 수 없습니다', ''],
  ['soft-404', 'Artikel nicht mehr verfügbar', 'Dieses Produkt wurde nicht gefunden'],
  ['soft-404', 'This product is no longer available', 'The product you are looking for does not exist.'],
  ['captcha', 'Sicherheitsprüfung', 'Bitte bestätigen Sie, dass Sie kein Roboter sind.'],
  ['captcha', 'Un momento…', 'Verifica que eres un ser humano'],
  ['captcha', 'Un instant…', 'Vérification de sécurité en cours. Vérifiez que vous êtes humain'],
  ['captcha', 'Robot Check', 'Enter the characters you see below'],
  ['captcha', 'Проверка', 'Подтвердите, что вы не робот'],
  ['captcha', 'Attendi', 'Verifica di non essere un robot'],
  ['captcha', '安全验证', '请完成验证'],
  ['blocked', 'Zugriff verweigert', 'Sie haben keine Berechtigung'],
  ['blocked', 'Accès refusé', ''],
  ['blocked', 'Acceso denegado', 'No tiene permiso'],
  ['blocked', 'Accesso negato', ''],
  ['blocked', 'Доступ запрещён', ''],
  ['blocked', 'Attention Required! | Cloudflare', 'Sorry, you have been blocked'],
  ['blocked', 'アクセスが拒否されました', ''],
  ['blocked', '访问被拒绝', ''],
  ['error', '503 Service Temporarily Unavailable', ''],
  ['error', 'Wartungsarbeiten', 'Unser Shop wird gerade gewartet. Wir sind gleich wieder da.'],
  ['error', 'Site en maintenance', 'Nous serons bientôt de retour'],
  ['error', 'En mantenimiento', 'Volveremos pronto'],
  ['error', 'Etwas ist schiefgelaufen', 'Ein Fehler ist aufgetreten'],
  ['error', 'メンテナンス中', 'ただいまメンテナンス中です'],
  ['needs-javascript', 'Shop', 'Bitte aktivieren Sie JavaScript, um diese Seite zu nutzen.'],
  ['needs-javascript', 'Shop', 'Veuillez activer JavaScript pour continuer'],
  ['needs-javascript', 'Shop', 'Por favor, habilite JavaScript'],
  ['needs-javascript', 'Shop', 'Включите JavaScript'],
  ['needs-javascript', 'Shop', 'JavaScriptを有効にしてください'],
  ['consent', 'Bevor Sie fortfahren', 'Wir verwenden Cookies. Alle akzeptieren. Ablehnen.'],
  ['consent', 'Avant de continuer', 'Nous utilisons des cookies. Tout accepter'],
  ['consent', 'Antes de continuar', 'Utilizamos cookies. Aceptar todo'],
  ['consent', 'Voordat je verdergaat', 'Wij gebruiken cookies. Alles accepteren'],
  ['consent', 'Prima di continuare', 'Utilizziamo i cookie. Accetta tutto'],
];

describe('a wall is known in many languages', () => {
  test.each(WALLS)('is told to be %s by “%s”', (kind, title, text) => {
    const heading = kind === 'needs-javascript' ? '' : `<h1>${title}</h1>`;
    const html = `<html><head><title>${title}</title><script src="a.js"></script></head><body>${heading}<p>${text}</p></body></html>`;
    const verdict = inspectPageType({ html, url: 'https://shop.example/products/lamp' });
    expect(verdict).toMatchObject({ wall: true, subtype: kind });
  });

  test.each(WALLS)('an article that speaks of it is none: %s, %s', (_, title, text) => {
    const body = `<article><h1>On lamps</h1><p>${text}</p>${'<p>A lamp tells of light, and a long sentence tells of lamps, one after the other, all day.</p>'.repeat(30)}</article>`;
    const html = `<html><head><title>On lamps</title></head><body>${body}<p>${title}</p></body></html>`;
    expect(inspectPageType({ html, url: 'https://herald.example/on-lamps' }).wall).toBe(false);
  });
});

const NAV = Array.from({ length: 16 }, (_, at) => `<a href="/${at}">Shelf ${at}</a>`).join('');

/** Pages whose words are those of walls, and that are none. Address, title, what stands under the heading. */
const NO_WALLS: readonly (readonly [title: string, heading: string, body: string])[] = [
  ['404 Not Found T-Shirt', '404 Not Found T-Shirt', '<p>Fun.</p><b>$19.00</b><button>Add to cart</button>'],
  ['Peugeot 404 for sale', 'Peugeot 404 Cabriolet', '<p>Restored, red leather, new tyres.</p>'],
  ['Atlanta plumber – (404) 555-0123', 'Call (404) 555-0123', '<p>Leaks, drains and water heaters.</p>'],
  ['503 Main Street | Homes', '503 Main Street', '<p>A bright house near the park, three beds.</p>'],
  [
    'Just a Moment Lyrics – The Lamps',
    'Just a Moment',
    '<p>Just a moment of your time, that is all I ask.</p>',
  ],
  ['Wartungsarbeiten an Heizungen', 'Wartungsarbeiten an Heizung und Bad', '<p>Wir warten Ihre Heizung.</p>'],
  ['How to fix a 502 Bad Gateway error', 'How to fix a 502 Bad Gateway error', '<p>Restart the server.</p>'],
  ['Why must I verify that I am human?', 'Why must I verify you are human?', '<p>To keep accounts safe.</p>'],
  [
    'Contact us',
    'Contact us',
    '<form><input><input type="email"><textarea></textarea><i class="g-recaptcha"></i></form>',
  ],
  [
    'Shop to let, 35 m²',
    'Shop to let',
    '<p>Call after six.</p><form><textarea></textarea><input class="captcha"></form>',
  ],
  [
    'Chair',
    'Beech chair',
    '<b>€45.00</b><button>Add to cart</button><h2>Sign in</h2><input type="password">',
  ],
  [
    'Why do I get "Page not found"? - Forum',
    'Why do I get "Page not found" when I move a blog?',
    '<p>Save.</p>',
  ],
];

test.each(NO_WALLS)('%s is no wall', (title, heading, body) => {
  const html = `<title>${title}</title><body><nav>${NAV}</nav><main><h1>${heading}</h1>${body}</main></body>`;
  expect(inspectPageType({ html, url: 'https://site.example/page' }).wall).toBe(false);
});

const CARDS = Array.from(
  { length: 8 },
  (_, at) => `<li><a href="/p/${at}"><img src="/${at}.jpg"><h3>Lamp ${at}</h3></a><b>€ 20.00</b></li>`,
).join('');

/** Walls as they are answered, with what stands in them besides words. */
test.each([
  [
    'soft-404',
    'a lost page amid a shop',
    '404 – Shop',
    `<nav>${NAV}</nav><main><h1>Page not found</h1><ul>${CARDS}</ul></main>`,
  ],
  [
    'captcha',
    'a challenge that is only a script',
    'shop.example',
    '<script src="https://ct.captcha-delivery.com/c.js"></script><p>Wait</p>',
  ],
  ['captcha', 'a challenge in a frame', '', '<iframe src="/_Incapsula_Resource?a=1"></iframe>'],
  [
    'blocked',
    'a waiting room',
    'Tickets',
    '<h1>You are now in line</h1><p>Your estimated wait time is 12 minutes.</p>',
  ],
  [
    'error',
    'a server without a site',
    'Welcome to nginx!',
    '<h1>Welcome to nginx!</h1><p>Further configuration is required.</p>',
  ],
  [
    'error',
    'a parked address',
    'lamp.example',
    '<h1>lamp.example</h1><p>The domain lamp.example is for sale.</p>',
  ],
  [
    'login',
    'a login in a language without a phrase',
    'Portaal',
    '<h1>Portaal</h1><form><input><input type="password"></form>',
  ],
  [
    'consent',
    'a question of age',
    'Winery',
    '<h1>Are you over 18?</h1><button>Yes</button><button>No</button>',
  ],
])('a wall of the kind %s is known: %s', (subtype, _, title, body) => {
  const html = `<title>${title}</title><body>${body}</body>`;
  expect(inspectPageType({ html, url: 'https://site.example/page' })).toMatchObject({ wall: true, subtype });
});

describe('a banner that asks for consent', () => {
  const banner = '<div><p>We use cookies to improve this site.</p><button>Accept all</button></div>';
  const product = `<h1>Kettle</h1><p>Boils fast.</p><b>€ 45.00</b><button>Add to cart</button>`;

  test.each([
    ['over a short page', `${banner}<main><h1>Opening hours</h1><p>From nine to five.</p></main>`],
    ['within the frame of a short product page', `<div id="root">${banner}${product}</div>`],
  ])('%s does not make it a wall', (_, body) => {
    const data =
      '<script type="application/ld+json">{"@type":"Product","name":"Kettle","offers":{"price":"45.00","priceCurrency":"EUR"}}</script>';
    const html = `<html><head><title>Shop</title>${body.includes('Kettle') ? data : ''}</head><body>${body}</body></html>`;
    expect(inspectPageType({ html, url: 'https://shop.example/kettle' }).wall).toBe(false);
  });
});
