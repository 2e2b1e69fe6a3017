// How often the fields of a job are found on its live pages; the first pages stand for all of a large job.
import { foundOf } from '../../../domain/job/found-selectors.ts';
import type { Job } from '../../../domain/job/job.ts';
import { type FieldHits, countFieldHits } from '../../../domain/page/field-hits.ts';
import type { FieldValue } from '../../../domain/reading/page/parsed-page.ts';
import type { ApiPorts } from '../../ports.ts';
import type { FieldHitsView } from '../../schemas/job-detail/field.ts';

const BATCH = 500;
const MAX_PAGES = 5_000;

export async function readFieldHits({ pages }: Pick<ApiPorts, 'pages'>, job: Job): Promise<FieldHitsView> {
  const read: (readonly FieldValue[])[] = [];
  let after: string | null = null;
  let isMore = true;
  while (isMore && read.length < MAX_PAGES) {
    const some: Awaited<ReturnType<typeof pages.values>> = await pages.values(job._id, {
      after,
      limit: BATCH,
      states: ['live'],
    });
    read.push(...some.map(({ baseline }) => baseline?.fields ?? []));
    after = some.at(-1)?._id ?? null;
    isMore = some.length === BATCH;
  }
  const named = job.config.fields.map(({ name }) => name);
  const self = `/v1/jobs/${job._id}`;
  return {
    jobId: job._id,
    pages: read.length,
    truncated: isMore,
    items: countFieldHits(named, read).map((hits) => toItem(job, hits)),
    links: { job: self, values: `${self}/values` },
  };
}

function toItem(job: Job, hits: FieldHits): FieldHitsView['items'][number] {
  const field = job.config.fields.find(({ name }) => name === hits.name);
  return {
    ...hits,
    wanted: field !== undefined,
    required: field?.required ?? false,
    locators: locatorsOf(job, hits.name),
    hitRate: hits.pages === 0 ? null : hits.found / hits.pages,
    sources: { ...hits.sources },
    samples: [...hits.samples],
  };
}

/** Those of the configuration; else those that were found by the field's name or example. */
function locatorsOf(job: Job, wanted: string): string[] {
  const named = job.config.fields.find(({ name }) => name === wanted)?.locators ?? [];
  const found = foundOf(job).find(({ name }) => name === wanted)?.locators ?? [];
  return (named.length > 0 ? named : found).map(({ selector, attribute }) =>
    attribute === undefined ? selector : `${selector} @${attribute}`,
  );
}
