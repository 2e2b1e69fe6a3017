// Query parameters that say where a visitor came from, not which page is meant; each with the product that
// adds it. Parameters that select content on some sites (`ref`, `source`, `campaign`, `id`) are kept on
// purpose.

const PREFIXES: readonly string[] = [
  'utm_', // Google Analytics campaigns, taken over by everybody
  'mtm_', // Matomo
  'pk_', // Matomo under its old name, Piwik
  'piwik_', // the same
  'hsa_', // HubSpot ads
  'oly_', // Omeda newsletters
  'vero_', // Vero mail
  'at_custom', // AT Internet (Piano)
  'at_campaign', // AT Internet
  'at_medium', // AT Internet
  'itm_', // internal campaigns, in the manner of utm_
  'stm_', // the same for social media
  'ga_', // Google Analytics cross-domain copies of utm_
];

const NAMES: ReadonlySet<string> = new Set([
  'gclid', // Google Ads click
  'gclsrc', // Google Ads click, where it came from
  'gbraid', // Google Ads on iOS, app to web
  'wbraid', // Google Ads on iOS, web to app
  'gad_source', // Google Ads
  'gad_campaignid', // Google Ads
  'dclid', // Google Display & Video
  'srsltid', // Google Merchant Center listings
  '_ga', // Google Analytics linker
  '_gl', // Google Analytics linker
  'fbclid', // Facebook
  'fb_action_ids', // Facebook
  'fb_action_types', // Facebook
  'fb_ref', // Facebook
  'fb_source', // Facebook
  'igsh', // Instagram share
  'igshid', // Instagram share, older
  'msclkid', // Microsoft Ads
  'twclid', // Twitter/X Ads
  'ttclid', // TikTok Ads
  'li_fat_id', // LinkedIn Ads
  'epik', // Pinterest
  'rdt_cid', // Reddit Ads
  'sccid', // Snapchat Ads
  'yclid', // Yandex Direct
  'ysclid', // Yandex search
  '_openstat', // Yandex and other Russian networks
  'mc_cid', // Mailchimp campaign
  'mc_eid', // Mailchimp reader
  'mkt_tok', // Marketo mail
  '_hsenc', // HubSpot mail
  '_hsmi', // HubSpot mail
  '__hssc', // HubSpot cookies handed over
  '__hstc', // HubSpot cookies handed over
  '__hsfp', // HubSpot cookies handed over
  'hsctatracking', // HubSpot buttons
  'ml_subscriber', // MailerLite
  'ml_subscriber_hash', // MailerLite
  'ck_subscriber_id', // ConvertKit
  'bsft_eid', // Blueshift
  'bsft_clkid', // Blueshift
  '_ke', // Klaviyo
  '_kx', // Klaviyo
  'dm_i', // dotdigital
  'sc_campaign', // Salesforce Sitecore mail
  's_cid', // Adobe Analytics
  's_kwcid', // Adobe Advertising
  'ef_id', // Adobe Advertising
  'wickedid', // Wicked Reports
  'irclickid', // Impact affiliates
  'irgwc', // Impact affiliates
  'awc', // Awin affiliates
  'wt_mc', // Webtrekk / Mapp
  'wt.mc_id', // Webtrends
  'ns_mchannel', // comScore
  'ns_source', // comScore
  'ns_campaign', // comScore
  'ns_linkname', // comScore
  'soc_src', // Yahoo share buttons
  'soc_trk', // Yahoo share buttons
  'guccounter', // Yahoo consent
  'guce_referrer', // Yahoo consent
  'guce_referrer_sig', // Yahoo consent
  'spm', // Alibaba sites
  'vgo_ee', // ActiveCampaign
  'xtor', // AT Internet, older
  'zanpid', // Zanox affiliates
]);

/** `name` as written in the query, still percent-encoded. */
export function isTrackingParameter(name: string): boolean {
  const key = name.toLowerCase();
  return NAMES.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix));
}

// Session ids: each visitor gets another URL for the same page.
const SESSION_NAMES: ReadonlySet<string> = new Set([
  'phpsessid', // PHP
  'jsessionid', // Java servlets
  'cfid', // ColdFusion
  'cftoken', // ColdFusion
  'oscsid', // osCommerce
  'zenid', // Zen Cart
  'xtcsid', // xt:Commerce
  'osclsid', // Osclass
]);
// Names that also have other meanings: a session id only if the value is long and random.
const MAYBE_SESSION_NAMES: ReadonlySet<string> = new Set(['sid', 'sessionid', 'session_id', 'sessid', 's']);
const RANDOM_VALUE = /^(?=.*\d)[0-9a-z,-]{24,}$/i;

export function isSessionParameter(name: string, value: string): boolean {
  const key = name.toLowerCase();
  if (SESSION_NAMES.has(key) || key.startsWith('aspsessionid')) return true;
  return MAYBE_SESSION_NAMES.has(key) && RANDOM_VALUE.test(value);
}
