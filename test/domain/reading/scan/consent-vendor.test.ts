// Dialogs of the vendors of consent are no part of a version; a page that does nothing but ask keeps its question.
import { describe, expect, it } from 'vitest';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';

function textsOf(body: string): string[] {
  const text = `<html lang="en"><head><title>The mill</title></head><body>${body}</body></html>`;
  const { blocks } = readVersion(
    { text, contentType: 'text/html', url: 'https://mill.test/' },
    { fields: NO_FIELDS, watched: null },
  );
  return blocks.map((block) => block.text);
}

const ASKS =
  '<div><h2>We value your privacy</h2><p>We and our 842 partners store information.</p><button>Accept</button></div>';

describe('a dialog is left out', () => {
  it.each([
    [
      'OneTrust',
      '<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="dialog">',
      '</div></div>',
    ],
    ['Cookiebot', '<div id="CybotCookiebotDialog" class="CybotEdge">', '</div>'],
    ['Didomi', '<div id="didomi-host"><div class="didomi-popup-container">', '</div></div>'],
    ['Usercentrics', '<div id="usercentrics-root">', '</div>'],
    ['Quantcast', '<div id="qc-cmp2-container"><div class="qc-cmp2-main">', '</div></div>'],
    ['TrustArc', '<div id="truste-consent-track">', '</div>'],
    ['Sourcepoint', '<div id="sp_message_container_812345">', '</div>'],
    ['Osano', '<div role="dialog" class="osano-cm-window__dialog osano-cm-dialog">', '</div>'],
    ['Cookie Consent', '<div role="dialog" class="cc-window cc-banner cc-type-info">', '</div>'],
    ['Iubenda', '<div id="iubenda-cs-banner">', '</div>'],
    ['CookieYes', '<div class="cky-consent-container cky-box-bottom-left">', '</div>'],
    ['Borlabs', '<div id="BorlabsCookieBox" class="BorlabsCookie">', '</div>'],
    ['Complianz', '<div id="cmplz-cookiebanner-container">', '</div>'],
    ['Moove', '<aside id="moove_gdpr_cookie_info_bar" class="moove-gdpr-info-bar-hidden">', '</aside>'],
    ['consentmanager', '<div id="cmpbox">', '</div>'],
    ['Google', '<div class="fc-consent-root">', '</div>'],
    ['HubSpot', '<div id="hs-eu-cookie-confirmation">', '</div>'],
  ])('of %s, before the text and behind it', (_vendor, open, close) => {
    const main = `<main><h1>The mill</h1><p>${PROSE}</p></main>`;
    for (const body of [`${open}${ASKS}${close}${main}`, `${main}${open}${ASKS}${close}`])
      expect(textsOf(body)).toEqual(['The mill', PROSE.trim()]);
  });
});

describe('what only sounds like one stays', () => {
  it.each([
    ['a shop of cookies', '<div class="cookie-box"><p>Oat cookies, 12 pieces</p></div>'],
    ['an article about a vendor', '<div class="post-onetrust-review"><p>We tried it for a year</p></div>'],
    ['a card number', '<div id="cc-number"><p>Card number</p></div>'],
  ])('%s', (_what, html) => {
    expect(textsOf(`<div><h1>The mill</h1><p>${PROSE}</p>${html}</div>`)).toHaveLength(3);
  });

  it('a page that does nothing but ask', () => {
    expect(textsOf(`<div id="onetrust-banner-sdk">${ASKS}</div>`)).toEqual([
      'We value your privacy',
      'We and our 842 partners store information.',
      'Accept',
    ]);
  });
});
