// What servers, registrars and hosts show in place of a site that is not there yet or no longer: "This domain is for
// sale".
import type { WordLists } from '../word-lists.ts';
import { somewhere } from './wall-pattern.ts';

export const PARKED_SENTENCES: WordLists = {
  en:
    String.raw`domain(?: name)? [^!?\n]{0,60}(?:is|may be) for sale|this (?:domain|web ?page|website|site)(?: name)? is (?:for sale|parked)|buy this domain|inquire about this domain|domain owner may|make an offer on this domain|parked (?:for )?free|domain parking|(?:this|your|the) account has been suspended|^account suspended|^future home of|` +
    String.raw`if you see this page, the (?:nginx|apache)|(?:apache2?|iis|nginx|lighttpd|caddy)\b.{0,30}default page|default page for (?:the )?domain|domain default page|^welcome to (?:nginx|openresty|centos|caddy)|^iis windows(?: server)?$|^it works!?$`,
  de: 'diese domain (?:steht zum verkauf|ist geparkt)',
  fr: 'ce (?:nom de )?domaine est à vendre',
  es: 'este dominio está (?:en venta|aparcado)',
  ru: 'домен (?:продается|продаётся|припаркован)',
  zh: '此域名出售',
};

export const PARKED_TEXT = somewhere(PARKED_SENTENCES);
