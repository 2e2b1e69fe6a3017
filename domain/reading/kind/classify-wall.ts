// Pages that are no content: challenges, blocks, logins, consent, errors, soft 404s, empty and script-only pages.
import type { DocumentFeatures, WebPageFeatures } from '../page/page-features.ts';
import type { PageClass, PageSubtype } from '../page/page-type.ts';
import type { UrlShape } from './url-shape.ts';

/** An application's shell may hold a word or two before its scripts run. */
const SHELL_CHARS = 40;
const THIN_CHARS = 300;
/** The name of a wall alone ("Access denied") makes a wall only if the main part of the page has less text. */
const BARE_CHARS = 400;
const SMALL_CHARS = 1_500;

function wall(subtype: PageSubtype, score: number, reason: string): PageClass {
  return { type: 'other', subtype, score, reasons: [reason], wall: true };
}

function isSmall(features: WebPageFeatures): boolean {
  return features.textChars < SMALL_CHARS && features.productNodes === 0;
}

/** Whether the page offers something of its own: goods, a dated or signed text, code, a form to write in. */
function hasContent(features: WebPageFeatures): boolean {
  const sells = features.productOffer || (features.cartActions > 0 && features.bestVisiblePrice >= 0.3);
  const reads =
    (features.ldArticle || features.statesDate || features.statesAuthor) && features.bodyChars > 150;
  const asks = features.mainInputs >= 2 && features.mainPasswords === 0;
  return sells || reads || asks || features.showsCode === true;
}

/** Whether a small page says that it is a wall: in a sentence, or by its name alone on a page with hardly more text. */
function tells(features: WebPageFeatures, kind: 'wallCaptcha' | 'wallBlocked' | 'wallError'): boolean {
  const sign = features[kind] ?? '';
  if (sign === '' || !isSmall(features) || hasContent(features)) return false;
  return sign === 'says' || features.mainChars < BARE_CHARS || (sign === 'both' && features.links < 20);
}

function isChallenge(features: WebPageFeatures): boolean {
  if (tells(features, 'wallCaptcha')) return true;
  if (hasContent(features) || features.textChars >= 600) return false;
  if (features.challengeMarks > 0) return features.bodyChars < BARE_CHARS;
  // Contact and comment forms have a captcha too. A challenge has nothing else to fill in or to read.
  const bare = features.bodyChars < THIN_CHARS && features.links < 15;
  return features.captchaMarks > 0 && features.mainInputs === 0 && bare;
}

function isLost(features: WebPageFeatures, url: UrlShape): boolean {
  const sign = features.wallNotFound ?? '';
  if (sign === '' || features.productOffer || features.showsCode === true) return false;
  const body = features.bodyChars;
  // A search that found nothing is content, no wall.
  if (sign === 'names' && url.isSearch) return false;
  return isSmall(features) || body < BARE_CHARS || (sign === 'both' && body < 2 * SMALL_CHARS);
}

function isLogin(features: WebPageFeatures, url: UrlShape): boolean {
  if (features.passwords === 0 || hasContent(features)) return false;
  if (features.asksLogin === true || url.loginHint) return true;
  if (features.mainPasswords === 0 || !isSmall(features)) return false;
  // Works in any language: the page asks for a password and has no sentence to read.
  const bare = features.textChars < 2 * THIN_CHARS && features.longestBlock < 80;
  return bare && features.mainInputs <= 4;
}

function asksConsent(features: WebPageFeatures): boolean {
  if (features.links >= 25 || hasContent(features)) return false;
  const most = features.asksConsent === true ? 3_000 : 600;
  return (features.asksConsent === true || features.saysConsent === true) && features.mainChars < most;
}

function emptyPage(features: WebPageFeatures): PageClass | undefined {
  const chars = features.textChars;
  const scripted = features.scriptChars > 500 || features.scripts >= 3;
  if (features.saysScript === true && chars < THIN_CHARS) {
    return wall('needs-javascript', 0.9, 'hardly any text, and the page asks for JavaScript');
  }
  const shows = features.images >= 3 || features.inputs > 0 || features.headings > 0;
  if (shows || features.productFacts || features.ldArticle) return undefined;
  if (scripted && chars < SHELL_CHARS)
    return wall('needs-javascript', 0.8, 'hardly any readable text, only scripts');
  // A page may say just "5"; it is empty only if it says nothing at all.
  if (chars === 0) return wall('empty', 0.9, 'no readable text');
  return undefined;
}

/** A document that is no web page has no walls. It is kept as it is, unless it is empty. */
export function documentClass({ format, blocks }: DocumentFeatures): PageClass {
  if (blocks === 0) return wall('empty', 0.99, 'the answer holds no text');
  const reasons = [`a document of ${FORMAT_NAMES[format]}, kept as it is`];
  return { type: 'other', score: 0.99, reasons, wall: false };
}

const FORMAT_NAMES = { text: 'plain text', json: 'JSON', xml: 'XML' } as const;

/** The wall this page is, or undefined when it is content. */
export function pageWall(features: WebPageFeatures, url: UrlShape): PageClass | undefined {
  if (isChallenge(features)) return wall('captcha', 0.95, 'a small page that asks to prove you are human');
  if (tells(features, 'wallBlocked')) return wall('blocked', 0.9, 'a small page that denies access');
  if (features.isParked === true && isSmall(features))
    return wall('error', 0.85, 'a page that servers and registrars show in place of a site');
  if (isLost(features, url)) return wall('soft-404', 0.85, 'title or heading says the page was not found');
  if (tells(features, 'wallError') && features.listingLinks < 5)
    return wall('error', 0.85, 'a small page that reports an error');
  if (isLogin(features, url)) return wall('login', 0.85, 'a password field, and hardly more than a login');
  if (asksConsent(features)) return wall('consent', 0.75, 'nothing but a question for consent or age');
  return emptyPage(features);
}
