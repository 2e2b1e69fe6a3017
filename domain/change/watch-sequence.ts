// A watch with explicit options, run over versions of one document: which of them is a change worth reporting.
// Unlike detect.ts this knows no noise of its own: what differs in the watched text counts.
import { diffTexts } from './diff.ts';
import { foldLines } from './node-text.ts';
import { type OfferWatch, watchOffer } from './watch-offer.ts';
import { formatOf, selectText } from './selection.ts';
import { textTest } from './rules.ts';
import { extractText, firstFound, keepLines, withDefaultFlags, withoutLines } from './watched-text.ts';

interface WatchCondition {
  readonly field: string;
  readonly op: string;
  readonly value: string | number;
}

export interface WatchOptions extends OfferWatch {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly ignore_text?: readonly string[];
  readonly trigger_text?: readonly string[];
  readonly block_while_present?: readonly string[];
  readonly extract_text?: readonly string[];
  readonly keep_lines_containing?: readonly string[];
  readonly ignore_whitespace?: boolean;
  readonly unique_lines_only?: boolean;
  readonly only?: string | readonly string[];
  readonly compare?: string;
  readonly compare_link_targets?: boolean;
  readonly empty_pages_are_a_change?: boolean;
  readonly conditions_all?: readonly WatchCondition[];
  readonly conditions_any?: readonly WatchCondition[];
  readonly sort_lines?: boolean;
  readonly report_if_remaining_at_most?: number;
  readonly watch?: string;
}

export interface WatchCase {
  readonly content_type?: string;
  readonly options?: WatchOptions;
  readonly steps: readonly { readonly body: string }[];
}

interface Version {
  /** Watched text for people and for triggers. */
  readonly text: string;
  /** The same without what is ignored, as it is compared. */
  readonly compared: string;
}

const list = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];

/** The watched text of one body by the options; null when a selector found nothing. */
export function watchedText(body: string, contentType: string, options: WatchOptions): string | null {
  const format = formatOf(contentType, body);
  const source = options.compare === 'source';
  const selected = source
    ? body
    : selectText(body, format, {
        include: list(options.include),
        exclude: list(options.exclude),
        linkTargets: options.compare_link_targets === true,
      });
  if (selected === null) return null;
  let text = selected;
  const kept = list(options.keep_lines_containing);
  if (kept.length > 0) text = keepLines(text, kept);
  const extracted = list(options.extract_text);
  if (extracted.length > 0) text = extractText(text, extracted);
  return options.sort_lines === true ? text.split('\n').sort().join('\n') : text;
}

function comparedText(text: string, contentType: string, options: WatchOptions): string {
  const left = withoutLines(text, list(options.ignore_text));
  if (options.ignore_whitespace === true) return left.replace(/\s+/g, '');
  // White space of plain text and of sources is content, unless the watch says otherwise.
  const isExact = options.ignore_whitespace === false && /text\/plain/.test(contentType);
  return isExact ? left : foldLines(left);
}

function readVersion(body: string, contentType: string, options: WatchOptions): Version | null {
  const text = watchedText(body, contentType, options);
  if (text === null) return null;
  if (text.trim() === '' && options.empty_pages_are_a_change !== true) return null;
  return { text, compared: comparedText(text, contentType, options) };
}

const linesOf = (text: string): string[] =>
  foldLines(text)
    .split('\n')
    .filter((line) => line !== '');

/** Lines of the wanted kinds that differ between two versions. */
function changedLines(before: string, after: string, kinds: readonly string[]): string[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const found: string[] = [];
  for (const { fromA, toA, fromB, toB } of diffTexts(old, now).hunks) {
    const replaced = kinds.includes('replaced') && toA > fromA && toB > fromB;
    if (kinds.includes('removed') || replaced) found.push(...old.slice(fromA, toA));
    if (kinds.includes('added') || replaced) found.push(...now.slice(fromB, toB));
  }
  return found;
}

function numberOf(text: string): number {
  const raw = /[-+]?\d[\d.,]*/.exec(text.replace(/(\d)[ \u00a0](?=\d{3}(?!\d))/g, '$1'))?.[0];
  if (raw === undefined) return Number.NaN;
  const decimal = /[.,](\d{1,2}|\d{4,})$/.exec(raw);
  const whole = (decimal === null ? raw : raw.slice(0, decimal.index)).replace(/[.,]/g, '');
  return Number(decimal === null ? whole : `${whole}.${decimal[1]}`);
}

function holds({ field, op, value }: WatchCondition, text: string): boolean {
  const wanted = String(value);
  if (/number|price|value/.test(field) || /count|words|length/.test(field)) {
    const count = /word/.test(field)
      ? (text.match(/\S+/g)?.length ?? 0)
      : /length|char/.test(field)
        ? text.length
        : numberOf(text);
    return compareNumbers(op, count, Number(value));
  }
  switch (op.replace(/[\s_-]/g, '').toLowerCase()) {
    case 'contains':
    case 'in':
      return text.toLowerCase().includes(wanted.toLowerCase());
    case '!contains':
    case 'notcontains':
    case '!in':
    case 'notin':
      return !text.toLowerCase().includes(wanted.toLowerCase());
    case 'startswith':
      return text.toLowerCase().startsWith(wanted.toLowerCase());
    case 'endswith':
      return text.toLowerCase().endsWith(wanted.toLowerCase());
    case 'regex':
    case 'matches':
    case 'containsregex':
      return textTest(`/${wanted}/`)(text);
    case '!regex':
    case 'notregex':
    case '!containsregex':
    case 'notcontainsregex':
      return !textTest(`/${wanted}/`)(text);
    case '!=':
      return text.trim() !== wanted;
    default:
      return text.trim() === wanted;
  }
}

function compareNumbers(op: string, left: number, right: number): boolean {
  switch (op) {
    case '>=':
      return left >= right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '<':
      return left < right;
    case '!=':
      return left !== right;
    default:
      return left === right;
  }
}

class TextWatch {
  private readonly options: WatchOptions;
  private readonly contentType: string;
  private baseline: Version | null = null;
  private readonly seen = new Set<string>();

  constructor(options: WatchOptions, contentType: string) {
    this.options = options;
    this.contentType = contentType;
  }

  first(body: string): void {
    this.accept(readVersion(body, this.contentType, this.options));
  }

  /** True when the version is a change to report; only then it becomes the baseline. */
  next(body: string): boolean {
    const version = readVersion(body, this.contentType, this.options);
    if (version === null) return false;
    if (this.baseline === null) {
      this.accept(version);
      return false;
    }
    if (version.compared === this.baseline.compared || !this.isTold(version, this.baseline)) return false;
    this.accept(version);
    return true;
  }

  private accept(version: Version | null): void {
    this.baseline = version;
    for (const line of linesOf(version?.compared ?? '')) this.seen.add(line.toLowerCase());
  }

  private isTold(version: Version, baseline: Version): boolean {
    const { options } = this;
    if (firstFound(version.text, list(options.block_while_present)) !== undefined) return false;
    const all = options.conditions_all ?? [];
    const any = options.conditions_any ?? [];
    if (!all.every((condition) => holds(condition, version.text))) return false;
    if (any.length > 0 && !any.some((condition) => holds(condition, version.text))) return false;
    if (options.unique_lines_only === true && !this.hasNewLine(version)) return false;
    const triggers = list(options.trigger_text).map(withDefaultFlags);
    const only = list(options.only);
    if (only.length === 0) return triggers.length === 0 || firstFound(version.text, triggers) !== undefined;
    const lines = changedLines(baseline.compared, version.compared, only);
    if (triggers.length > 0) return firstFound(lines.join('\n'), triggers) !== undefined;
    return lines.length > 0 || this.hasCollapsed(version, baseline, only);
  }

  private hasNewLine(version: Version): boolean {
    return linesOf(version.compared).some((line) => !this.seen.has(line.toLowerCase()));
  }

  /** A watch for additions still reports when hardly anything is left. */
  private hasCollapsed(version: Version, baseline: Version, only: readonly string[]): boolean {
    if (!only.includes('added') || only.includes('removed')) return false;
    const most = this.options.report_if_remaining_at_most ?? 0.25;
    return version.compared.length <= baseline.compared.length * most;
  }
}

/** One verdict per step; the first is the baseline and has none. */
export function watchSequence({
  content_type = 'text/html',
  options = {},
  steps,
}: WatchCase): (boolean | null)[] {
  if (options.watch !== undefined)
    return watchOffer(
      steps.map(({ body }) => body),
      options,
    );
  const watch = new TextWatch(options, content_type);
  return steps.map(({ body }, index) => {
    if (index > 0) return watch.next(body);
    watch.first(body);
    return null;
  });
}
