// Consent banners: what asks for leave to set cookies, in many languages, and the buttons that come and go with it.
import type { BlockChange } from '../change.ts';
import { factsOf } from '../../words/text-kind.ts';

const SUBJECT =
  /(?<![a-z])cookies?(?![a-z])|consent|gdpr|dsgvo|datenschutzeinstellungen|einwilligung|privacy (?:preferences|settings|choices)|pliki? cookie|クッキー|쿠키/iu;
/** Buttons that say by themselves what they are for. */
const BUTTON =
  /^(?:(?:yes, )?(?:i )?(?:accept|allow|reject|decline|refuse) (?:all|cookies|all cookies|optional cookies)|(?:alle|alles) (?:cookies )?(?:akzeptieren|ablehnen|accepteren|weigeren)|tout (?:accepter|refuser)|(?:aceptar|rechazar) tod[oa]s?(?: las cookies)?|(?:accetta|rifiuta) tutt[oi]|aceitar tod[oa]s|acceptera alla|godkänn alla|accepter alle|godta alle|hyväksy kaikki|akceptuj(?:ę)? wszystkie|přijmout vše|принять вс[её])\.?$/iu;
/** Talks of cookies to ask for leave, not about baking or an article on privacy. */
const ASKING =
  /we use|we and our|uses? cookies|using cookies|this (?:site|website)|\baccept (?:all|cookies)|\breject|\bagree\b|your (?:choices|consent|privacy)|akzeptier|ablehnen|verwende[nt]|nutzen|benutzt|utilis|accepter|refuser|aceptar|usamos|utilizz?a|accett|gebruik|używa|wykorzystuj|använder|bruger|bruker|käyttää|käytämme|používá|používa|folosim|folosește|használ|koristi|использу|използва|використову|kullan|menggunakan|sử dụng|χρησιμοποι|使用|利用|사용|settings|preferences|policy|einstellungen|manage|consent/iu;

const MAX_ASK = 600;

export function isConsentText(text: string): boolean {
  if (text.length > MAX_ASK) return false;
  return BUTTON.test(text) || (SUBJECT.test(text) && ASKING.test(text));
}

/** A banner has a heading, a few buttons and a link or two beside what it asks. */
const NEAR = 8;
const MAX_BUTTON = 60;

const container = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const textOf = ({ before = '', after = '' }: BlockChange): string => after || before;

/** Says of each change whether it came or went as part of a consent banner: near what asks, in the same box, short. */
export function consentTest(changes: readonly BlockChange[]): (index: number) => boolean {
  const asks = changes.flatMap((change, index) =>
    change.op !== 'moved' && change.op !== 'replaced' && isConsentText(textOf(change)) ? [index] : [],
  );
  return (index) => {
    const change = changes[index];
    if (change === undefined || textOf(change).length > MAX_BUTTON || factsOf(textOf(change)) !== '')
      return false;
    return asks.some((at) => {
      const ask = changes[at];
      if (ask === undefined || Math.abs(at - index) > NEAR || ask.op !== change.op) return false;
      const box = container(ask.path);
      return box.includes('/') && `${change.path}/`.startsWith(`${box}/`);
    });
  };
}
