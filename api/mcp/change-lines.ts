// Changes as lines for people and as members for programs.
import { type Together, togetherReason, togetherSummary } from '../../domain/change/words/fold-together.ts';
import { CHANGE_STEPS } from '../../domain/change/step.ts';
import { counted } from '../../domain/system/counted.ts';
import { summaryWords } from '../../domain/page/model-summary/model-summary.ts';
import type { ChangeView, DiffView } from '../client/client.ts';
import { oneLine } from './page-text.ts';

const MAX_SUMMARY = 400;
const MAX_URL = 500;
const MAX_BLOCK = 280;
const MAX_BLOCKS = 40;

/** What is of Webloom stands beside what is of the page. */
export function changeFacts(change: ChangeView, told: { readonly summary: string }): object {
  const { changeId, pageId, jobId, jobName, runId, at, state, inbox, kind, severity, step, heldBy } = change;
  const { summary, ...more } = told;
  return {
    changeId,
    at,
    kind,
    severity,
    state,
    inbox,
    jobId,
    jobName: oneLine(jobName, 100),
    runId,
    pageId,
    decidedBy: decidedBy(step),
    heldBy,
    rolledBack: change.rolledBack,
    ...more,
    fromPage: {
      url: oneLine(change.url, MAX_URL),
      title: oneLine(change.title, 200),
      summary: oneLine(summary, MAX_SUMMARY),
      reason: oneLine(change.reason, MAX_SUMMARY),
      modelSummary:
        change.modelSummary === null ? null : oneLine(summaryWords(change.modelSummary), MAX_SUMMARY),
      priceRules: change.rules.map(({ name, reason }) => oneLine(`${name}: ${reason}`, MAX_SUMMARY)),
    },
  };
}

/** Null: the page came, went, or its price alone moved. */
export function decidedBy(step: string | null): string | null {
  const words: Readonly<Record<string, string>> = CHANGE_STEPS;
  return step === null ? null : `${step}: ${words[step] ?? ''}`;
}

export function changeLines(row: Together<ChangeView>): string[] {
  const { change, same } = row;
  const { at, severity, kind, state, jobName, changeId } = change;
  const more =
    same.length === 0 ? '' : ` and ${counted(same.length, 'more page')}, for ${togetherReason(row)}`;
  return [
    `- ${at} ${severity}, ${kind}, ${state}${change.rolledBack === null ? '' : ', rolled back'}; job "${oneLine(jobName, 100)}"; ${changeId}`,
    `  ${oneLine(change.title, 200)} <${oneLine(change.url, MAX_URL)}>${more}`,
    `  what: ${oneLine(togetherSummary(row), MAX_SUMMARY)}`,
    `  why: ${oneLine(change.reason, MAX_SUMMARY)}`,
    ...(change.modelSummary === null ? [] : [`  ${oneLine(summaryWords(change.modelSummary), MAX_SUMMARY)}`]),
    ...change.rules.map(
      ({ name, reason }) => `  price rule "${oneLine(name, 100)}": ${oneLine(reason, MAX_SUMMARY)}`,
    ),
  ];
}

/** What the change kept of both versions. */
export function evidenceLines({ fields, blocks, picture }: ChangeView): string[] {
  const told = blocks.slice(0, MAX_BLOCKS).map(({ op, before, after, under, inFrame }) => {
    const place = under === undefined ? '' : ` under "${oneLine(under, 100)}"`;
    return `  ${op}${place}${inFrame ? ' (in the frame)' : ''}: ${sides(before, after)}`;
  });
  return [
    ...fields.map(({ name, before, after }) => `  field ${oneLine(name, 60)}: ${sides(before, after)}`),
    ...told,
    ...(blocks.length > MAX_BLOCKS
      ? [`  ${blocks.length - MAX_BLOCKS} more blocks: get_diff shows them`]
      : []),
    ...(picture === null ? [] : [`  picture: ${(picture.share * 100).toFixed(1)} % of it differs`]),
  ];
}

function sides(before: string | null | undefined, after: string | null | undefined): string {
  const [was, is] = [before, after].map((text) =>
    text === null || text === undefined ? null : `"${oneLine(text, MAX_BLOCK)}"`,
  );
  return `${was ?? 'nothing'} → ${is ?? 'nothing'}`;
}

type Line = DiffView['hunks'][number]['lines'][number];

const SIGNS: Readonly<Record<Line['op'], string>> = {
  same: ' ',
  added: '+',
  removed: '-',
  replaced: '~',
  moved: '>',
};

export function diffLines({ by, url, hunks, fields, missing, first }: DiffView): string[] {
  const head = [
    `page <${oneLine(url, MAX_URL)}>`,
    ...(missing === null ? [] : [`only what the change kept: ${oneLine(missing, 300)}`]),
  ];
  if (first) return [...head, 'This is the first version: there is nothing to compare it with.'];
  if (by === 'fields')
    return [
      ...head,
      ...fields.map(
        ({ name, before, after, changed }) =>
          `${changed ? '*' : ' '} ${oneLine(name, 60)}: ${sides(before, after)}`,
      ),
    ];
  return [...head, ...hunks.flatMap(({ under, lines }) => [hunkHead(under), ...lines.flatMap(lineOf)])];
}

function hunkHead(under: string | null): string {
  return under === null ? '@@' : `@@ ${oneLine(under, 100)}`;
}

/** A line that is not told says why. */
function lineOf({ op, before, after, silent }: Line): string[] {
  const quiet = silent === null ? '' : ` (not told: ${oneLine(silent.meaning, 100)})`;
  if (op === 'replaced')
    return [`- ${oneLine(before ?? '', MAX_BLOCK)}`, `+ ${oneLine(after ?? '', MAX_BLOCK)}${quiet}`];
  return [`${SIGNS[op]} ${oneLine(after ?? before ?? '', MAX_BLOCK)}${quiet}`];
}
