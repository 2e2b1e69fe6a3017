// Pages that are no content: challenges, blocks, logins, consent, errors, soft 404s, empty and script-only pages.
import type { FeatureReader } from './feature-reader.ts';
import type { PageClass, PageSubtype } from './page-type.ts';
import type { UrlShape } from './url-shape.ts';

/** An application's shell may hold a word or two before its scripts run. */
const SHELL_CHARS = 40;
const THIN_CHARS = 300;

function wall(subtype: PageSubtype, score: number, reason: string): PageClass {
  return { type: 'other', subtype, score, reasons: [reason], wall: true };
}

function isThin(features: FeatureReader): boolean {
  return features.number('textChars') < 1_500 && features.number('productNodes') === 0;
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

/** The wall this page is, or undefined when it is content. */
export function pageWall(features: FeatureReader, url: UrlShape): PageClass | undefined {
  const thin = isThin(features);
  if (features.flag('saysCaptcha') && thin)
    return wall('captcha', 0.95, 'a small page that asks to prove you are human');
  if (features.flag('saysBlocked') && thin) return wall('blocked', 0.9, 'a small page that denies access');
  if (
    features.flag('saysNotFound') &&
    (thin || features.number('bodyChars') < 400) &&
    !features.flag('productOffer')
  ) {
    return wall('soft-404', 0.85, 'title or heading says the page was not found');
  }
  if (features.flag('saysError') && thin && features.number('listingLinks') < 5)
    return wall('error', 0.85, 'a small page that reports an error');
  if (features.number('passwords') > 0 && (features.flag('saysLogin') || (thin && url.otherHint))) {
    return wall('login', 0.85, 'a password field under a heading that asks to log in');
  }
  const sells = features.flag('productOffer') && features.number('cartActions') > 0;
  if (
    features.flag('saysConsent') &&
    features.number('mainChars') < 600 &&
    features.number('links') < 25 &&
    !sells
  ) {
    return wall('consent', 0.75, 'nothing but a question for consent');
  }
  return emptyPage(features);
}
