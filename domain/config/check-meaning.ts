// Finds options of `config.changes` that mean nothing together or for the format, and says what to give instead.
import { isMembers, isSameValue } from '../system/differing-members.ts';
import { type Fault, toPointer } from '../system/fault.ts';
import { partSelector } from '../reading/part/part-selector.ts';

export type Members = Readonly<Record<string, unknown>>;

const CHANGES = ['config', 'changes'] as const;

export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The texts of a list with their positions; items that are no text are reported by the schema. */
export function textsIn(value: unknown): [number, string][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index): [number, string][] =>
    typeof item === 'string' && item !== '' ? [[index, item]] : [],
  );
}

/** `path`: below `config.changes`. */
export function changesFault(path: readonly PropertyKey[], code: string, detail: string): Fault {
  return { pointer: toPointer([...CHANGES, ...path]), code, detail };
}

/** Options that have no effect are refused: who sets one believes that it does something. */
export function checkMeaning(changes: Members): Fault[] {
  const format = typeof changes['format'] === 'string' ? changes['format'] : 'auto';
  return [
    ...partsForFormat(changes, format),
    ...wrongFor(changes['linkTargets'] === true, format, ['auto', 'html'], {
      option: 'linkTargets',
      instead: 'Links have targets in web pages alone; leave it out, or watch the page with format "html".',
    }),
    ...wrongFor(textsIn(changes['arrayKeys']).length > 0, format, ['auto', 'html', 'json'], {
      option: 'arrayKeys',
      instead: 'Keys tell items of JSON lists apart; leave it out, or read the body with format "json".',
    }),
    ...wrongFor(changes['compare'] === 'source', format, ['auto', 'html', 'text', 'xml'], {
      option: 'compare',
      instead: 'JSON and feeds are compared by their values; use format "text" to compare the body as it is.',
    }),
    ...wrongFor(
      changes['keepWhitespace'] === true && changes['compare'] !== 'source',
      format,
      ['auto', 'text'],
      {
        option: 'keepWhitespace',
        instead: 'White space counts in plain text and in sources; add compare "source".',
      },
    ),
    ...(changes['compare'] === 'source' && changes['linkTargets'] === true
      ? [
          noEffect(
            'linkTargets',
            'The targets of links are written behind their texts; the source has them already, leave it out.',
          ),
        ]
      : []),
    ...(changes['frame'] !== undefined && changes['frame'] !== 'minor' && hasNoFrame(changes, format)
      ? [noEffect('frame', 'A part, a source and data have no frame; leave it out.')]
      : []),
    ...checkNamedParts(changes, format),
    ...checkLines(changes),
    ...dataForFormat(changes, format),
    ...(changes['watch'] === 'price-and-stock' ? textRulesOfPrice(changes) : []),
  ];
}

function hasNoFrame({ scope, compare, noise }: Members, format: string): boolean {
  const isPart = textsIn(members(scope)['include']).length > 0;
  return isPart || compare === 'source' || noise === 'none' || !['auto', 'html'].includes(format);
}

const PART_LISTS = ['bodyParts', 'frameParts'] as const;

/** Parts that are called body or frame: where nothing has a frame, or all is told alike, they decide nothing. */
function checkNamedParts(changes: Members, format: string): Fault[] {
  const instead = hasNoFrame(changes, format)
    ? 'A part, a source, data and what is compared with `noise` "none" have no frame; leave it out.'
    : changes['frame'] === 'tell'
      ? 'With `frame` "tell" the frame is told like the body; leave one of the two out.'
      : null;
  const body = new Set(textsIn(changes['bodyParts']).map(([, selector]) => selector.trim()));
  return PART_LISTS.flatMap((list) => {
    const named = textsIn(changes[list]);
    if (named.length > 0 && instead !== null) return [noEffect(list, instead)];
    return named.flatMap(([index, selector]): Fault[] => {
      if (partSelector(selector).language === 'json')
        return [changesFault([list, index], 'no-effect', `"${selector}" ${NO_ELEMENT}`)];
      const isBoth = list === 'frameParts' && body.has(selector.trim());
      const detail = `"${selector}" is called body, too. A part is one or the other: leave it out of one of the lists.`;
      return isBoth ? [changesFault([list, index], 'duplicate', detail)] : [];
    });
  });
}

const NO_ELEMENT = 'names a value of JSON. Body and frame are parts of a web page: give CSS or XPath.';

const TEXT_RULES = ['ignoreText', 'triggerText', 'blockWhilePresent', 'only', 'newLinesOnly'] as const;
const TEXT_NUMBERS = ['onlyNumbersBeyondPercent', 'remainingAtMost', 'comparedVersions'] as const;
/** Members of `config.changes` that mean nothing where price and stock alone are told. */
export const TEXT_MEMBERS = [...TEXT_RULES, ...TEXT_NUMBERS, 'minSeverity', 'conditions'] as const;

/**
 * `after`, a changed configuration, without rules about text that a job which tells price and stock alone has had since before
 * they were refused: they decided nothing, and must not stand in the way of another change.
 */
export function withoutFormerTextRules(before: object, after: unknown): unknown {
  const former = members(members(before)['changes']);
  const changes = isMembers(after) ? members(after['changes']) : {};
  if (!isMembers(after) || changes['watch'] !== 'price-and-stock') return after;
  const isFormer = (name: string): boolean =>
    TEXT_MEMBERS.some((member) => member === name) && isSameValue(former[name], changes[name]);
  const kept = Object.entries(changes).filter(([name]) => !isFormer(name));
  return { ...after, changes: Object.fromEntries(kept) };
}

/** Where price and stock alone are told, no rule about text decides anything. */
function textRulesOfPrice(changes: Members): Fault[] {
  const { minSeverity } = changes;
  const conditions = members(changes['conditions']);
  const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value === true);
  const numbers = TEXT_NUMBERS.filter(
    (name) => typeof changes[name] === 'number' && !isUsual(name, changes[name]),
  );
  return [
    ...[...TEXT_RULES.filter((name) => isSet(changes[name])), ...numbers].map((name) =>
      noEffect(name, `${PRICE_ALONE} Leave it out, ${OR_PAGE}`),
    ),
    ...(typeof minSeverity === 'string' && minSeverity !== 'minor'
      ? [noEffect('minSeverity', `${PRICE_ALONE} Leave it out; \`priceRules\` say which moves are told.`)]
      : []),
    ...['all', 'any'].flatMap((list) =>
      (Array.isArray(conditions[list]) ? conditions[list] : []).map((one: unknown, index) =>
        changesFault(['conditions', list, index], 'no-effect', `${PRICE_ALONE} ${ruleInstead(one)}`),
      ),
    ),
  ];
}

function isUsual(name: string, value: unknown): boolean {
  return name === 'comparedVersions' && value === 1;
}

const PRICE_ALONE = 'It is about text, and this job tells price and stock alone.';
const OR_PAGE = 'or set `watch` to "page".';
const SIDES: Readonly<Record<string, string>> = { '<': 'below', '<=': 'below', '>': 'above', '>=': 'above' };

/** The price rule that says what a condition on a number was meant to say. */
function ruleInstead(condition: unknown): string {
  const { on, is, value } = members(condition);
  const side = on === 'number' ? SIDES[String(is)] : undefined;
  if (side === undefined || typeof value !== 'number')
    return `Say it in \`priceRules\`, as in "below 99.95 EUR", ${OR_PAGE}`;
  return `Say it in \`priceRules\`, as "${side} ${value}": {"kind": "${side === 'below' ? 'target' : side}", "amount": "${value}"}.`;
}

function noEffect(option: string, detail: string): Fault {
  return changesFault([option], 'no-effect', detail);
}

function checkLines(changes: Members): Fault[] {
  const only = textsIn(changes['only']).map(([, kind]) => kind);
  const asksForLosses = !only.includes('added') || only.includes('removed');
  const isNeverNew = only.length > 0 && !only.includes('added') && !only.includes('changed');
  return [
    ...(typeof changes['remainingAtMost'] === 'number' && asksForLosses
      ? [
          noEffect(
            'remainingAtMost',
            'It is for jobs that wait for added lines: set `only` to ["added"], or leave it out; losses are told anyway.',
          ),
        ]
      : []),
    ...(changes['newLinesOnly'] === true && isNeverNew
      ? [
          noEffect(
            'newLinesOnly',
            'A removed line is never new: set `only` to ["added"], or leave one of the two out.',
          ),
        ]
      : []),
  ];
}

/** What a filter of data can be given besides plain text, which every one reads. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  'json-to-text': ['json', 'json-pretty'],
  'xml-to-text': ['xml'],
  'csv-to-text': [],
  'ical-to-text': [],
};

/** A first filter of data reads the body itself; what a format or a part made of it is no data any more. */
function dataForFormat(changes: Members, format: string): Fault[] {
  const [first] = Array.isArray(changes['filters']) ? changes['filters'] : [];
  const kind = String(members(first)['kind']);
  const readable = READ_BY[kind];
  if (readable === undefined || ['auto', 'html', 'text'].includes(format)) return [];
  const scope = members(changes['scope']);
  const isPart = textsIn(scope['include']).length + textsIn(scope['exclude']).length > 0;
  if (!readable.includes(format)) {
    const detail = `"${kind}" can't read what format "${format}" makes of the body; use format "text" with it.`;
    return [changesFault(['filters', 0], 'no-effect', detail)];
  }
  if (!isPart) return [];
  const detail = `"${kind}" reads the whole body and no part of it; ${kind === 'json-to-text' ? 'give the filter a `path`, or leave it out: JSON is compared by its values' : 'leave it out: XML is compared by its texts'}.`;
  return [changesFault(['filters', 0], 'no-effect', detail)];
}

interface Refusal {
  readonly option: string;
  readonly instead: string;
}

function wrongFor(
  isSet: boolean,
  format: string,
  formats: readonly string[],
  { option, instead }: Refusal,
): Fault[] {
  if (!isSet || formats.includes(format)) return [];
  return [changesFault([option], 'no-effect', `It means nothing with format "${format}". ${instead}`)];
}

const PARTS_INSTEAD: Readonly<Record<string, string>> = {
  json: 'Name members of JSON by JSONPath, as in $.offers[*].price.',
  'json-pretty': 'Name members of JSON by JSONPath, as in $.offers[*].price.',
  text: 'Plain text has no parts; use the filter "keep-lines".',
  xml: 'Name elements of XML by XPath or CSS, as in //item/title.',
  feed: 'A feed is compared by its entries; use format "xml" for parts of it, or the filter "keep-lines".',
};

function partsForFormat(changes: Members, format: string): Fault[] {
  const instead = PARTS_INSTEAD[format];
  if (instead === undefined) return [];
  const scope = members(changes['scope']);
  return ['include', 'exclude'].flatMap((list) =>
    textsIn(scope[list]).flatMap(([index, selector]): Fault[] => {
      const { language, variable } = partSelector(selector);
      const fits =
        format === 'xml'
          ? language !== 'json'
          : format.startsWith('json') && language === 'json' && (variable === undefined || format !== 'json');
      const detail = `"${selector}" finds nothing with format "${format}". ${instead}`;
      return fits ? [] : [changesFault(['scope', list, index], 'no-effect', detail)];
    }),
  );
}
