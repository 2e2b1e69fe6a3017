// The commands for channels: where messages go.
import type { Command } from 'commander';
import type { ChannelInput, ChannelView, DeliveryDetailView } from '../../../api/client/alert-calls.ts';
import { CHANNEL_KINDS } from '../../../domain/alert/channel/channel.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { plain, printTable } from '../../print-table.ts';
import { collect } from '../../change-options.ts';
import { confirm } from '../../terminal/confirm.ts';
import { settingsOf } from './channel-settings.ts';
import { registerEditChannel } from './edit-channel.ts';
import { findChannel } from './find-channel.ts';
import { given } from '../../../domain/system/given.ts';

interface AddOptions {
  readonly url?: string;
  readonly set: readonly string[];
  readonly header: readonly string[];
  readonly key?: string;
}

export function registerChannelCommands(program: Command, run: Run): void {
  const channels = program
    .command('channels')
    .summary('where messages go: list, add, test and turn off channels');
  channels
    .command('list')
    .summary('list the channels of the workspace, by name')
    .action(() => run(list));
  channels
    .command('add')
    .summary('add a channel; the signing key of a webhook is printed this once')
    .argument('<kind>', CHANNEL_KINDS.join(', '))
    .argument('<name>', 'what it is called')
    .option('--url <url>', 'address of the receiver')
    .option(
      '--set <member=value>',
      'another setting of the kind, as in topic=shop; may be repeated',
      collect,
      [],
    )
    .option('--header <header>', 'header of each request, as in "Authorization: Bearer …"', collect, [])
    .option('--key <key>', 'signing key of a webhook that the receiver has already, as whsec_…')
    .action((kind: string, name: string, options: AddOptions) =>
      run((context) => add(context, { ...options, kind, name })),
    );
  registerEditChannel(channels, run);
  registerOneChannel(channels, run);
}

function registerOneChannel(channels: Command, run: Run): void {
  channels
    .command('test')
    .summary('send a test message and wait for what comes of it')
    .argument('<channel>', 'id or name')
    .action((name: string) => run((context) => test(context, name)));
  for (const [verb, isOn] of [
    ['on', true],
    ['off', false],
  ] as const)
    channels
      .command(verb)
      .summary(isOn ? 'send messages to channels again' : 'send nothing to channels until they are turned on')
      .argument('<channel...>', 'ids or names')
      .action((names: string[]) => run((context) => turn(context, names, isOn)));
  channels
    .command('rotate-key')
    .summary('give a webhook a new signing key; the present one signs too for a while')
    .argument('<channel>', 'id or name')
    .option('--overlap <hours>', 'how long the present key signs too', '24')
    .action((name: string, { overlap }: { overlap: string }) =>
      run((context) => rotate(context, name, overlap)),
    );
  channels
    .command('remove')
    .summary('remove channels; what waits for them is given up')
    .argument('<channel...>', 'ids or names')
    .option('--yes', 'do not ask')
    .action((names: string[], { yes = false }: { yes?: boolean }) =>
      run((context) => removeAll(context, names, yes)),
    );
}

async function list(context: CliContext): Promise<void> {
  const channels = await context.api.channels();
  if (context.json) return printJson(context, channels);
  if (channels.items.length === 0)
    context.err('There are no channels: webloom channels add webhook "Ops" --url https://…\n');
  else printTable(context, ['CHANNEL', 'NAME', 'KIND', 'STATE', 'TO'], channels.items.map(toRow));
  for (const { name, lastTest } of channels.items)
    if (lastTest?.ok === false)
      context.err(
        context.paint.yellow(
          `! The last test of ${plain(name, 40)} failed: ${plain(lastTest.detail, 300)}\n`,
        ),
      );
}

function toRow({ channelId, name, kind, off, settings, lastTest }: ChannelView): string[] {
  const on = lastTest?.ok === false ? 'on, test failed' : 'on';
  const state = off === null ? on : off.code === 'gone' ? 'off: gone' : 'off';
  const to = settings['to'] ?? settings['topic'] ?? settings['chat'] ?? settings['url'] ?? '–';
  return [channelId, plain(name, 40), kind, state, plain([to].flat().map(String).join(', '), 60)];
}

async function add(
  context: CliContext,
  { kind, name, url, set, header, key }: AddOptions & { readonly kind: string; readonly name: string },
): Promise<void> {
  const settings = settingsOf({ kind, url, set, header });
  const body = { name, settings, ...given({ signingKey: key }) };
  // The API checks the settings and tells what is wrong with them.
  const made = await context.api.createChannel(parseInput(body));
  if (context.json) return printJson(context, made);
  const { paint, err } = context;
  err(`${paint.green('✓')} ${plain(made.name)}  ${made.channelId}  ${made.kind}\n`);
  err(paint.dim(`  Try it: webloom channels test ${made.channelId}\n`));
  if (made.signingKey === null) return;
  err(paint.dim('  Keep this signing key: it is shown this once.\n'));
  context.out(`${made.signingKey}\n`);
}

function parseInput(body: { readonly name: string; readonly settings: object }): ChannelInput {
  return body as ChannelInput;
}

const LOOK_AGAIN_MS = 300;
const PATIENCE_MS = 45_000;

async function test(context: CliContext, text: string): Promise<number> {
  const { api } = context;
  const { channelId } = await findChannel(context, text);
  const { deliveryId } = await api.testChannel(channelId);
  const giveUpAt = Date.now() + PATIENCE_MS;
  let delivery: DeliveryDetailView = await api.delivery(deliveryId);
  while (delivery.state === 'waiting' && Date.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    delivery = await api.delivery(deliveryId);
  }
  const isDelivered = delivery.state === 'delivered';
  if (context.json) printJson(context, delivery);
  else {
    const { paint } = context;
    const mark = isDelivered ? paint.green('✓') : paint.red('✗');
    context.out(
      `${mark} ${plain(delivery.detail ?? 'Nothing came of it yet: is the orchestrator running?')}\n`,
    );
  }
  return isDelivered ? EXIT.ok : EXIT.error;
}

async function turn(context: CliContext, names: readonly string[], on: boolean): Promise<void> {
  for (const text of names) {
    const { channelId } = await findChannel(context, text);
    const channel = await context.api.changeChannel(channelId, { on });
    if (context.json) printJson(context, channel);
    else context.out(`${context.paint.green('✓')} ${plain(channel.name)} is ${on ? 'on' : 'off'}\n`);
  }
}

async function rotate(context: CliContext, text: string, overlap: string): Promise<void> {
  const { channelId } = await findChannel(context, text);
  const rotated = await context.api.rotateChannelKey(channelId, { overlapHours: Number(overlap) });
  if (context.json) return printJson(context, rotated);
  context.err(context.paint.dim(`  The key before it signs too until ${rotated.formerKeyUntil ?? 'now'}.\n`));
  context.out(`${rotated.signingKey ?? ''}\n`);
}

async function removeAll(context: CliContext, names: readonly string[], yes: boolean): Promise<number> {
  const channels: ChannelView[] = [];
  for (const text of names) channels.push(await findChannel(context, text));
  const what = channels.map(({ name }) => `"${plain(name)}"`).join(', ');
  if (!(await confirm(context, `Remove ${what}?`, yes))) {
    context.err('Nothing was removed.\n');
    return EXIT.error;
  }
  for (const { channelId, name } of channels) {
    await context.api.removeChannel(channelId);
    context.out(`${context.paint.green('✓')} ${plain(name)} is removed\n`);
  }
  return EXIT.ok;
}
