// Known noise: what changes on pages without anybody having changed them. Each rule blanks its noise in both
// texts; when they are equal then, nothing was said anew. Prices, stock and plain numbers are never blanked.
import type { BlockChange } from './change.ts';
import { factsOf } from './text-kind.ts';

interface NoiseRule {
  readonly name: string;
  readonly blank: (text: string) => string;
}

/** Longer blocks are prose; they are only compared with folded white space. */
const MAX_TEXT = 4000;
const L = '(?<![\\p{L}\\d])';
const R = '(?![\\p{L}])';

const MONTHS =
  'jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|mar(?:ch|s|zo)?|m[äa]rz|apr(?:il)?|avr(?:il)?|may|mai|mayo|jun[ei]?|juin|jul[iy]?|juil(?:let)?|' +
  'aug(?:ust)?|ao[uû]t|sep(?:t(?:ember)?)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember|embre)?|d[ée]c(?:embre)?|ene(?:ro)?|abr(?:il)?|ago(?:sto)?|dic(?:iembre)?';
const WEEKDAYS =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|' +
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo';
const PIECE = `(?:\\d{4}-\\d{2}-\\d{2}t[\\d:.]+(?:z|[+-]\\d{2}:?\\d{2})?|\\d{1,4}(?!\\d)(?:st|nd|rd|th|er)?|${MONTHS}|${WEEKDAYS}|a\\.?m\\.?|p\\.?m\\.?|utc|gmt|cest|cet|[ecpm][sd]t|uhr|at|on|um|am|à|le|de|of|um|t|z)`;
const DATE_RUN = `${PIECE}(?:[\\s,.:;/+\\-–|()]{1,3}${PIECE}|(?<=\\d)[tz])*`;
const UPDATED =
  'last updated|last modified|last edited|last change[ds]?|last checked|last refreshed|updated|modified|refreshed|generated|rendered|retrieved|fetched|as of|current time|local time|server time|time now|now|today is|today|' +
  'aktualisiert|letzte aktualisierung|letzte änderung|zuletzt geändert|stand|abgerufen|mis à jour|dernière mise à jour|dernière modification|actualizado|última actualización|ultimo aggiornamento|aggiornato|bijgewerkt|laatst bijgewerkt|' +
  'senast uppdaterad|uppdaterad|sist oppdatert|opdateret|päivitetty|aktualizováno|zaktualizowano|ostatnia aktualizacja|обновлено|последнее обновление|更新日時?|最終更新日?|更新时间|更新于';
const UNITS =
  'seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y|sekunden?|minuten?|stunden?|std\\.?|tage?n?|wochen?|monate?n?|jahre?n?|' +
  'secondes?|heures?|jours?|semaines?|mois|ans?|années?|segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|años?|secondi?o?|minuti?o?|ore|ora|giorni?o?|settiman[ae]|mesi|anni|' +
  'uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar|timm?ar|timer|dagar|veckor|sekund\\p{L}*|minut\\p{L}*|час\\p{L}*|д(?:ень|ня|ней)|недел\\p{L}*|месяц\\p{L}*|секунд\\p{L}*|godzin\\p{L}*|dni';
const COUNT =
  '(?:\\d+(?:[.,\\s]\\d{1,3})*\\s?[kKmM]?|one|an?|eine[rmn]?|une?|una?|few|a few|several|a couple of)';
const COUNTED =
  'views?|page ?views?|visitors?|visits|hits|likes?|followers?|subscribers?|shares?|reactions?|comments?|replies|reviews?|ratings?|votes?|upvotes?|downloads?|plays|retweets?|reposts?|bookmarks?|claps|' +
  'online|watching|viewing|people (?:are )?(?:viewing|watching|looking)|(?:users?|guests?|readers?|members?) (?:are )?(?:online|here|active)|(?:people|others|customers|shoppers) (?:are |have )?(?:viewed|viewing|looking|watching|bought)|' +
  'besucher|aufrufe|ansichten|zugriffe|kommentare?|bewertungen|rezensionen|abonnenten|vues|visiteurs|commentaires?|avis|visitas|vistas|comentarios?|opiniones|visualizzazioni|commenti|recensioni|weergaven|bezoekers|reacties|beoordelingen|' +
  'visningar|visninger|kommentarer|просмотр\\p{L}*|комментари\\p{L}*|отзыв\\p{L}*|посетител\\p{L}*|wyświetle\\p{L}*|komentarz\\p{L}*|opinii|zobrazení|recenz\\p{L}*|閲覧|次浏览|阅读|评论';

const NUMBER = '\\d+(?:[.,\\s\\u00a0]\\d{1,3})*\\s?[kKmM]?\\+?';
const relativePatterns = [
  new RegExp(
    `${L}(?:about |over |almost |less than )?${COUNT}\\s?(?:${UNITS})(?:[\\s,]+(?:and )?${COUNT}\\s?(?:${UNITS})){0,2}\\s+(?:ago|fa|geleden|sedan|siden|temu|назад|önce|sitten)${R}`,
    'giu',
  ),
  new RegExp(
    `${L}(?:vor|il y a|hace|há|för|for|pred|před|przed)\\s+(?:etwa |environ |ca\\.? )?${COUNT}\\s?(?:${UNITS})${R}(?:\\s(?:sedan|siden))?`,
    'giu',
  ),
  /\d+\s?(?:秒|分|時間|时间|小时|分钟|日|天|週間|周|ヶ月|か月|个月|年)前/gu,
  new RegExp(
    `${L}(?:just now|moments? ago|a moment ago|right now|yesterday|today|gerade eben|soeben|gestern|heute|à l'instant|hier|ayer|hoy|ieri|oggi|vandaag|gisteren|только что|вчера|сегодня)(?:\\s+(?:at|um|à|a las|alle|om|в)\\s+\\d{1,2}[:.]\\d{2})?${R}`,
    'giu',
  ),
];
const updatedPattern = new RegExp(
  `${L}(${UPDATED})${R}[\\s:\\-–—,(]{0,3}(?:(?:on|at|am|um|le|el|il|op|den|bei|since|:)\\s)?(?:⟨ago⟩|${DATE_RUN})`,
  'giu',
);
const dateRun = new RegExp(`${L}${DATE_RUN}(?![\\p{L}\\d])`, 'giu');
const onlyClock = new RegExp(
  `^(?:(?:${WEEKDAYS}|${MONTHS}|\\d{1,4}(?!\\d)(?:st|nd|rd|th)?|a\\.?m\\.?|p\\.?m\\.?|utc|gmt|cest|cet|[ecp][sd]t|uhr|at|um|t|z)[\\s,.:;/+\\-–|()]*)+$`,
  'iu',
);
const counterPatterns = [
  new RegExp(`(?<![\\p{Sc}\\d.,]\\s?)${NUMBER}\\s?(?:${COUNTED})${R}`, 'giu'),
  new RegExp(
    `${L}(?:${COUNTED}|visitor (?:no\\.?|number)|hit counter)(?:\\s?(?:today|total|so far))?\\s?[:(#]?\\s?${NUMBER}(?!\\s?\\p{Sc})(?![\\d.,]*\\s?%)`,
    'giu',
  ),
];
const countdownPattern = new RegExp(
  `${L}(?:ends?|ending|expires?|starts?|closes?|offer ends|sale ends|time left|time remaining|remaining time|endet|noch|expire|termina|se termine|заканчивается)(?:\\s(?:in|dans|en|через|tra))?\\s?:?\\s?(?:\\d+\\s?(?:d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:utes?)?s?)?|s(?:ec(?:onds?)?s?)?|tage?n?|std\\.?|stunden?|minuten?|sek\\.?)?[\\s:,.]*(?:and |und )?){1,5}`,
  'giu',
);
const bareCountdown =
  /^\d{1,3}\s?d(?:ays?)?[\s:,]+\d{1,2}\s?h(?:ours?|rs?)?(?:[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$|^\d{1,2}\s?h(?:ours?|rs?)?[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$/iu;
const timingPattern =
  /(?:generated|rendered|served|loaded|executed|processed|created|took|erstellt|geladen|générée?|search took|query took|results? in)\b[^\d\n]{0,24}\d+(?:[.,]\d+)?\s?(?:ms|µs|s|secs?|seconds?|milliseconds?|sekunden|secondes)\b/giu;
const resultTiming = /\(\s?\d+[.,]\d+\s?(?:s|sec|seconds|sekunden|ms)\s?\)/giu;
const copyrightPattern = /((?:©|\(c\)|copyright)[^\d\n]{0,24})(?:\d{4}\s?[-–—]\s?)?\d{4}/giu;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const namedToken =
  /(?<![\p{L}])((?:session|request|trace|correlation|visitor|visit|debug|incident|error|event|cf-?ray|ray|csrf|xsrf|nonce|anti-?forgery|captcha|process|server|node|host|instance|pod|worker|pid)[\s_-]?(?:id|token|key|no\.?|number|name)?)\s?[:=#]\s?[\w.+/=-]{4,}/giu;
const longToken = /(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{20,}(?![\w+/=-])/g;
const hexToken = /(?<![0-9a-z])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?![0-9a-z])/gi;
const checksumContext =
  /sha-?\d|md5|checksum|digest|commit|hash|fingerprint|signature|prüfsumme|version|isbn|serial/i;
const urlPattern = /(?:https?:\/\/|www\.|\/)[^\s"'<>]*[?;][^\s"'<>]*/gi;
const volatileParameter =
  /([?&;])(?:v|ver|t|ts|_|cb|rnd|rand|random|nocache|cache|cachebust(?:er)?|bust|hash|sid|s?id|session(?:id)?|phpsessid|jsessionid|aspsessionid\w*|token|nonce|csrf|utm_\w+|gclid|fbclid|msclkid|mc_eid|mc_cid|ref|expires|signature|x-amz-[\w-]+|timestamp|time)=[^&;#\s]*/gi;

const blankAll = (patterns: readonly RegExp[], mark: string) => (text: string) =>
  patterns.reduce((result, pattern) => result.replace(pattern, mark), text);

/** A time with seconds is a clock, and so is the date that stands with it; appointments have no seconds. */
function blankClock(text: string): string {
  if (!/\d{1,2}:\d{2}/.test(text)) return text;
  const hasDate = /\d{4}|\d{1,2}[./]\d{1,2}/.test(text.replace(/\d{1,2}:\d{2}(?::\d{2})?/g, ''));
  if (text.length <= 80 && hasDate && onlyClock.test(text)) return '⟨clock⟩';
  if (!/\d{1,2}:\d{2}:\d{2}/.test(text)) return text;
  return text
    .replace(dateRun, (run) => (/(?<![\d:.,])\d{1,2}:\d{2}:\d{2}(?![\d:])/.test(run) ? '⟨clock⟩' : run))
    .replace(/(?<![\d:.,])\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:\s?[ap]\.?m\.?)?(?![\d:])/gi, '⟨clock⟩');
}

function blankTokens(text: string): string {
  if (checksumContext.test(text)) return text;
  return text
    .replace(uuid, '⟨token⟩')
    .replace(namedToken, '$1 ⟨token⟩')
    .replace(hexToken, '⟨token⟩')
    .replace(longToken, '⟨token⟩');
}

/** Cheapest and safest first; they add up. */
const NOISE_RULES: readonly NoiseRule[] = [
  { name: 'whitespace', blank: foldText },
  {
    name: 'cache-buster',
    blank: (text) =>
      text.replace(urlPattern, (url) =>
        url
          .replace(volatileParameter, '$1')
          .replace(/[?&;]+$/, '')
          .replace(/;jsessionid[^?]*/i, ''),
      ),
  },
  { name: 'copyright-year', blank: (text) => text.replace(copyrightPattern, '$1⟨year⟩') },
  { name: 'timing', blank: blankAll([timingPattern, resultTiming], '⟨timing⟩') },
  { name: 'countdown', blank: (text) => blankAll([bareCountdown, countdownPattern], '⟨countdown⟩')(text) },
  { name: 'counter', blank: blankAll(counterPatterns, '⟨count⟩') },
  { name: 'relative-time', blank: blankAll(relativePatterns, '⟨ago⟩') },
  { name: 'updated-date', blank: (text) => text.replace(updatedPattern, '$1 ⟨date⟩') },
  { name: 'clock', blank: blankClock },
  { name: 'token', blank: blankTokens },
];

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};

/** White space, invisible characters, entities left in text, typographic quotes and Unicode forms. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/[\u2018\u2019\u201a\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
    .trim();
}

const CONSENT =
  /cookies?(?![\p{L}])|consent|gdpr|dsgvo|datenschutzeinstellungen|einwilligung|accept all|reject all|alle akzeptieren|alle ablehnen|tout accepter|tout refuser|aceptar todo|accetta tutt|privacy (?:preferences|settings|choices)/iu;
/** Longer blocks are articles, even paid ones. */
const MAX_AD = 300;
const AD_LABEL =
  /^(?:advertisement|advertising|ad|ads|sponsored(?: content)?|promoted|anzeige|werbung|publicité|annonce|publicidad|pubblicità|advertentie|annons|reklama|реклама|広告|广告)\.?$/iu;

/** Words a noise rule may blank; a difference without them and without digits was written by somebody. */
const NOISE_WORDS =
  /\d|now|moment|yesterday|today|ago|(?<![\p{L}])(?:an?|one|few|ein\p{L}*|une?|una?)(?![\p{L}])|gerade|soeben|gestern|heute|instant|hier|ayer|hoy|ieri|oggi|vandaag|gisteren|только|вчера|сегодня/iu;
/** What stands around a difference and may give it its meaning ("Last updated:"). */
const CONTEXT = 64;
const MAX_MIDDLE = 600;

/** The differing middle of two texts with its context; all outside of it is the same. */
function window(before: string, after: string): { a: string; b: string; middle: string } {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  const room = shorter - head;
  while (
    tail < room &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  const from = Math.max(0, head - CONTEXT);
  const cut = (text: string): string => text.slice(from, text.length - Math.max(0, tail - CONTEXT));
  // Whole words: "3 hours" against "4 hours" differs in a digit, "13" against "14" too.
  const near = (text: string): string =>
    text.slice(Math.max(0, head - 12), text.length - Math.max(0, tail - 12));
  return { a: cut(before), b: cut(after), middle: `${near(before)}\n${near(after)}` };
}

/** Name of the rule that explains why two texts differ, or null when somebody changed something. */
export function noiseBetween(before: string, after: string): string | null {
  if (before === after) return 'whitespace';
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) {
    return foldText(before) === foldText(after) ? 'whitespace' : null;
  }
  const view = window(before, after);
  if (foldText(view.a) === foldText(view.b)) return 'whitespace';
  if (view.middle.length > MAX_MIDDLE * 2 || !NOISE_WORDS.test(view.middle)) return null;
  let { a, b } = view;
  if (factsOf(a) !== factsOf(b)) return null;
  for (const { name, blank } of NOISE_RULES) {
    a = blank(a);
    b = blank(b);
    if (a === b) return name;
  }
  return null;
}

/** Rule by which a text alone is noise when it comes or goes: consent banners, ad labels, bare clocks. */
export function noiseAlone(text: string): string | null {
  const folded = foldText(text);
  if (folded === '') return 'whitespace';
  if (folded.length > 600 || factsOf(folded) !== '') return null;
  if (AD_LABEL.test(folded)) return 'ad-label';
  if (CONSENT.test(folded) && folded.length <= 600 && isConsentText(folded)) return 'consent';
  let blanked = folded;
  for (const { name, blank } of NOISE_RULES.slice(1)) {
    blanked = blank(blanked);
    if (isOnlyMarks(blanked)) return name;
  }
  return null;
}

/** Nothing is left beside blanked noise but a label of one or two words. */
function isOnlyMarks(blanked: string): boolean {
  if (!blanked.includes('⟨')) return false;
  const rest = blanked.replace(/⟨\p{L}+⟩/gu, ' ');
  return !/\d/.test(rest) && (rest.match(/\p{L}+/gu)?.length ?? 0) <= 2;
}

/** Talks of cookies to ask for leave, not about baking or an article on privacy. */
function isConsentText(text: string): boolean {
  return /we use|uses? cookies|this (?:site|website)|accept|reject|agree|akzeptier|ablehnen|verwenden|nutzen|utilis|accepter|refuser|aceptar|usamos|utiliza|accett|gebruik|settings|preferences|einstellungen|manage|consent/iu.test(
    text,
  );
}

/** A short block that says itself that it is an advertisement, with what it advertises. */
function isLabelledAd(text: string | undefined): boolean {
  if (text === undefined || text.length > MAX_AD) return false;
  const label = /^([\p{L}][\p{L} ]{1,20})\s*[:–—|·]/u.exec(text)?.[1];
  return label !== undefined && AD_LABEL.test(label.trim());
}

/** The rule that suppresses a change, or null when it is worth telling. Moved blocks are a shuffle. */
export function noiseOf(change: BlockChange): string | null {
  const sides = [change.before, change.after].filter((side) => side !== undefined);
  if (sides.every(isLabelledAd)) return 'advertisement';
  switch (change.op) {
    case 'moved':
      return 'shuffle';
    case 'replaced':
      return noiseBetween(change.before ?? '', change.after ?? '');
    case 'added':
      return noiseAlone(change.after ?? '');
    case 'removed':
      return noiseAlone(change.before ?? '');
  }
}
