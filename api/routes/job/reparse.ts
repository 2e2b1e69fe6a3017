// What is done with all that is stored of a job: read again by its present rules, or verified; and what would differ.
import { previewPage, wantedPages } from '../../../domain/control/mend/reparse-step.ts';
import { startMend } from '../../../domain/control/mend/start-mend.ts';
import type { JobConfig } from '../../../domain/job/schema.ts';
import type { ReparseFilter } from '../../../domain/mend/mend.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findOwnJob } from '../../query/find-row.ts';
import { decompressBlob } from '../../query/page/page-text.ts';
import { jobParams } from '../../schemas/job/job.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';
import {
  mendAnswer,
  reparseBody,
  reparsePreview,
  type ReparsePreviewView,
  reparseQuery,
  verifyBody,
} from '../../schemas/run/mend.ts';
import { runLinks } from '../../views/run/run-view.ts';

const URL = '/v1/jobs/:jobId/reparse';
const TAGS = ['jobs'];
const MOST_PAGES = 50;
const PAGE_MS = 5_000;

export function registerReparse(app: ApiServer, ports: ApiPorts): void {
  registerVerify(app, ports);
  app.get(
    URL,
    {
      config: { deadlineMs: 30_000 },
      schema: {
        tags: TAGS,
        params: jobParams,
        querystring: reparseQuery,
        response: { 200: reparsePreview, ...PROBLEMS },
      },
    },
    async (request) => {
      const { _id: jobId, config } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      return preview(ports, { jobId, config, only: filterOf(request.query) });
    },
  );
  app.post(
    URL,
    {
      config: { idempotent: true },
      schema: {
        tags: TAGS,
        params: jobParams,
        body: reparseBody,
        response: { 202: mendAnswer, ...BODY_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { _id: jobId } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      const asked = { by: callerOf(request).name, why: request.body.why };
      const mend = { kind: 'reparse', only: filterOf(request.body), ...asked } as const;
      const { run, note } = await withinDeadline('Starting it', startMend(ports, jobId, mend));
      return reply.code(202).send({ runId: run._id, note: note ?? null, links: runLinks(ports, run) });
    },
  );
}

function registerVerify(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/jobs/:jobId/verify',
    {
      config: { idempotent: true },
      schema: {
        tags: TAGS,
        params: jobParams,
        body: verifyBody,
        response: { 202: mendAnswer, ...BODY_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { _id: jobId } = await findOwnJob(ports, request.params.jobId, workspaceOf(request));
      const { repair, why } = request.body;
      const mend = { kind: 'verify', repair, by: callerOf(request).name, why } as const;
      const { run, note } = await withinDeadline('Starting it', startMend(ports, jobId, mend));
      return reply.code(202).send({ runId: run._id, note: note ?? null, links: runLinks(ports, run) });
    },
  );
}

function filterOf({
  pageType,
  text,
}: {
  pageType?: string | undefined;
  text?: string | undefined;
}): ReparseFilter {
  return {
    ...(pageType === undefined ? {} : { pageTypes: [pageType] }),
    ...(text === undefined ? {} : { text }),
  };
}

interface Wanted {
  readonly jobId: string;
  readonly config: JobConfig;
  readonly only: ReparseFilter;
}

async function preview(ports: ApiPorts, { jobId, config, only }: Wanted): Promise<ReparsePreviewView> {
  const found = await ports.pages.list(jobId, { ...wantedPages({ only }), after: null, limit: MOST_PAGES + 1 });
  const parser = ports.openParser(PAGE_MS);
  const reading = { ...ports, parser, readBody: (key: string) => readBody(ports, key) };
  const pages: ReparsePreviewView['pages'] = [];
  let differ = 0;
  try {
    for (const page of found.slice(0, MOST_PAGES)) {
      const { baseline } = page;
      if (baseline === undefined) continue;
      const { why, differences } = await previewPage(reading, config, { ...page, baseline });
      if (differences.length > 0) differ += 1;
      if (why === '' && differences.length === 0) continue;
      const left = why === '' ? null : why;
      pages.push({
        pageId: page._id,
        url: page.url,
        left,
        differences: differences.map((one) => ({ ...one })),
      });
    }
  } finally {
    await parser.close();
  }
  return { looked: Math.min(found.length, MOST_PAGES), differ, pages, truncated: found.length > MOST_PAGES };
}

async function readBody({ blobs }: Pick<ApiPorts, 'blobs'>, key: string): Promise<Uint8Array | null> {
  const kept = await blobs.get(key);
  return kept === null ? null : decompressBlob(kept);
}
