// Exports: the rows of a list, all of them, as a stream of CSV or of JSON lines.
import type { FastifyReply } from 'fastify';
import {
  CHANGE_COLUMNS,
  type Column,
  JOB_COLUMNS,
  PAGE_COLUMNS,
  PRICE_COLUMNS,
  RUN_COLUMNS,
  valueColumns,
} from '../export/export-columns.ts';
import {
  type Batches,
  changeBatches,
  jobBatches,
  pageBatches,
  priceBatches,
  runBatches,
  valueBatches,
} from '../export/export-rows.ts';
import { toCsv, toNdjson } from '../export/export-stream.ts';
import { configurationBatches } from '../export/configuration-rows.ts';
import { runContents } from '../export/run-contents.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { Run } from '../../domain/run/run.ts';
import { requireDetails } from '../query/run/require-details.ts';
import { workspaceOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findOwnJob, findOwnRun } from '../query/find-row.ts';
import { EXPORT_QUERIES, csvText, ndjsonText } from '../schemas/export.ts';

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

const FORMS = {
  csv: { type: 'text/csv; charset=utf-8', response: csvText },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', response: ndjsonText },
} as const;

export function registerExports(app: ApiServer, ports: ApiPorts): void {
  for (const format of FORMATS) {
    registerWhole(app, ports, format);
    registerOfJob(app, ports, format);
    registerHistory(app, ports, format);
  }
  registerContents(app, ports);
  registerConfiguration(app, ports);
}

function optionsOf<Query>(querystring: Query, format: Format) {
  const response = { 200: FORMS[format].response };
  // A HEAD would read all rows and give none of them.
  return { exposeHeadRoute: false, schema: { tags: ['exports'], querystring, response } };
}

function registerWhole(app: ApiServer, ports: ApiPorts, format: Format): void {
  app.get(`/v1/exports/jobs.${format}`, optionsOf(EXPORT_QUERIES.jobs, format), async (request, reply) => {
    const { bom, ...wanted } = request.query;
    const parts = jobBatches(ports, { ...wanted, workspaceId: workspaceOf(request) });
    return send(reply, parts, { name: 'jobs', format, bom, columns: JOB_COLUMNS });
  });
  app.get(`/v1/exports/runs.${format}`, optionsOf(EXPORT_QUERIES.runs, format), async (request, reply) => {
    const { bom, ...wanted } = request.query;
    const parts = runBatches(ports, { ...wanted, workspaceId: workspaceOf(request) });
    return send(reply, parts, { name: 'runs', format, bom, columns: RUN_COLUMNS });
  });
}

function registerOfJob(app: ApiServer, ports: ApiPorts, format: Format): void {
  app.get(`/v1/exports/pages.${format}`, optionsOf(EXPORT_QUERIES.pages, format), async (request, reply) => {
    const { bom, ...wanted } = request.query;
    const workspaceId = workspaceOf(request);
    if (wanted.jobId !== undefined) await findOwnJob(ports, wanted.jobId, workspaceId);
    const parts = pageBatches(ports, { ...wanted, workspaceId });
    return send(reply, parts, { name: 'pages', format, bom, columns: PAGE_COLUMNS });
  });
  app.get(
    `/v1/exports/values.${format}`,
    optionsOf(EXPORT_QUERIES.values, format),
    async (request, reply) => {
      const { bom, ...wanted } = request.query;
      const job = await findOwnJob(ports, wanted.jobId, workspaceOf(request));
      const columns = valueColumns(job.config.fields.map(({ name }) => name));
      return send(reply, valueBatches(ports, wanted), { name: 'values', format, bom, columns });
    },
  );
}

function registerHistory(app: ApiServer, ports: ApiPorts, format: Format): void {
  app.get(
    `/v1/exports/changes.${format}`,
    optionsOf(EXPORT_QUERIES.changes, format),
    async (request, reply) => {
      const { bom, ...wanted } = request.query;
      const parts = changeBatches(ports, { ...wanted, workspaceId: workspaceOf(request) });
      return send(reply, parts, { name: 'changes', format, bom, columns: CHANGE_COLUMNS });
    },
  );
  app.get(
    `/v1/exports/prices.${format}`,
    optionsOf(EXPORT_QUERIES.prices, format),
    async (request, reply) => {
      const { bom, ...wanted } = request.query;
      const parts = priceBatches(ports, { ...wanted, workspaceId: workspaceOf(request) });
      return send(reply, parts, { name: 'prices', format, bom, columns: PRICE_COLUMNS });
    },
  );
}

/** Pages with what they say, which no table holds: JSON lines alone. */
function registerContents(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/exports/contents.ndjson',
    optionsOf(EXPORT_QUERIES.contents, 'ndjson'),
    async (request, reply) => {
      const { as = ['markdown'], whole, follow, ...named } = request.query;
      const findRun = await runFinder(ports, named, workspaceOf(request));
      const wanted = { findRun, as, whole: whole === 'true', follow: follow === 'true' };
      const parts = runContents(ports, wanted);
      // The answer begins at once: the first page may take as long as its site does.
      reply.raw.once('pipe', () => reply.raw.flushHeaders());
      return send(reply, parts, { name: 'contents', format: 'ndjson', bom: undefined, columns: [] });
    },
  );
}

/** Documents, which no table holds: JSON lines alone. */
function registerConfiguration(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/exports/configuration.ndjson',
    optionsOf(EXPORT_QUERIES.configuration, 'ndjson'),
    async (request, reply) => {
      const parts = configurationBatches(ports, workspaceOf(request));
      return send(reply, parts, { name: 'configuration', format: 'ndjson', bom: undefined, columns: [] });
    },
  );
}

async function runFinder(
  ports: ApiPorts,
  { runId, jobId }: { readonly runId?: string | undefined; readonly jobId?: string | undefined },
  workspaceId: string,
): Promise<() => Promise<Run | null>> {
  if ((runId === undefined) === (jobId === undefined))
    throw new WebloomError(
      'unknown-parameter',
      'Name either a run (runId) or a job whose latest run is meant (jobId).',
    );
  if (runId !== undefined) {
    requireDetails(await findOwnRun(ports, runId, workspaceId));
    return () => ports.runs.get(runId);
  }
  const job = await findOwnJob(ports, jobId ?? '', workspaceId);
  const latest = async (): Promise<Run | null> =>
    (await ports.runs.list({ jobId: job._id, limit: 1 }))[0] ?? null;
  const first = await latest();
  if (first !== null) requireDetails(first);
  // The run that is told is the same until its end, whatever begins meanwhile.
  let told = first?._id;
  return async () => {
    told ??= (await latest())?._id;
    return told === undefined ? null : ports.runs.get(told);
  };
}

interface ExportForm<Row> {
  readonly name: string;
  readonly format: Format;
  readonly bom: 'true' | 'false' | undefined;
  readonly columns: readonly Column<Row>[];
}

async function send<Row>(
  reply: FastifyReply,
  parts: Batches<Row>,
  { name, format, bom, columns }: ExportForm<Row>,
): Promise<FastifyReply> {
  const { text, rows } =
    format === 'csv' ? await toCsv(parts, { columns, withMark: bom === 'true' }) : await toNdjson(parts);
  reply.trailer('webloom-rows', async () => String(rows()));
  return reply
    .type(FORMS[format].type)
    .header('content-disposition', `attachment; filename="webloom-${name}.${format}"`)
    .send(text);
}
