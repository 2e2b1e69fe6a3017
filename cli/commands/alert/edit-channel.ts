// The command that changes a channel; what it does not name stays, secrets too.
import type { Command } from 'commander';
import { WebloomError } from '../../../domain/system/errors.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { plain } from '../../print-table.ts';
import { settingsPatchOf } from './channel-settings.ts';
import { findChannel } from './find-channel.ts';
import { given } from '../../../domain/system/given.ts';

interface EditOptions {
  readonly name?: string;
  readonly url?: string;
  readonly set: readonly string[];
  readonly header: readonly string[];
  readonly removeHeader: readonly string[];
}

export function registerEditChannel(channels: Command, run: Run): void {
  channels
    .command('edit')
    .summary('change a channel; what is not named stays, secrets too')
    .argument('<channel>', 'id or name')
    .option('--name <name>', 'what it is called from now on')
    .option('--url <url>', 'address of the receiver')
    .option(
      '--set <member=value>',
      'another setting of the kind; nothing after "=" takes it away; may be repeated',
      collect,
      [],
    )
    .option('--header <header>', 'adds a header, or gives the one of this name another value', collect, [])
    .option('--remove-header <name>', 'takes a header away; may be repeated', collect, [])
    .action((channel: string, options: EditOptions) => run((context) => edit(context, channel, options)));
}

async function edit(context: CliContext, text: string, options: EditOptions): Promise<void> {
  const { channelId, settings: present } = await findChannel(context, text);
  const settings = settingsPatchOf(options, present);
  const patch = {
    ...given({ name: options.name }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
  if (Object.keys(patch).length === 0)
    throw new WebloomError(
      'validation',
      'Nothing is to be changed: give --name, --url, --set, --header or --remove-header.',
    );
  const channel = await context.api.changeChannel(channelId, patch);
  if (context.json) return printJson(context, channel);
  const { paint, out, err } = context;
  out(`${paint.green('✓')} ${plain(channel.name)} is changed\n`);
  err(paint.dim(`  Try it: webloom channels test ${channel.channelId}\n`));
}
