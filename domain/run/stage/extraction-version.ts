// Identifies how a stored version was extracted: rules, parser and fetch options. Validators are sent, and
// equal bytes trusted, only while this is the same as today.
import { CANONICAL_VERSION } from '../../web/url/canonical.ts';
import { type ChangeRules, changeRulesOf, hasChangeRules } from '../../change/rules.ts';
import type { Hasher } from '../../system/clock.ts';
import type { JobConfig } from '../../config/schema.ts';
import { type WatchSettings, watchRulesOf } from '../../reading/part/watch-rules.ts';
import { ruleKey } from '../../price/rule/judge-rules.ts';
import { given } from '../../system/given.ts';

/** Raise it when the parse pass finds other text, fields or links in the same bytes than before. */
const PARSER_VERSION = 10;

export function extractionVersion(config: JobConfig, hasher: Hasher): string {
  const { profile, userAgent, headers } = config.fetch;
  const watched = watchRulesOf(config.changes);
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
    ...given({ watched: watched ?? undefined, rules: rules ?? undefined }),
    ...priceWatch(config),
  };
  return hasher.sha256(JSON.stringify(parts)).slice(0, 12);
}

/**
 * Identifies how the watched lines of a version were read: parser, part, format and filters. Versions read alike can be
 * compared without their bodies.
 */
export function readingVersion(changes: WatchSettings, hasher: Hasher): string {
  return hasher.sha256(JSON.stringify([PARSER_VERSION, watchRulesOf(changes)])).slice(0, 12);
}

/** Under other change rules a held-back change has to be judged again, although the bytes are the same. */
function changeRules({ changes }: JobConfig): ChangeRules | null {
  const rules = changeRulesOf(changes);
  return hasChangeRules(rules) ? rules : null;
}

/**
 * A new price rule has to be judged although the bytes are the same; so has the text, once it is watched again. A
 * rule's name is not part of it.
 */
function priceWatch({ changes }: JobConfig): object {
  const { watch, priceRules = [] } = changes;
  return {
    ...(watch === 'page' ? {} : { watch }),
    ...(priceRules.length === 0 ? {} : { priceRules: priceRules.map(ruleKey) }),
  };
}
