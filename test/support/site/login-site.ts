// A site behind a login: a form with a token against forgery, a password, then a page that asks for a one-time code. Sessions are
// cookies that it can forget; a third wrong password would lock the account, as at many sites.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TOTP } from 'otpauth';
import { type Handler, type Site, startSite } from './site.ts';

export interface LoginSite {
  readonly site: Site;
  readonly user: string;
  readonly password: string;
  /** Base32. */
  readonly otp: string;
  /** Ends all sessions. */
  forget(): void;
  /** What the page behind the login says from now on. */
  say(text: string): void;
  /** Passwords that were sent, right ones and wrong ones. */
  passwords(): number;
  wrong(): number;
  signedIn(): number;
  /** Of all sessions that it has begun. */
  sessionIds(): readonly string[];
  close(): Promise<void>;
}

export interface LoginSiteOptions {
  /** A code is asked for after the password. */
  readonly withCode?: boolean;
  readonly host?: string;
  readonly port?: number;
}

const [USER, PASSWORD, OTP] = ['ada@shop.example', 'right & proper', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'];
const MAX_BODY = 10_000;
const APP_TOKEN = 'app-token-5521';

/** A form that scripts draw and send; what they get is kept in the browser. */
const APP = `<div id="app"></div><script>
const app = document.querySelector('#app');
app.innerHTML = '<input id="mail"><input id="secret" type="password"><input id="code"><button>Sign in</button><p id="said"></p>';
document.querySelector('button').onclick = async () => {
  const value = (id) => document.querySelector(id).value;
  const body = new URLSearchParams({ mail: value('#mail'), secret: value('#secret'), code: value('#code') });
  const answer = await fetch('/app/session', { method: 'POST', body });
  if (!answer.ok) return void (document.querySelector('#said').textContent = 'Wrong');
  localStorage.setItem('token', await answer.text());
  app.innerHTML = '<h1>Welcome</h1><a id="out">Sign out</a>';
};
</script>`;

const APP_PRICES = `<main><h1>Prices</h1><p id="price">Please sign in</p></main><script>
fetch('/app/data', { headers: { authorization: 'Bearer ' + localStorage.getItem('token') } })
  .then((answer) => (answer.ok ? answer.text() : 'Please sign in'))
  .then((text) => { document.querySelector('#price').textContent = text; });
</script>`;

export async function startLoginSite({
  withCode = false,
  ...where
}: LoginSiteOptions = {}): Promise<LoginSite> {
  const sessions = new Map<string, 'begun' | 'half' | 'in'>();
  const tokens = new Map<string, string>();
  const begun: string[] = [];
  let [text, passwords, wrong, signedIn] = ['12.00', 0, 0, 0];
  const totp = new TOTP({ secret: OTP });

  const sessionOf = ({ headers }: IncomingMessage): string =>
    /\bsid=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  const open = (response: ServerResponse, state: 'begun' | 'half' | 'in'): string => {
    const id = randomUUID();
    sessions.set(id, state);
    begun.push(id);
    response.setHeader('set-cookie', [`sid=${id}; Path=/; HttpOnly; SameSite=Lax`, 'theme=dark; Path=/']);
    return id;
  };
  const go = (response: ServerResponse, to: string): void =>
    void response.writeHead(302, { location: to }).end();
  const html = (response: ServerResponse, body: string, status = 200): void =>
    void response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Shop</title><body>${body}`);
  const form = (request: IncomingMessage, response: ServerResponse, fault = ''): void => {
    const known = sessionOf(request);
    const id = sessions.has(known) ? known : open(response, 'begun');
    tokens.set(id, randomUUID());
    html(
      response,
      `<h1>Sign in</h1><p>${fault}</p><form method="post" action="/login">
      <input type="hidden" name="csrf" value="${tokens.get(id)}"><label>Mail <input type="email" name="mail"></label>
      <label>Password <input type="password" name="secret"></label><button>Sign in</button></form>`,
    );
  };
  const login = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return form(request, response);
    const sent = await readForm(request);
    const id = sessionOf(request);
    if (id === '' || sent.get('csrf') !== tokens.get(id)) return html(response, 'Forged', 403);
    passwords += 1;
    if (sent.get('mail') !== USER || sent.get('secret') !== PASSWORD || wrong >= 3) {
      wrong += 1;
      return form(request, response, 'Mail or password are wrong.');
    }
    sessions.delete(id);
    open(response, withCode ? 'half' : 'in');
    if (!withCode) signedIn += 1;
    return go(response, withCode ? '/code' : '/prices');
  };
  const code = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const id = sessionOf(request);
    if (sessions.get(id) !== 'half') return go(response, '/login');
    const token = request.method === 'POST' ? ((await readForm(request)).get('code') ?? '') : '';
    if (token !== '' && totp.validate({ token, window: 1 }) !== null) {
      sessions.delete(id);
      open(response, 'in');
      signedIn += 1;
      return go(response, '/prices');
    }
    return html(
      response,
      '<form method="post"><label>Code <input name="code" inputmode="numeric"></label><button>Go</button></form>',
    );
  };
  const appSession = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await readForm(request);
    passwords += 1;
    const isRight = sent.get('mail') === USER && sent.get('secret') === PASSWORD;
    if (!isRight || totp.validate({ token: sent.get('code') ?? '', window: 1 }) === null) {
      wrong += 1;
      return void response.writeHead(401).end();
    }
    open(response, 'in');
    signedIn += 1;
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end(APP_TOKEN);
  };
  const behind =
    (body: () => string): Handler =>
    (request, response) => {
      if (sessions.get(sessionOf(request)) !== 'in') return go(response, `/login?next=${request.url ?? ''}`);
      return html(response, `<nav><a href="/logout">Sign out</a></nav><main>${body()}</main>`);
    };
  const prices = behind(
    () => `<h1>Kettle</h1><p>Our price for members is € ${text} with delivery to your door.</p>`,
  );
  const site = await startSite(
    {
      '/login': (request, response) => void login(request, response),
      '/code': (request, response) => void code(request, response),
      '/prices': prices,
      '/stock': behind(
        () => '<h1>Stock</h1><p>There are twelve kettles left in the warehouse by the sea.</p>',
      ),
      '/app': (_request, response) => html(response, APP),
      '/app/session': (request, response) => void appSession(request, response),
      '/app/prices': (_request, response) => html(response, APP_PRICES),
      '/app/data': (request, response) => {
        const isIn =
          request.headers.authorization === `Bearer ${APP_TOKEN}` &&
          sessions.get(sessionOf(request)) === 'in';
        response
          .writeHead(isIn ? 200 : 401, { 'content-type': 'text/plain' })
          .end(isIn ? `Members pay € ${text}` : '');
      },
      '/logout': (request, response) => {
        sessions.delete(sessionOf(request));
        go(response, '/login');
      },
      '/open': (_request, response) =>
        html(response, '<h1>Open</h1><p>Everybody may read this page of the shop.</p>'),
    },
    where,
  );
  return {
    site,
    user: USER,
    password: PASSWORD,
    otp: OTP,
    forget: () => sessions.clear(),
    say: (next) => {
      text = next;
    },
    passwords: () => passwords,
    wrong: () => wrong,
    signedIn: () => signedIn,
    sessionIds: () => begun,
    close: () => site.close(),
  };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_BODY) break;
  }
  return new URLSearchParams(body);
}
