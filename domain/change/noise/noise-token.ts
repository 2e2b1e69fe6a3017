// Noise that is no language: session ids, hashes, addresses with cache busters, the visitor's own address.
import { ADDRESS, CHECKSUM, IS, YOUR } from '../../reading/words/page/server-note.ts';
import { anyOf } from '../../reading/words/word-lists.ts';
import { pattern } from './noise-pattern.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const namedToken =
  /(?<![\p{L}])((?:session|request|trace|correlation|visitor|visit|debug|incident|error|event|cf-?ray|ray|csrf|xsrf|nonce|anti-?forgery|authenticity|captcha|process|server|node|host|instance|pod|worker|pid)[\s_-]?(?:id|token|key|no\.?|number|name)?)\s?[:=#]\s?[\w.+/=-]{4,}/giu;
const secretToken =
  /(?<![\p{L}])((?:csrf|xsrf|nonce|anti-?forgery|authenticity|session)[\s_-]?(?:token|key|id)?)\s(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{10,}/giu;
const servedBy =
  /(?<!\p{L})((?:served|rendered|generated|handled|processed) (?:by|from|on) )[\w.-]*\d[\w.-]*/giu;
const ownAddress = pattern(
  `(?<!\\p{L})((?:${anyOf(YOUR)}) (?:current |public )?ip(?:[\\s-]?(?:${anyOf(ADDRESS)}))?(?:${anyOf(IS)})?\\s?:?\\s?)[\\da-f]*[.:][\\da-f.:]+`,
);
/** A hash after "build", or behind the number of a version that stays. */
const buildHash =
  /(?<!\p{L})((?:build|rev(?:ision)?|deploy(?:ment|ed)?)\.?\s?[:#]?\s?|(?<=\d\.\d+(?:\.\d+)?)[-+]g?)(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w])|(?<!\p{L})(build\s?[:#]?\s?)20\d{6}(?:[.-]\d+)?(?!\d)/giu;
const longToken =
  /(?<![\w+/=-])(?![A-Z]{1,4}\d+(?![\w+/=-]))(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{20,}(?![\w+/=-])/g;
const hexToken =
  /(?<![0-9a-z])(?![a-z]{1,4}\d+(?![0-9a-z]))(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?![0-9a-z])/gi;
const checksumContext = new RegExp(anyOf(CHECKSUM), 'i');

export function blankTokens(text: string): string {
  const own = text
    .replace(servedBy, '$1⟨token⟩')
    .replace(ownAddress, '$1⟨token⟩')
    .replace(buildHash, '$1$2⟨token⟩');
  if (checksumContext.test(own)) return own;
  return own
    .replace(uuid, '⟨token⟩')
    .replace(namedToken, '$1 ⟨token⟩')
    .replace(secretToken, '$1 ⟨token⟩')
    .replace(hexToken, '⟨token⟩')
    .replace(longToken, '⟨token⟩');
}

const urlPattern = /(?:https?:\/\/|www\.|\/)[^\s"'<>]*[?;][^\s"'<>]*/gi;
const volatileParameter =
  /([?&;])(?:v|ver|t|ts|_|cb|rnd|rand|random|nocache|cache|cachebust(?:er)?|bust|hash|sid|s?id|session(?:id)?|phpsessid|jsessionid|aspsessionid\w*|token|nonce|csrf|utm_\w+|gclid|fbclid|msclkid|mc_eid|mc_cid|ref|expires|signature|x-amz-[\w-]+|timestamp|time)=[^&;#\s]*/gi;

export function blankCacheBusters(text: string): string {
  return text.replace(urlPattern, (url) =>
    url
      .replace(volatileParameter, '$1')
      .replace(/[?&;]+$/, '')
      .replace(/;jsessionid[^?]*/i, ''),
  );
}
