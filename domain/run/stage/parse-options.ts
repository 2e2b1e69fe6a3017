// What the parse pass has to read for a job: its fields, the part it watches, its links.
import type { JobConfig } from '../../config/schema.ts';
import { watchRulesOf } from '../../reading/part/watch-rules.ts';
import { listingFields } from './listing-links.ts';
import type { ParseOptions } from './page-parser.ts';
import { given } from '../../system/given.ts';

export function parseOptions(config: JobConfig, wantLinks: boolean): ParseOptions {
  const fields = config.fields.map(({ name, locators, many, required }) => ({
    name,
    many,
    required,
    locators: locators.map(({ selector, attribute }) => ({
      kind: 'css' as const,
      selector,
      ...given({ attribute }),
    })),
  }));
  return {
    fields: [...fields, ...listingFields(config.source)],
    watched: watchRulesOf(config.changes),
    wantLinks,
  };
}
