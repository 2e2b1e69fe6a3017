// Pages that are no content: challenges, blocks, logins, consent, errors, soft 404s, empty and script-only pages.
import type { FeatureReader } from './feature-reader.ts';
import type { PageClass, PageSubtype } from '../page/page-type.ts';
import type { UrlShape } from './url-shape.ts';

/** An application's shell may hold a word or two before its scripts run. */
const SHELL_CHARS = 40;
const THIN_CHARS = 300;
/** The words of a wall's name alone make a wall only where the page says hardly more. */
const BARE_CHARS = 400;
const SMALL_CHARS = 1_500;

function wall(subtype: PageSubtype, score: number, reason: string): PageClass {
  return { type: 'other', subtype, score, reasons: [reason], wall: true };
}

function isSmall(features: FeatureReader): boolean {
  return features.number('textChars') < SMALL_CHARS && features.number('productNodes') === 0;
}

/** The page offers something of its own: goods, a dated or signed text, code, a form to write in. */
function hasContent(features: FeatureReader): boolean {
  const sells =
    features.flag('productOffer') ||
    (features.number('cartActions') > 0 && features.number('bestVisiblePrice') >= 0.3);
  const reads =
    (features.flag('ldArticle') || features.flag('statesDate') || features.flag('statesAuthor')) &&
    features.number('bodyChars') > 150;
  const asks = features.number('mainInputs') >= 2 && features.number('mainPasswords') === 0;
  return sells || reads || asks || features.flag('showsCode');
}

/** A sentence of a small page, or a name on a bare one. */
function tells(features: FeatureReader, kind: 'wallCaptcha' | 'wallBlocked' | 'wallError'): boolean {
  const sign = features.text(kind);
  if (sign === '' || !isSmall(features) || hasContent(features)) return false;
  return (
    sign === 'says' ||
    features.number('mainChars') < BARE_CHARS ||
    (sign === 'both' && features.number('links') < 20)
  );
}

function isChallenge(features: FeatureReader): boolean {
  if (tells(features, 'wallCaptcha')) return true;
  if (hasContent(features) || features.number('textChars') >= 600) return false;
  if (features.number('challengeMarks') > 0) return features.number('bodyChars') < BARE_CHARS;
  // Forms of contact or comment carry a captcha too: a challenge has nothing else to fill in or to read.
  const bare = features.number('bodyChars') < THIN_CHARS && features.number('links') < 15;
  return features.number('captchaMarks') > 0 && features.number('mainInputs') === 0 && bare;
}

function isLost(features: FeatureReader, url: UrlShape): boolean {
  const sign = features.text('wallNotFound');
  if (sign === '' || features.flag('productOffer') || features.flag('showsCode')) return false;
  const body = features.number('bodyChars');
  // A search that found nothing is an answer.
  if (sign === 'names' && url.isSearch) return false;
  return isSmall(features) || body < BARE_CHARS || (sign === 'both' && body < 2 * SMALL_CHARS);
}

function isLogin(features: FeatureReader, url: UrlShape): boolean {
  if (features.number('passwords') === 0 || hasContent(features)) return false;
  if (features.flag('asksLogin') || url.loginHint) return true;
  if (features.number('mainPasswords') === 0 || !isSmall(features)) return false;
  // In any language: a password to give, and not a sentence to read.
  const bare = features.number('textChars') < 2 * THIN_CHARS && features.number('longestBlock') < 80;
  return bare && features.number('mainInputs') <= 4;
}

function asksConsent(features: FeatureReader): boolean {
  if (features.number('links') >= 25 || hasContent(features)) return false;
  const most = features.flag('asksConsent') ? 3_000 : 600;
  return (
    (features.flag('asksConsent') || features.flag('saysConsent')) && features.number('mainChars') < most
  );
}

function emptyPage(features: FeatureReader): PageClass | undefined {
  const chars = features.number('textChars');
  const scripted = features.number('scriptChars') > 500 || features.number('scripts') >= 3;
  if (features.flag('saysScript') && chars < THIN_CHARS) {
    return wall('needs-javascript', 0.9, 'hardly any text, and the page asks for JavaScript');
  }
  const shows =
    features.number('images') >= 3 || features.number('inputs') > 0 || features.number('headings') > 0;
  if (shows || features.flag('productFacts') || features.flag('ldArticle')) return undefined;
  if (scripted && chars < SHELL_CHARS)
    return wall('needs-javascript', 0.8, 'hardly any readable text, only scripts');
  // A page may well say just "OK": only one that says nothing at all is empty.
  if (chars < 2) return wall('empty', 0.9, 'no readable text');
  return undefined;
}

/** What is no web page has no walls: it is kept as it is, unless there is nothing to keep. */
export function documentClass(features: FeatureReader): PageClass | undefined {
  const format = features.text('format');
  if (format === '') return undefined;
  if (features.number('blocks') === 0) return wall('empty', 0.99, 'the answer holds no text');
  const reasons = [`a document of ${FORMAT_NAMES[format] ?? 'plain text'}, kept as it is`];
  return { type: 'other', score: 0.99, reasons, wall: false };
}

const FORMAT_NAMES: Readonly<Record<string, string>> = { json: 'JSON', xml: 'XML' };

/** The wall this page is, or undefined when it is content. */
export function pageWall(features: FeatureReader, url: UrlShape): PageClass | undefined {
  if (isChallenge(features)) return wall('captcha', 0.95, 'a small page that asks to prove you are human');
  if (tells(features, 'wallBlocked')) return wall('blocked', 0.9, 'a small page that denies access');
  if (features.flag('isParked') && isSmall(features))
    return wall('error', 0.85, 'a page that servers and registrars show in place of a site');
  if (isLost(features, url)) return wall('soft-404', 0.85, 'title or heading says the page was not found');
  if (tells(features, 'wallError') && features.number('listingLinks') < 5)
    return wall('error', 0.85, 'a small page that reports an error');
  if (isLogin(features, url)) return wall('login', 0.85, 'a password field, and hardly more than a login');
  if (asksConsent(features)) return wall('consent', 0.75, 'nothing but a question for consent or age');
  return emptyPage(features);
}
