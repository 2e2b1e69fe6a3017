// Dialogs that ask for consent, by the ids and classes that their vendors give them on every site. Their texts change by the
// vendor's hand (lists of partners, purposes, buttons) and are never what a page says.

/** Whole names of an id or a class, in lower case; source: the vendors' own embed codes and style guides. */
const NAMES = [
  'onetrust-(?:banner-sdk|consent-sdk|pc-sdk|group-container)|ot-sdk-(?:container|cookie-policy)', // OneTrust, Optanon
  'optanon-alert-box-wrapper|optanon-popup-wrapper',
  'cybotcookiebotdialog|cookiebotdialog|cybotcookiebot\\w*', // Cookiebot
  'didomi-(?:host|popup|notice|consent-popup)', // Didomi
  'usercentrics-(?:root|cmp-ui|button)|uc-(?:banner|overlay|main)[\\w-]*', // Usercentrics
  'qc-cmp2?-(?:container|ui|main|showing)', // Quantcast Choice
  'truste-consent-track|truste_(?:overlay|box_overlay|popframe)|trustarc-(?:banner|overlay)[\\w-]*', // TrustArc
  'sp_message_container_\\d+|sp_message_iframe_\\d+', // Sourcepoint
  'osano-cm-(?:window|dialog|info|widget)|cc-(?:window|banner|revoke)', // Osano, Cookie Consent
  'iubenda-cs-(?:banner|container)|iubenda-iframe', // Iubenda
  'cky-(?:consent-container|consent-bar|modal|overlay|btn-revisit-wrapper)|cookie-law-info-(?:bar|again)|cli-modal|cli-bar-container', // CookieYes
  'borlabscookiebox\\w*|borlabs-cookie(?:-\\w+)*', // Borlabs
  'cmplz-(?:cookiebanner|cookiebanner-container|manage-consent)', // Complianz
  'moove_gdpr_cookie_(?:info_bar|modal)\\w*|moove-gdpr-(?:info-bar|modal|consent)[\\w-]*', // Moove GDPR
  'cmpbox|cmpwrapper|cmplazypreviewiframe', // consentmanager
  'tarteaucitron(?:root|alertbig|alertsmall)?', // tarteaucitron
  'axeptio_(?:overlay|mount)\\w*|axeptio-widget', // Axeptio
  'cookiefirst-root|cookiefirst-[\\w-]+', // CookieFirst
  'termly-(?:code-snippet-support|styles)[\\w-]*|t-consentprompt', // Termly
  'klaro|cookie-modal-klaro', // Klaro
  'fc-consent-root|fc-dialog-container', // Google Funding Choices
  'ppms_cm_(?:popup|consent)[\\w-]*', // Piwik PRO
  'hs-eu-cookie-confirmation[\\w-]*', // HubSpot
  'shopify-pc__(?:banner|prefs)[\\w-]*|pandectes-(?:banner|preferences)[\\w-]*', // Shopify
  'evidon-(?:banner|prefdiag)[\\w-]*|_evidon(?:_banner|-banner)[\\w-]*', // Evidon
  'ketch-(?:banner|modal|consent)[\\w-]*|lanyard_root', // Ketch
  'cookie-notice|cookie-notice-container|cn-notice-text', // Cookie Notice for WordPress
  'ccc-(?:overlay|notify|module)|ccc', // Civic
];
const VENDOR = new RegExp(`(?:^|\\s)(?:${NAMES.join('|')})(?:$|\\s)`);
/** One of these stands in every name; most classes have none. */
const HINT =
  /onetrust|ot-sdk|optanon|cook|didomi|centrics|uc-|qc-cmp|trust|sp_message|osano|cc|iubenda|cky|cli-|borlabs|cmp|moove|tarteau|axeptio|consent|termly|klaro|fc-|ppms|pc__|pandectes|evidon|ketch|lanyard/;

/** `words`: class and id of an element, in lower case. */
export function isConsentVendor(words: string): boolean {
  return HINT.test(words) && VENDOR.test(words);
}
