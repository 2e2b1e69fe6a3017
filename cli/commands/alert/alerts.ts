// The commands for alert rules: list, add, try, turn on and off, remove.
import { type Command, Option } from 'commander';
import type { RuleInput, RuleView, TriedView } from '../../../api/client/incident-calls.ts';
import type { EscalationStep } from '../../../domain/alert/rule/escalation.ts';
import { workspaceWords } from '../../../domain/alert/rule/rule-subject.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { findChannelIds } from './find-channel.ts';
import { findRule } from './find-rule.ts';
import { registerMaintenance } from './maintenance.ts';
import { parseEscalationStep } from './escalation-step.ts';
import { parseHours, scopeOf } from './rule-scope.ts';
import { given } from '../../../domain/system/given.ts';
import { counted } from '../../../domain/system/counted.ts';

interface RuleOptions {
  readonly name?: string;
  readonly when: string;
  readonly kind?: string;
  readonly part?: string;
  readonly text?: string;
  readonly job?: string;
  readonly tag?: string;
  readonly channel?: readonly string[];
  readonly remind?: string;
  readonly digest?: 'none' | 'hour' | 'day';
  readonly quietHours?: string;
  readonly zone?: string;
  readonly stormAfter?: string;
  readonly step?: readonly string[];
  readonly days?: string;
}

/** Loaded when a rule is typed, because prices know all currencies. */
async function loadConditionText() {
  return import('../../../domain/alert/rule/condition-text.ts');
}

export function registerAlerts(program: Command, run: Run): void {
  const alerts = program
    .command('alerts')
    .summary('say by rules who is told of what, and try rules on the past');
  alerts
    .command('list')
    .summary('list the alert rules by name')
    .option('--job <job>', 'only rules that look at this job: id or name')
    .action((options: { job?: string }) => run((context) => list(context, options.job)));
  addRuleOptions(alerts.command('add').summary('make an alert rule'))
    .requiredOption('--name <name>', 'what it is called in messages')
    .action((options: RuleOptions) => run((context) => add(context, options)));
  addRuleOptions(alerts.command('try').summary('how often such a rule would have told'))
    .option('--days <n>', 'how many days are looked back', '30')
    .action((options: RuleOptions) => run((context) => tryOut(context, options)));
  const turn = (name: string, enabled: boolean, summary: string): void => {
    alerts
      .command(name)
      .summary(summary)
      .argument('<rule...>', 'ids or names of alert rules')
      .action((rules: string[]) => run((context) => turnAll(context, rules, enabled)));
  };
  turn('on', true, 'turn alert rules on');
  turn('off', false, 'turn alert rules off; nobody is told by them');
  alerts
    .command('remove')
    .summary('remove alert rules and end their incidents')
    .argument('<rule...>', 'ids or names of alert rules')
    .action((rules: string[]) => run((context) => removeAll(context, rules)));
  registerMaintenance(alerts, run);
}

function addRuleOptions(command: Command): Command {
  return command
    .requiredOption(
      '--when <condition>',
      'as "major change", "run fails", "worse than usual", "price drop 5%"',
    )
    .option('--kind <kinds>', 'only changes of these kinds; several with commas')
    .option('--part <text>', 'only changes of this field, or under a heading with this text')
    .option('--text <text>', 'only changes with this text, or /pattern/')
    .option('--job <job>', 'only of this job: id or name')
    .option('--tag <tag>', 'only of jobs with this tag')
    .option(
      '--channel <channel>',
      'tell this channel: id or name; may be repeated; absent: all of them',
      collect,
    )
    .option('--remind <time>', 'tell again after 30m, 2h … until somebody acknowledges it')
    .addOption(new Option('--digest <span>', 'tell what came within it at once').choices(['hour', 'day']))
    .option('--quiet-hours <times>', 'tell nobody in these hours, as 22:00-07:00')
    .option('--zone <zone>', 'time zone of quiet hours and digests', 'UTC')
    .option(
      '--step <step>',
      'while nobody acknowledges: "10m all", "10m Ops", "30m pause-job", "1h pause-host"; may be repeated',
      collect,
    )
    .option('--storm-after <n>', 'of one run tell so many one by one, the others as one', '5');
}

async function list(context: CliContext, job: string | undefined): Promise<void> {
  const jobId = job === undefined ? undefined : await findJobId(context.api, job);
  const rules = await context.api.alertRules({ jobId });
  if (context.json) return printJson(context, rules);
  if (rules.items.length === 0) context.err('There are no alert rules.\n');
  else {
    const { items } = await context.api.channels();
    const names = new Map(items.map(({ channelId, name }) => [channelId, name]));
    const rows = rules.items.map((rule) => toRow(rule, names));
    printTable(context, ['RULE', 'NAME', 'WHEN', 'WHERE', 'TELLS', 'STATE'], rows);
  }
}

function toRow(rule: RuleView, names: ReadonlyMap<string, string>): string[] {
  const { ruleId, name, text, scope, when, channels, enabled } = rule;
  const named =
    scope.kind === 'job' ? scope.jobId : scope.kind === 'tag' ? `tag ${scope.tag}` : workspaceWords(when);
  const tells =
    channels === 'all' ? 'all channels' : channels.map((id) => names.get(id) ?? id).join(', ') || 'nobody';
  return [
    ruleId,
    plain(name, 40),
    plain(text, 60),
    plain(named, 40),
    plain(tells, 40),
    enabled ? 'on' : 'off',
  ];
}

async function toInput(context: CliContext, options: RuleOptions): Promise<RuleInput> {
  const { parseAlertCondition } = await loadConditionText();
  const { name, kind, part, text, channel, remind, digest, zone, stormAfter, step } = options;
  const when = parseAlertCondition(options.when);
  const narrowed = {
    ...(kind === undefined ? {} : { kinds: kind.split(',') }),
    ...given({ part, text }),
  };
  if (when.kind !== 'change' && Object.keys(narrowed).length > 0)
    throw new WebloomError(
      'validation',
      '--kind, --part and --text are about changes: give --when "change".',
    );
  const quietHours = options.quietHours === undefined ? undefined : parseHours(options.quietHours);
  return parseInput({
    name: name ?? options.when,
    when: { ...when, ...narrowed },
    scope: await scopeOf(context, options),
    channels: channel === undefined ? 'all' : await findChannelIds(context, channel),
    ...(remind === undefined ? {} : { remindMinutes: Math.round(parseEvery(remind) / 60_000) }),
    ...(step === undefined ? {} : { steps: await stepsOf(context, step) }),
    ...given({ digest, quietHours }),
    zone,
    stormAfter: Number(stormAfter),
  });
}

async function stepsOf(context: CliContext, texts: readonly string[]): Promise<EscalationStep[]> {
  const steps: EscalationStep[] = [];
  for (const step of texts.map(parseEscalationStep)) {
    const named = 'channels' in step && step.channels !== 'all' ? step.channels : null;
    steps.push(named === null ? step : { ...step, channels: await findChannelIds(context, named) });
  }
  return steps;
}

/** The API says what is wrong with it. */
function parseInput(input: object): RuleInput {
  return input as RuleInput;
}

async function add(context: CliContext, options: RuleOptions): Promise<void> {
  const rule = await context.api.createAlertRule(await toInput(context, options));
  if (context.json) return printJson(context, rule);
  context.out(`${context.paint.green('✓')} ${plain(rule.name)}  ${rule.ruleId}  ${plain(rule.text)}\n`);
}

async function tryOut(context: CliContext, options: RuleOptions): Promise<void> {
  const input = await toInput(context, options);
  const tried = await context.api.tryAlertRule(input, Number(options.days));
  if (context.json) return printJson(context, tried);
  context.out(`${triedWords(tried)}\n`);
  for (const { at, title } of tried.examples) context.out(`  ${formatTime(at)}  ${plain(title)}\n`);
  if (tried.note !== null) context.err(`${tried.note}\n`);
}

function triedWords({ alerts, messages, days, judged, isCut }: TriedView): string {
  const times = alerts === 1 ? 'once' : `${alerts} times`;
  const more = isCut ? '; there is more than was looked at' : '';
  return `would have told ${times} in ${days} days, in ${counted(messages, 'message')} (${judged} looked at${more})`;
}

async function turnAll(context: CliContext, texts: readonly string[], enabled: boolean): Promise<void> {
  for (const text of texts) {
    const { ruleId } = await findRule(context, text);
    const rule = await context.api.changeAlertRule(ruleId, { enabled });
    if (context.json) printJson(context, rule);
    else context.out(`${context.paint.green('✓')} ${plain(rule.name)} is ${enabled ? 'on' : 'off'}\n`);
  }
}

async function removeAll(context: CliContext, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const { ruleId, name } = await findRule(context, text);
    await context.api.removeAlertRule(ruleId);
    if (context.json) printJson(context, { ruleId, removed: true });
    else context.out(`${context.paint.green('✓')} ${plain(name)} is removed\n`);
  }
}
