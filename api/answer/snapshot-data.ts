// What a stored version says, as data: its fields as they were kept, product, article and prices read again from its body, in a
// thread that can be killed.
import { WebloomError } from '../../domain/system/errors.ts';
import { findJob } from '../query/find-row.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import { parseOptions } from '../../domain/run/stage/parse-options.ts';
import type { ApiPorts } from '../ports.ts';
import type { SnapshotData } from '../schemas/page.ts';
import { toSnapshotView } from '../views/page-view.ts';
import { readBody } from '../query/page/page-text.ts';

export async function readSnapshotData(
  ports: Pick<ApiPorts, 'blobs' | 'jobs' | 'openParser'>,
  page: Page,
  snapshot: Snapshot,
): Promise<SnapshotData> {
  const job = await findJob(ports, page.jobId);
  const body = await readBody(ports, snapshot);
  const request = { url: page.url, contentType: snapshot.contentType ?? '', body };
  const parser = ports.openParser();
  try {
    const [reply] = await parser.parse([request], parseOptions(job.config, false));
    if (reply?.ok !== true)
      throw new WebloomError(
        'not-found',
        `This version can not be read as data: ${reply?.detail ?? 'it took too long'}.`,
      );
    const { product, article, priceCandidates } = reply.row;
    return {
      snapshotId: snapshot._id,
      url: page.url,
      title: snapshot.title,
      pageType: snapshot.pageType,
      fields: toSnapshotView(snapshot).fields,
      product: product === undefined ? null : { ...product },
      article: article === undefined ? null : { ...article },
      prices: priceCandidates.map((candidate) => ({ ...candidate })),
    };
  } finally {
    await parser.close();
  }
}
