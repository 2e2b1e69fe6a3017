// The values of a page as the API shows them.
import type { PageValues } from '../../domain/page/page-store.ts';
import type { ValueView } from '../schemas/job-detail/field.ts';

export function toValueView({ _id, jobId, url, lastCheckedAt, baseline }: PageValues): ValueView {
  const fields = baseline?.fields ?? [];
  return {
    pageId: _id,
    url,
    title: baseline?.title ?? '',
    pageType: baseline?.pageType ?? null,
    lastCheckedAt: lastCheckedAt.toISOString(),
    fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    missing: fields.filter(({ missing }) => missing === true).map(({ name }) => name),
    healed: fields.filter(({ healed }) => healed === true).map(({ name }) => name),
    links: { page: `/v1/pages/${encodeURIComponent(_id)}`, job: `/v1/jobs/${jobId}` },
  };
}
