// A stored version as something to be shown and picked from: its body, and where its parts stand by the rules its job has now.
import { type PlaceRules, placeRulesOf } from '../../domain/reading/part/page-places.ts';
import type { ViewedBody } from '../../domain/job/preview/page-viewer.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { findPage } from '../query/find-row.ts';
import { readBody, readServed } from '../query/page/page-text.ts';
import type { ApiPorts } from '../ports.ts';

type Ports = Pick<ApiPorts, 'blobs' | 'jobs' | 'pages'>;

export async function bodyOfVersion(ports: Ports, snapshot: Snapshot): Promise<ViewedBody> {
  const { url } = await findPage(ports, snapshot.pageId);
  return { url, contentType: snapshot.contentType ?? '', body: await readBody(ports, snapshot) };
}

/** What the server sent, as a page of its own. */
export async function servedOfVersion(ports: Ports, snapshot: Snapshot): Promise<ViewedBody> {
  const { url } = await findPage(ports, snapshot.pageId);
  const body = await readServed(ports, snapshot);
  return { url: snapshot.served?.url ?? url, contentType: 'text/html; charset=utf-8', body };
}

/** Null: the job watches what has no frame. */
export async function placeRulesFor(
  { jobs }: Pick<Ports, 'jobs'>,
  { jobId }: Pick<Snapshot, 'jobId'>,
): Promise<PlaceRules | null> {
  const job = await jobs.get(jobId);
  return placeRulesOf(job?.config.changes ?? {});
}
