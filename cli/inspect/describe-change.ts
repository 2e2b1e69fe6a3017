// Describes what the change engine makes of the versions of a page: the step that decided, what is told, what is kept quiet.
import type { ChangeInspection, InspectedVersion } from './explain/inspect-change.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';
import { counted } from '../../domain/system/counted.ts';

const MAX_CHANGES = 40;
const MAX_TEXT = 200;

type Paint = CliContext['paint'];
type Difference = InspectedVersion['changes'][number];

export function describeVersions({ paint }: Pick<CliContext, 'paint'>, result: ChangeInspection): string {
  const versions = result.versions ?? [];
  return versions.map((version, at) => describeVersion(paint, version, at + 1)).join('');
}

function describeVersion(paint: Paint, version: InspectedVersion, no: number): string {
  const { verdict, step, reason, summary, lines, changes, suppressed } = version;
  const isTold = verdict === 'changed';
  const head = `version ${no}: ${isTold ? paint.green('told') : paint.dim(verdict)}`;
  const out = [
    `${paint.bold(head)}  ${counted(lines, 'line')}`,
    ...(summary === undefined ? [] : [`  ${plain(summary, MAX_TEXT)}`]),
    `  by the step “${step}”: ${plain(reason, MAX_TEXT)}`,
    ...shown(changes).flatMap((change) => describeDifference(paint, change)),
    ...shown(suppressed).flatMap((change) => describeQuiet(paint, change)),
  ];
  const more = Math.max(0, changes.length - MAX_CHANGES) + Math.max(0, suppressed.length - MAX_CHANGES);
  return `${[...out, ...(more === 0 ? [] : [`  … and ${more} more differences`])].join('\n')}\n`;
}

function shown(changes: readonly Difference[]): readonly Difference[] {
  return changes.slice(0, MAX_CHANGES);
}

function describeDifference(paint: Paint, { before, after }: Difference): string[] {
  return [
    ...(before === undefined ? [] : [paint.red(`  - ${plain(before, MAX_TEXT)}`)]),
    ...(after === undefined ? [] : [paint.green(`  + ${plain(after, MAX_TEXT)}`)]),
  ];
}

function describeQuiet(paint: Paint, { before, after, rule }: Difference): string[] {
  const text = `${plain(before ?? '–', MAX_TEXT)} → ${plain(after ?? '–', MAX_TEXT)}`;
  return [paint.dim(`  quiet (${rule ?? 'held back'}): ${text}`)];
}
