// The names of fields in robots.txt as people spell them: doubled and missing letters, blanks and underscores.
export type RobotsField = 'user-agent' | 'allow' | 'disallow' | 'sitemap' | 'crawl-delay';

/** Without hyphen and with every letter once, as names are compared. Tried in this order. */
const NAMES: readonly (readonly [field: RobotsField, folded: string])[] = [
  ['user-agent', 'useragent'],
  ['disallow', 'disalow'],
  ['allow', 'alow'],
  ['sitemap', 'sitemap'],
  ['crawl-delay', 'crawldelay'],
];

/** A shorter name with one other letter is another word: "hallow". */
const MIN_LENGTH_TO_GUESS = 7;

const MAX_NAME_LENGTH = 40;

/** `null` when the field is none that counts. More may follow the name, as in Google's parser: `Disallowed`. */
export function robotsField(text: string): RobotsField | null {
  const name = text
    .slice(0, MAX_NAME_LENGTH)
    .toLowerCase()
    .replace(/(?<=\w)[\s_-]+(?=\w)/g, '')
    .replace(/(.)\1+/g, '$1');
  const exact = NAMES.find(([, folded]) => name.startsWith(folded));
  const near = NAMES.find(([, folded]) => folded.length >= MIN_LENGTH_TO_GUESS && isMisspelt(name, folded));
  return (exact ?? near)?.[0] ?? null;
}

/** One letter missing, added or wrong, or two swapped. A letter added before the word makes another word. */
function isMisspelt(name: string, word: string): boolean {
  if (Math.abs(name.length - word.length) > 1) return false;
  let same = 0;
  while (same < name.length && name[same] === word[same]) same++;
  if (same === 0 && name[0] !== word[1]) return false;
  const left = name.slice(same);
  const right = word.slice(same);
  if (left.length === right.length) {
    const areSwapped = left[0] === right[1] && left[1] === right[0];
    return left.slice(1) === right.slice(1) || (areSwapped && left.slice(2) === right.slice(2));
  }
  return left.length < right.length ? left === right.slice(1) : left.slice(1) === right;
}
