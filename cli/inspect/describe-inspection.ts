// Describes the result of an inspection: one line per value, lists indented, evidence beside the value.
import type { ChangeInspection } from './explain/inspect-change.ts';
import type { ProductResult } from './explain/inspect-product.ts';
import type { SelectorsResult } from './explain/selector.ts';
import type { CliContext } from '../context.ts';
import { describeVersions } from './describe-change.ts';
import { describeSelectors } from './describe-selectors.ts';
import { describeProduct } from './describe-product.ts';
import type { Subject } from './subject.ts';
import { pad, plain } from '../print-table.ts';

const MAX_ITEMS = 40;
const MAX_TEXT = 300;

export function describeInspection(
  { paint }: Pick<CliContext, 'paint'>,
  what: Subject,
  result: object,
): string {
  if (isProduct(what, result)) return describeProduct({ paint }, result);
  if (isSelectors(what, result)) return describeSelectors({ paint }, result);
  if (isChange(what, result)) return describeVersions({ paint }, result);
  const lines = Object.entries(result).flatMap(([name, value]) => describe(name, value, ''));
  return `${paint.bold(what)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function isSelectors(what: Subject, result: object): result is SelectorsResult {
  return what === 'selectors' && 'fields' in result;
}

function isChange(what: Subject, result: object): result is ChangeInspection {
  return what === 'change' && 'versions' in result;
}

function isProduct(what: Subject, result: object): result is ProductResult {
  return what === 'product' && 'explanation' in result;
}

function describe(name: string, value: unknown, indent: string): string[] {
  const label = `${indent}${pad(name, Math.max(1, 18 - indent.length))}`;
  if (value === null || value === undefined || value === '') return [`${label} –`];
  if (Array.isArray(value)) return describeList(label, value, indent);
  if (typeof value === 'object') {
    const parts = Object.entries(value).flatMap(([key, part]) => describe(key, part, `${indent}  `));
    return [label.trimEnd(), ...parts];
  }
  return [`${label} ${plain(typeof value === 'string' ? value : JSON.stringify(value), MAX_TEXT)}`];
}

function describeList(label: string, values: readonly unknown[], indent: string): string[] {
  if (values.length === 0) return [`${label} none`];
  const shown = values.slice(0, MAX_ITEMS).map((value) => `${indent}  - ${oneLine(value)}`);
  const more = values.length > MAX_ITEMS ? [`${indent}  … and ${values.length - MAX_ITEMS} more`] : [];
  return [`${label} ${values.length}`, ...shown, ...more];
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return plain(String(value), MAX_TEXT);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== null && part !== '' && part !== undefined)
    .map(([name, part]) => `${name} ${typeof part === 'object' ? JSON.stringify(part) : String(part)}`);
  return plain(parts.join(', '), MAX_TEXT);
}
