// Fields without a selector: which ones are to be searched for, and how found selectors become part of a
// run's configuration. Found selectors are valid only for the same names and examples; changed ones are
// searched for again.
import type { FoundField, WantedField } from '../config/selector/wanted-field.ts';
import type { Job } from './job.ts';
import type { JobConfig } from '../config/schema.ts';
import { given } from '../system/given.ts';

/** Most runs that search; a field that so many runs did not find is not searched for again. */
const MAX_TRIES = 3;

export function wantedFieldsOf({ fields }: JobConfig): WantedField[] {
  return fields
    .filter(({ locators }) => locators.length === 0)
    .map(({ name, example }) => (example === undefined ? { name } : { name, example }));
}

export function wishKey(config: JobConfig): string {
  return JSON.stringify(wantedFieldsOf(config));
}

/** The fields found for the job's present names and examples. */
export function foundOf({ config, selectors }: Pick<Job, 'config' | 'selectors'>): readonly FoundField[] {
  return selectors !== undefined && selectors.key === wishKey(config) ? selectors.fields : [];
}

export function wantsSelectors(job: Pick<Job, 'config' | 'selectors'>): boolean {
  const wishes = wantedFieldsOf(job.config);
  if (wishes.length === 0) return false;
  const found = foundOf(job);
  if (found.length === 0) return true;
  const isOpen = wishes.some(
    ({ name }) => !found.some((field) => field.name === name && field.locators.length > 0),
  );
  return isOpen && (job.selectors?.tries ?? 0) < MAX_TRIES;
}

/** The configuration of a run: fields without a selector get the found one. */
export function withFoundSelectors(job: Pick<Job, 'config' | 'selectors'>): JobConfig {
  const found = new Map(foundOf(job).map(({ name, locators }) => [name, locators]));
  if (found.size === 0) return job.config;
  const fields = job.config.fields.map((field) => {
    if (field.locators.length > 0) return field;
    const locators = (found.get(field.name) ?? []).map(({ selector, attribute }) => ({
      selector,
      ...given({ attribute }),
    }));
    return { ...field, locators };
  });
  return { ...job.config, fields };
}
