// A watch with explicit options, run over versions of one document: which versions are a change worth
// telling. Unlike detect.ts it has no rules of noise: every difference in the watched text counts.
import { diffTexts } from '../change/diff/diff.ts';
import { foldLines } from './node-text.ts';
import type { OfferWatch } from './offer-limits.ts';
import { watchOffer } from './watch-offer.ts';
import { formatOf, selectText } from './selection.ts';
import { holds, type WatchCondition } from './watch-condition.ts';
import { extractText, firstFound, keepLines, withoutLines } from './watched-text.ts';

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
  /** Watched text, for people and for triggers. */
  readonly text: string;
  /** The watched text without ignored parts; this is compared. */
  readonly compared: string;
}

function list(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
}

/** The watched text of one body, by the options; null when a selector found nothing. */
export function watchedText(body: string, contentType: string, options: WatchOptions): string | null {
  const selected = selectText(body, formatOf(contentType, body), {
    include: list(options.include),
    exclude: list(options.exclude),
    linkTargets: options.compare_link_targets === true,
    source: options.compare === 'source',
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
  // In plain text and source code, white space is content unless the watch says otherwise.
  const isExact = options.ignore_whitespace === false && /text\/plain/.test(contentType);
  return isExact ? left : foldLines(left);
}

/**
 * Whether an empty version counts. A page without text was not rendered, so it says nothing. Plain text can
 * really be empty, and a watch for losses, or one with a limit to what remains, has to tell it.
 */
function mayBeEmpty(contentType: string, options: WatchOptions): boolean {
  const { empty_pages_are_a_change: said, only, report_if_remaining_at_most: most } = options;
  return said ?? (most !== undefined || (only !== undefined && /text\/plain/.test(contentType)));
}

function readVersion(body: string, contentType: string, options: WatchOptions): Version | null {
  const text = watchedText(body, contentType, options);
  if (text === null) return null;
  if (text.trim() === '' && !mayBeEmpty(contentType, options)) return null;
  return { text, compared: comparedText(text, contentType, options) };
}

function linesOf(text: string): string[] {
  return foldLines(text)
    .split('\n')
    .filter((line) => line !== '');
}

/** Characters including line ends, so that a share of lines equals the share of the text. */
function sizeOf(text: string): number {
  return linesOf(text).reduce((sum, line) => sum + line.length + 1, 0);
}

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

class TextWatch {
  readonly #options: WatchOptions;
  readonly #contentType: string;
  #baseline: Version | null = null;
  readonly #seen = new Set<string>();

  constructor(options: WatchOptions, contentType: string) {
    this.#options = options;
    this.#contentType = contentType;
  }

  first(body: string): void {
    this.#accept(readVersion(body, this.#contentType, this.#options));
  }

  /** True when the version is a change to tell; only then it becomes the baseline. */
  next(body: string): boolean {
    const version = readVersion(body, this.#contentType, this.#options);
    if (version === null) return false;
    if (this.#baseline === null) {
      this.#accept(version);
      return false;
    }
    if (version.compared === this.#baseline.compared || !this.#isTold(version, this.#baseline)) return false;
    this.#accept(version);
    return true;
  }

  #accept(version: Version | null): void {
    this.#baseline = version;
    for (const line of linesOf(version?.compared ?? '')) this.#seen.add(line.toLowerCase());
  }

  #isTold(version: Version, baseline: Version): boolean {
    const options = this.#options;
    if (firstFound(version.text, list(options.block_while_present)) !== undefined) return false;
    const all = options.conditions_all ?? [];
    const any = options.conditions_any ?? [];
    if (!all.every((condition) => holds(condition, version.text))) return false;
    if (any.length > 0 && !any.some((condition) => holds(condition, version.text))) return false;
    if (options.unique_lines_only === true && !this.#hasNewLine(version)) return false;
    const triggers = list(options.trigger_text).filter((rule) => rule.trim() !== '');
    const only = list(options.only);
    if (only.length === 0) return triggers.length === 0 || firstFound(version.text, triggers) !== undefined;
    const lines = changedLines(baseline.compared, version.compared, only);
    if (triggers.length > 0) return firstFound(lines.join('\n'), triggers) !== undefined;
    return lines.length > 0 || this.#hasCollapsed(version, baseline, only);
  }

  #hasNewLine(version: Version): boolean {
    return linesOf(version.compared).some((line) => !this.#seen.has(line.toLowerCase()));
  }

  /** A watch for additions only still tells when hardly anything is left. */
  #hasCollapsed(version: Version, baseline: Version, only: readonly string[]): boolean {
    if (!only.includes('added') || only.includes('removed')) return false;
    const most = this.#options.report_if_remaining_at_most ?? 0.25;
    return sizeOf(version.compared) <= sizeOf(baseline.compared) * most;
  }
}

/** One verdict per step; null for the first, which is the baseline. */
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
