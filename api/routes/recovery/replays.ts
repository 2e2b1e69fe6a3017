// Replaying dead letters: what it would do and how long it takes, doing it, and giving letters up.
import {
  type JobReplay,
  type ReplayPlan,
  type Replayed,
  planReplay,
  replayLetters,
  tryReplay,
} from '../../../domain/upkeep/dead-letter/replay-letters.ts';
import { refuseReplayed } from '../../../domain/upkeep/dead-letter/refuse-replayed.ts';
import { discardLetters } from '../../../domain/upkeep/dead-letter/edit-letter.ts';
import type { LetterFilter } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { describeTime } from '../../../domain/job/plan/asked-for.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { withinDeadline } from '../../http/deadline.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { timePages } from '../../answer/forecast.ts';
import { chosenLetters } from '../../query/recovery/letter-filter.ts';
import {
  type ReplayAnswer,
  type ReplayForecast,
  discardAnswer,
  discardBody,
  replayAnswer,
  replayBody,
  replayForecast,
} from '../../schemas/recovery/dead-letter.ts';
import { toJobReplay, toRefused } from '../../views/recovery/dead-letter-view.ts';

const TAGS = ['recovery'];
/** Ten thousand letters are moved before the answer. */
const DEADLINE_MS = 30_000;
const TOLD_HOSTS = 20;
const AT_ONCE = 500;

export function registerReplays(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/dead-letters/forecast',
    {
      config: { audit: false, deadlineMs: DEADLINE_MS },
      schema: { tags: TAGS, body: replayBody, response: { 200: replayForecast } },
    },
    async (request) => {
      const plan = await planReplay(ports, chosenLetters(workspaceOf(request), request.body));
      return forecast(ports, plan);
    },
  );
  app.post(
    '/v1/dead-letters/replay',
    {
      config: { idempotent: true, deadlineMs: DEADLINE_MS },
      schema: { tags: TAGS, body: replayBody, response: { 202: replayAnswer } },
    },
    async (request, reply) => {
      const { workspaceId, name: by } = callerOf(request);
      const chosen = chosenLetters(workspaceId, request.body);
      const plan = await planReplay(ports, chosen);
      const replayed = await withinDeadline('The replay', replayLetters(ports, plan, by), DEADLINE_MS);
      await requireSome(ports, chosen, { plan, replayed });
      const answer = { ...toAnswer(replayed), isCut: plan.isCut };
      noteAudit(request, { subjectName: `${answer.pages} pages, ${answer.deliveries} deliveries` });
      return reply.code(202).send(answer);
    },
  );
  app.post(
    '/v1/dead-letters/discard',
    {
      config: { idempotent: true, deadlineMs: DEADLINE_MS },
      schema: { tags: TAGS, body: discardBody, response: { 200: discardAnswer } },
    },
    async (request) => {
      const { workspaceId, name: by } = callerOf(request);
      const discarded = await discardAll(ports, chosenLetters(workspaceId, request.body), by);
      noteAudit(request, { subjectName: `${discarded} letters` });
      return { discarded };
    },
  );
}

async function forecast(ports: ApiPorts, plan: ReplayPlan): Promise<ReplayForecast> {
  const jobs = await tryReplay(ports, plan);
  const possible = jobs.filter(({ refusal }) => refusal === null);
  const hosts = await timePages(
    ports,
    possible.map(({ job, letters }) => ({ job, urls: letters.flatMap(({ url }) => url ?? []) })),
  );
  return {
    pages: countPages(possible),
    deliveries: plan.deliveries.length,
    jobs: jobs.map(toJobReplay),
    hosts: hosts.slice(0, TOLD_HOSTS),
    expectedMs: hosts[0]?.tookMs ?? 0,
    detail: describeTime(hosts),
    refused: toRefused(plan.unable),
    isCut: plan.isCut,
  };
}

function countPages(jobs: readonly JobReplay[]): number {
  return jobs.map(toJobReplay).reduce((sum, { pages }) => sum + pages, 0);
}

function toAnswer({ jobs, sent, refused }: Replayed): Omit<ReplayAnswer, 'isCut'> {
  return {
    pages: countPages(jobs.filter(({ runId }) => runId !== null)),
    deliveries: sent,
    jobs: jobs.map(toJobReplay),
    refused: toRefused(refused),
  };
}

/** Something that was asked for by hand and does nothing at all is told as a refusal. */
async function requireSome(
  ports: ApiPorts,
  chosen: LetterFilter,
  { plan, replayed }: { readonly plan: ReplayPlan; readonly replayed: Replayed },
): Promise<void> {
  if (replayed.sent > 0 || replayed.jobs.some(({ runId }) => runId !== null)) return;
  const { jobs, deliveries, unable } = plan;
  if (jobs.length + deliveries.length + unable.length === 0) throw await refuseReplayed(ports, chosen);
  const refused = replayed.jobs.find(({ refusal }) => refusal !== null);
  const why = refused?.refusal ?? replayed.refused[0]?.why ?? '';
  const facts = { requested: 'replay', ...refused?.refusalFacts };
  throw new WebloomError('transition-not-allowed', why, { facts });
}

async function discardAll(ports: ApiPorts, filter: LetterFilter, by: string): Promise<number> {
  let discarded = 0;
  for (;;) {
    const page = { after: null, limit: AT_ONCE };
    const some = await ports.deadLetters.list({ ...filter, states: ['open'] }, page);
    const moved = await discardLetters(
      ports,
      some.map(({ _id }) => _id),
      by,
    );
    discarded += moved;
    if (some.length < AT_ONCE || moved === 0) return discarded;
  }
}
