// The answer of `webloom inspect change`: a sequence of versions through the engine that runs use, a filter chain, a text
// to extract, lines to ignore.
import type { BlockChange, ChangeVerdict, Severity } from '../../../domain/change/change.ts';
import type { ChangeRules } from '../../../domain/change/rules.ts';
import { replayVersions } from '../../../domain/change/replay.ts';
import { classifyPage } from '../../../domain/reading/kind/classify.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { matchingLines } from '../../../domain/reading/part/text-rule.ts';
import { readVersion } from '../../../domain/reading/part/read-version.ts';
import { toldOffer } from '../cases/offer-case.ts';
import type { WatchRules } from '../../../domain/reading/part/watch-rules.ts';
import { type CaseOptions, rulesOfCase, textRules } from '../cases/change-case.ts';
import { comparedPage } from '../cases/compared-page.ts';
import { withKnownSpacing } from '../cases/known-spacing.ts';
import { type FilterEntry, runFilters } from '../cases/filter-chain.ts';
import { given } from '../../../domain/system/given.ts';

interface SequenceCase {
  readonly content_type?: string;
  /** Options under the names of other watchers, which expect that every difference counts. */
  readonly options?: CaseOptions;
  /** Rules as a job has them; given instead of `options`. */
  readonly changes?: SequenceRules;
  readonly url?: string;
  readonly steps: readonly { readonly body: string }[];
}

interface SequenceRules {
  readonly watched: WatchRules | null;
  readonly rules: ChangeRules;
}

export type ChangeCase =
  | SequenceCase
  | { readonly filters: readonly FilterEntry[]; readonly input: string }
  | { readonly html: string; readonly options?: CaseOptions }
  | { readonly text: string; readonly ignore: readonly string[] };

export interface InspectedVersion {
  /** first, unchanged, changed or unjudged. */
  readonly verdict: string;
  /** The step of the engine that decided. */
  readonly step: string;
  readonly reason: string;
  /** In one line, if it is a change. */
  readonly summary?: string;
  /** How much it matters, if it is a change. */
  readonly severity?: Severity;
  /** The body of the page stood still: only its frame differs. */
  readonly frameOnly?: true;
  /** Lines of the watched text. */
  readonly lines: number;
  readonly changes: readonly BlockChange[];
  /** Differences that are noise or held back, each noise with its rule. */
  readonly suppressed: readonly BlockChange[];
}

export interface ChangeInspection {
  /** Null for the first version, which is the baseline. */
  readonly changed?: readonly (boolean | null)[];
  readonly versions?: readonly InspectedVersion[];
  readonly output?: string;
  readonly text?: string;
  readonly ignored_line_numbers?: readonly number[];
  /** The case asks for a filter this tool does not have. */
  readonly unsupported?: true;
}

const PAGE_URL = 'http://example.com/page';

export function inspectChange(input: ChangeCase): ChangeInspection {
  if ('steps' in input) return inspectSequence(input);
  if ('filters' in input) {
    const output = runFilters(input.input, input.filters);
    return output === null ? { unsupported: true } : { output };
  }
  if ('ignore' in input) return { ignored_line_numbers: ignoredLineNumbers(input.text, input.ignore) };
  return { text: watchedText(input.html, input.options ?? {}) };
}

/** Line numbers count from one. */
function ignoredLineNumbers(text: string, ignore: readonly string[]): number[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  return [...matchingLines(lines, textRules(ignore))].map((at) => at + 1).sort((a, b) => a - b);
}

function watchedText(html: string, options: CaseOptions): string {
  const contentType = 'text/html';
  const { watched } = rulesOfCase(options, contentType);
  const page = readVersion({ text: html, contentType, url: PAGE_URL }, { fields: NO_FIELDS, watched });
  return page.blocks.map(({ text }) => text).join('\n');
}

function inspectSequence({
  content_type: contentType = 'text/html',
  options = {},
  changes,
  url = PAGE_URL,
  steps,
}: SequenceCase): ChangeInspection {
  if (options.watch !== undefined)
    return {
      changed: toldOffer(
        steps.map(({ body }) => body),
        options,
      ),
    };
  const { watched, rules } = changes ?? rulesOfCase(options, contentType);
  const read = steps.map(({ body }) => {
    const page = readVersion({ text: body, contentType, url }, { fields: NO_FIELDS, watched });
    return comparedPage(page, classifyPage(page.features, url), watched);
  });
  const versions = options.ignore_whitespace === true ? withKnownSpacing(read) : read;
  const verdicts = replayVersions(versions, rules).verdicts;
  return {
    changed: verdicts.map(toChanged),
    versions: verdicts.map((verdict, at) => toVersion(verdict, versions[at]?.blocks.length ?? 0)),
  };
}

function toVersion(verdict: ChangeVerdict, lines: number): InspectedVersion {
  const { step, reason } = verdict;
  const suppressed = 'suppressed' in verdict ? verdict.suppressed : [];
  return { verdict: verdict.verdict, step, reason, lines, ...toldIn(verdict), suppressed };
}

function toldIn(
  verdict: ChangeVerdict,
): Pick<InspectedVersion, 'summary' | 'severity' | 'frameOnly' | 'changes'> {
  if (verdict.verdict !== 'changed') return { changes: [] };
  const { summary, severity, frameOnly, blocks } = verdict.change;
  return { summary, severity, ...given({ frameOnly }), changes: blocks };
}

function toChanged({ verdict }: ChangeVerdict, at: number): boolean | null {
  return at === 0 ? null : verdict === 'changed';
}
