// By what a page is seen to know who asks for it, or to have forgotten it.
import type { FetchOutcome } from '../../web/fetch/fetcher.ts';
import { decodeText } from '../../web/fetch/charset.ts';
import { selectCss } from '../../reading/html/css.ts';
import { type HtmlTree, parseHtml, textOf } from '../../reading/html/html-tree.ts';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { asksForPassword } from './login-form.ts';
import { signsInOnPage } from './login.ts';
import type { FormLogin, LoginSettings } from './schema.ts';

/** A page is looked at no further for a text. */
const MAX_TEXT = 2_000_000;
const PASSWORD_FIELD = /type\s*=\s*["']?password/i;

type Fetched = Extract<FetchOutcome, { outcome: 'fetched' }>;

export function htmlOf({ body, contentType, charset }: Fetched): string | null {
  if (contentType !== '' && !/html|xml/.test(contentType)) return null;
  const type = charset === null ? contentType : `${contentType}; charset=${charset}`;
  return decodeText(body, type).text;
}

/** Whether what only those who are signed in see is there; null: the login names nothing of that kind. */
export function showsSign({ root }: Pick<HtmlTree, 'root'>, sign: FormLogin['signedIn']): boolean | null {
  const { selector, text } = sign ?? {};
  if (selector === undefined && text === undefined) return null;
  const isThere = selector === undefined || selectCss(root, selector).length > 0;
  const says = (): boolean =>
    text === undefined || foldSpace(textOf(root, MAX_TEXT)).includes(foldSpace(text));
  return isThere && says();
}

/**
 * Why the page was not sent to somebody who is signed in; null: it was, or nothing speaks against it. A redirect to the form, the
 * status 401, or a form for a password where the sign of the login is missing.
 */
export function lostBecause(settings: LoginSettings, asked: string, outcome: FetchOutcome): string | null {
  if (outcome.outcome === 'http-error' && outcome.status === 401) return 'the site answered with status 401';
  if (!signsInOnPage(settings)) return null;
  const form = pathOf(settings.url);
  const isForm = pathOf(asked) === form;
  const led = ledTo(outcome);
  if (!isForm && led !== null && pathOf(led) === form) return 'the site led to the form of the login';
  if (outcome.outcome !== 'fetched') return null;
  const html = htmlOf(outcome);
  if (html === null || !PASSWORD_FIELD.test(html)) return null;
  const tree = parseHtml(html);
  if (!asksForPassword(tree)) return null;
  const sign = showsSign(tree, settings.signedIn);
  // The page of the form itself has it, whoever looks.
  if (sign === true || (isForm && sign === null)) return null;
  return 'the page asks for a password';
}

const SIGNS_OUT =
  /(?:^|[^a-z])(?:log|sign)[-_]?(?:out|off)(?:[^a-z]|$)|abmelden|d[eé]connexion|cerrar[-_]?sesi[oó]n|wyloguj|uitloggen/i;

/** An address that would end the session: whoever follows all links of a site follows that one, too. */
export function signsOut(url: string): boolean {
  const { pathname, search } = new URL(url);
  return SIGNS_OUT.test(pathname + search);
}

function ledTo(outcome: FetchOutcome): string | null {
  if (outcome.outcome === 'moved-to') return outcome.url;
  return outcome.outcome === 'fetched' && outcome.redirects.length > 0 ? outcome.finalUrl : null;
}

function pathOf(address: string): string {
  const { host, pathname } = new URL(address);
  return host + pathname.replace(/\/+$/, '');
}
