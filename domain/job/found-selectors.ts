// Fields a user only named: which ones still want a selector, and how found ones become part of a run's configuration. What
// was found belongs to the wishes as they were; other names or examples are searched for anew.
import type { FoundField, Wish } from '../selector/wish.ts';
import type { Job } from './job.ts';
import type { JobConfig } from './schema.ts';

/** Pages that show nothing of a field in so many runs will not show it in the next. */
const MAX_TRIES = 3;

export function wishesOf({ fields }: JobConfig): Wish[] {
  return fields
    .filter(({ locators }) => locators.length === 0)
    .map(({ name, example }) => (example === undefined ? { name } : { name, example }));
}

export function wishKey(config: JobConfig): string {
  return JSON.stringify(wishesOf(config));
}

/** What was found for today's wishes. */
export function foundOf({ config, selectors }: Pick<Job, 'config' | 'selectors'>): readonly FoundField[] {
  return selectors !== undefined && selectors.key === wishKey(config) ? selectors.fields : [];
}

export function wantsSelectors(job: Pick<Job, 'config' | 'selectors'>): boolean {
  const wishes = wishesOf(job.config);
  if (wishes.length === 0) return false;
  const found = foundOf(job);
  if (found.length === 0) return true;
  const isOpen = wishes.some(
    ({ name }) => !found.some((field) => field.name === name && field.locators.length > 0),
  );
  return isOpen && (job.selectors?.tries ?? 0) < MAX_TRIES;
}

/** The configuration of a run: fields without a selector take the found ones. */
export function withFoundSelectors(job: Pick<Job, 'config' | 'selectors'>): JobConfig {
  const found = new Map(foundOf(job).map(({ name, locators }) => [name, locators]));
  if (found.size === 0) return job.config;
  const fields = job.config.fields.map((field) => {
    if (field.locators.length > 0) return field;
    const locators = (found.get(field.name) ?? []).map(({ selector, attribute }) => ({
      selector,
      ...(attribute === undefined ? {} : { attribute }),
    }));
    return { ...field, locators };
  });
  return { ...job.config, fields };
}
