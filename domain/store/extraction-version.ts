// Identifies how a stored version was extracted: rules, parser and fetch options. Validators are sent, and
// equal bytes trusted, only while this is the same as today.
import { CANONICAL_VERSION } from '../url/canonical.ts';
import type { Hasher } from '../clock.ts';
import type { JobConfig } from '../job/schema.ts';

/** Raise it when the parse pass finds other text, fields or links in the same bytes than before. */
const PARSER_VERSION = 3;

export function extractionVersion(config: JobConfig, hasher: Hasher): string {
  const { profile, userAgent, headers } = config.fetch;
  const { include = [], exclude = [] } = config.changes.scope ?? {};
  const rules = changeRules(config);
  const parts = {
    parser: PARSER_VERSION,
    canonical: CANONICAL_VERSION,
    fields: config.fields,
    profile,
    userAgent,
    headers,
    // Absent for jobs without these options, so that the versions of other jobs stay what they were.
    // A listing's selectors decide which links are items and which lead to the next page.
    ...(config.source.kind === 'listing'
      ? { item: config.source.itemSelector, next: config.source.nextSelector }
      : {}),
    ...(include.length + exclude.length === 0 ? {} : { include, exclude }),
    ...(rules === null ? {} : { rules }),
  };
  return hasher.sha256(JSON.stringify(parts)).slice(0, 12);
}

/** Under other change rules a held-back change has to be judged again, although the bytes are the same. */
function changeRules({ changes }: JobConfig): readonly unknown[] | null {
  const { ignoreText, triggerText, blockWhilePresent, minSeverity, onlyNumbersBeyondPercent } = changes;
  const lists = [ignoreText, triggerText, blockWhilePresent];
  const hasNone = minSeverity === undefined && onlyNumbersBeyondPercent === undefined;
  if (hasNone && lists.every((list) => list.length === 0)) return null;
  return [...lists, minSeverity ?? null, onlyNumbersBeyondPercent ?? null];
}
