// Whether a class or id looks as if a person wrote it, so that it will be there after the next build of the site.

const NAME = /^[a-z][a-z0-9]*(?:[-_]{1,2}[a-z0-9]+){0,5}$/i;
const GENERATED = /\d{3,}|^(?:css|sc|jsx|jss|svelte|emotion|chakra|mui|styled?|rui)-/;
/** Parts that people write: words, "h2", "column2"; not "ay9", "1C" or "a8Xk2". */
const WRITTEN = /^(?:\d{1,2}|h[1-6]|[a-z]+|[a-z]{3,}\d{1,2})$/i;
/** Words without a vowel that people do write. */
const SHORTENED = new Set(
  'btn btns ctrl cntr cnt ctn dptmt grp hdr ftr html img imgs lbl mgmt nbsp ntfctn nxt prc prd prdct pgs prv rss src svg tbl tmpl txt www wrp wrpr xml xhtml gdpr mktp spcr rght lft hddn scnd thrd sttl drpdwn cmpl hldr fltr scrn rdr scrl'.split(
    ' ',
  ),
);
/** Letters that stand beside each other in no word, nor where two words meet. */
const NEVER =
  /q(?![uars])|[hjkqvwxz]{3}|j[bcdfghklmnpqrtvwxz]|[bfhpvxz]q|[kvxz]j|[vz]x|xz|[cgkpz]v[bcdfgkmpqtz]/;
const CONSONANTS = /[bcdfghjklmnpqrstvwxz]{6}/;

export function isLastingName(name: string): boolean {
  if (name.length < 2 || name.length > 40 || !NAME.test(name) || GENERATED.test(name)) return false;
  const parts = name.split(/[-_]+/);
  if (!parts.every((part) => WRITTEN.test(part)) || parts.every((part) => part.length <= 2)) return false;
  return areHumpsWords(name) && parts.flatMap(wordsOf).every(isWord);
}

/** "haYQtv" is generated: parts of two letters are no words, and none ends with a capital of its own. A name all in capitals is one word. */
function areHumpsWords(name: string): boolean {
  const letters = name.replace(/[^a-z]/gi, '');
  if (letters === letters.toUpperCase()) return true;
  const humps = name.match(/[A-Z]?[a-z]+|[A-Z]/g) ?? [];
  const endsAlone = /[a-z][A-Z]$/.test(name);
  return !endsAlone && (humps.length <= 1 || letters.length / humps.length >= 3);
}

function wordsOf(part: string): string[] {
  return (part.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}

/** Whether it can be said; abbreviations of three letters are words too. */
function isWord(word: string): boolean {
  if (word.length <= 3 || SHORTENED.has(word)) return true;
  return /[aeiouy]/.test(word) && !CONSONANTS.test(word) && !NEVER.test(word);
}

/** "Nav_link__bPmdC", "ItemContainer-xttxj8-1": what a person wrote, and what the build put behind it. */
const BUILT_NAME = /^([a-z][a-z0-9_-]*?(?:__|--|_|-))[a-z0-9_]{5,10}(?:-\d{1,2})?$/i;
const MIN_WRITTEN = 5;

/** The part of a generated class that outlives a build; null: the class is lasting as it is, or has no such part. */
export function writtenStart(name: string): string | null {
  const start = isLastingName(name) ? undefined : BUILT_NAME.exec(name)?.[1];
  if (start === undefined || start.length < MIN_WRITTEN) return null;
  return isLastingName(start.replace(/[-_]+$/, '')) ? start : null;
}
