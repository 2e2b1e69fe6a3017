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
/** Of class and id of an element, in lower case. */
export const CONSENT_VENDOR = new RegExp(`(?:^|\\s)(?:${NAMES.join('|')})(?:$|\\s)`);
/** One of these stands in every name; most classes have none. */
const HINT =
  /onetrust|ot-sdk|optanon|cook|didomi|centrics|uc-|qc-cmp|trust|sp_message|osano|cc|iubenda|cky|cli-|borlabs|cmp|moove|tarteau|axeptio|consent|termly|klaro|fc-|ppms|pc__|pandectes|evidon|ketch|lanyard/;

/** `words`: class and id of an element, in lower case. */
export function isConsentVendor(words: string): boolean {
  return HINT.test(words) && CONSENT_VENDOR.test(words);
}

/**
 * Buttons that decline, by the ids, classes and attributes that their vendors give them on every site; their words are the site's own.
 * Source: the vendors' own documents for developers, and the dialogs themselves.
 */
export const CONSENT_VENDOR_DECLINES: readonly string[] = [
  '#onetrust-reject-all-handler', // OneTrust
  '#CybotCookiebotDialogBodyButtonDecline, #CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll', // Cookiebot
  '#didomi-notice-disagree-button, .didomi-continue-without-agreeing', // Didomi
  '[data-testid="uc-deny-all-button"], [data-action-type="deny"], button#deny', // Usercentrics
  '#qc-cmp2-ui #disagree-btn', // Quantcast Choice
  '#truste-consent-required', // TrustArc
  '.sp_choice_type_13, .sp_choice_type_REJECT_ALL', // Sourcepoint
  '.osano-cm-denyAll, .osano-cm-deny, .cc-deny', // Osano, Cookie Consent
  '.iubenda-cs-reject-btn', // Iubenda
  '.cky-btn-reject, #cookie_action_close_header_reject', // CookieYes
  '[data-cookie-refuse], .brlbs-btn-accept-only-essential', // Borlabs
  '.cmplz-deny', // Complianz
  '.moove-gdpr-infobar-reject-btn', // Moove GDPR
  '#cmpwelcomebtnno a, .cmpboxbtnno', // consentmanager
  '#tarteaucitronAllDenied2, .tarteaucitronDeny', // tarteaucitron
  '#axeptio_btn_dismiss', // Axeptio
  '[data-cookiefirst-action="reject"]', // CookieFirst
  '[data-tid="banner-decline"]', // Termly
  '.cm-btn-decline, .cn-decline', // Klaro
  '.fc-cta-do-not-consent', // Google Funding Choices
  '.ppms_cm_reject-all', // Piwik PRO
  '#hs-eu-decline-button', // HubSpot
  '#shopify-pc__banner__btn-decline', // Shopify
  '#_evidon-decline-button', // Evidon
  '#cn-refuse-cookie', // Cookie Notice for WordPress
  '#ccc-reject-settings, #ccc-notify-reject', // Civic
];
