// Alert rules: list, make, change, remove, and try on what is stored.
import { type AlertRule, isInScope } from '../../../domain/alert/rule/alert-rule.ts';
import { looksAtJobs } from '../../../domain/alert/rule/rule-subject.ts';
import {
  changeAlertRule,
  checkAlertRule,
  createAlertRule,
  removeAlertRule,
} from '../../../domain/alert/sweep/alert-rules.ts';
import { countMessages, trialNote, tryRule } from '../../../domain/alert/sweep/try-rule.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  ruleInput,
  ruleList,
  ruleParams,
  rulePatch,
  ruleQuery,
  ruleView,
  type TriedView,
  tryAnswer,
  tryBody,
} from '../../schemas/alert/alert-rule.ts';
import { nothing } from '../../schemas/paging.ts';
import { toRuleView } from '../../views/alert/alert-view.ts';

const TAGS = ['alerts'];
const EXAMPLES = 20;

export function registerAlertRules(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerWriting(app, ports);
  registerTrying(app, ports);
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/alert-rules',
    { schema: { tags: TAGS, querystring: ruleQuery, response: { 200: ruleList } } },
    async (request) => {
      const rules = await ports.alertRules.list(workspaceOf(request));
      const { jobId } = request.query;
      const job = jobId === undefined ? null : await ports.jobs.get(jobId);
      const own = job === null ? null : { jobId: job._id, tags: job.tags ?? [] };
      const items = rules.filter(
        ({ scope, when }) => own === null || (looksAtJobs(when) && isInScope(scope, own)),
      );
      return { items: items.map(toRuleView) };
    },
  );
  app.get(
    '/v1/alert-rules/:ruleId',
    { schema: { tags: TAGS, params: ruleParams, response: { 200: ruleView } } },
    async (request) => toRuleView(await findRule(ports, workspaceOf(request), request.params.ruleId)),
  );
}

function registerWriting(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/alert-rules',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: ruleInput, response: { 201: ruleView } },
    },
    async (request, reply) => {
      const rule = await createAlertRule(ports, workspaceOf(request), request.body);
      noteAudit(request, { subjectId: rule._id, subjectName: rule.name });
      return reply.code(201).header('location', `/v1/alert-rules/${rule._id}`).send(toRuleView(rule));
    },
  );
  app.patch(
    '/v1/alert-rules/:ruleId',
    { schema: { tags: TAGS, params: ruleParams, body: rulePatch, response: { 200: ruleView } } },
    async (request) => {
      const present = await findRule(ports, workspaceOf(request), request.params.ruleId);
      noteAudit(request, { subjectName: present.name });
      return toRuleView(await changeAlertRule(ports, present, request.body));
    },
  );
  app.delete(
    '/v1/alert-rules/:ruleId',
    { schema: { tags: TAGS, params: ruleParams, response: { 204: nothing } } },
    async (request, reply) => {
      const rule = await findRule(ports, workspaceOf(request), request.params.ruleId);
      noteAudit(request, { subjectName: rule.name });
      await removeAlertRule(ports, rule);
      return reply.code(204).send(null);
    },
  );
}

function registerTrying(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/alert-rules/try',
    {
      config: { audit: false },
      schema: { tags: TAGS, body: tryBody, response: { 200: tryAnswer } },
    },
    async (request): Promise<TriedView> => {
      const workspaceId = workspaceOf(request);
      const { days } = request.body;
      const rule = await checkAlertRule(ports, workspaceId, request.body.rule);
      const tried = await tryRule(ports, { workspaceId, rule, days });
      return {
        days,
        judged: tried.judged,
        alerts: tried.alerts.length,
        messages: countMessages(tried, rule.stormAfter),
        isCut: tried.isCut,
        examples: tried.alerts
          .slice(0, EXAMPLES)
          .map(({ at, jobId, title, reason }) => ({ at: at.toISOString(), jobId, title, reason })),
        note: trialNote(rule),
      };
    },
  );
}

async function findRule(ports: ApiPorts, workspaceId: string, ruleId: string): Promise<AlertRule> {
  const rule = await ports.alertRules.get(ruleId);
  if (rule?.workspaceId === workspaceId) return rule;
  throw noSuch('alert rule', { ruleId });
}
