// What a page is and why, for one page at a time.
import { classifyPage } from '../../../domain/reading/kind/classify.ts';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import type { InspectCase } from '../cases/inspect-case.ts';
import { parsePage } from '../../../domain/reading/parse-page.ts';

export interface PageTypeResult {
  readonly label: string;
  readonly subtype: string | null;
  readonly score: number;
  readonly wall: boolean;
  readonly reasons: readonly string[];
}

export function inspectPageType(input: InspectCase): PageTypeResult {
  const url = input.url ?? '';
  const page = parsePage({ html: input.html, url, fields: NO_FIELDS });
  const verdict = classifyPage(page.features, url);
  return {
    label: verdict.type,
    subtype: verdict.subtype ?? null,
    score: verdict.score,
    wall: verdict.wall,
    reasons: verdict.reasons,
  };
}
