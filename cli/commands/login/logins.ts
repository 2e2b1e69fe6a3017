// The commands for logins: accounts at sites by which jobs fetch pages.
import { type Command, Option } from 'commander';
import type { LoginInput, LoginView } from '../../../api/client/login-calls.ts';
import { LOGIN_KINDS } from '../../../domain/config/login/login.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { typedSecret } from '../../job/typed-secret.ts';
import { addPageStepOptions, type PageStepOptions, toPageSteps } from '../../page-step-options.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';
import { findLogin } from '../../job/find-login.ts';

interface SettingOptions extends PageStepOptions {
  readonly host?: readonly string[];
  readonly url?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  readonly otp?: string;
  readonly userField?: string;
  readonly otpField?: string;
  readonly signedIn?: string;
  readonly signedInText?: string;
}

export function registerLoginCommands(program: Command, run: Run): void {
  const logins = program
    .command('logins')
    .summary('accounts at sites by which jobs fetch pages: list, show, add, change, try again');
  logins
    .command('list')
    .summary('list the logins of the workspace, by name, and what came of them')
    .action(() => run(list));
  const add = logins
    .command('add')
    .summary('add a login; jobs use it by --login')
    .argument('<kind>', LOGIN_KINDS.join(', '))
    .argument('<name>', 'what it is called');
  addSettings(add).addHelpText(
    'before',
    `Examples: webloom logins add form Shop --url https://shop.example/login --user ada@shop.example --password '$SHOP_PASSWORD'
          webloom logins add form Bank --url https://bank.example/in --user ada --password @pw.txt --otp @otp.txt --signed-in-text 'Sign out'
          webloom logins add bearer API --host api.shop.example --token '$SHOP_TOKEN'
          webloom add https://shop.example/members/prices --login Shop
`,
  );
  add.action((kind: string, name: string, options: SettingOptions) =>
    run((context) => addLogin(context, { kind, name, options })),
  );
  logins
    .command('show')
    .summary('show a login: how it signs in, with its secrets masked, and what came of it')
    .argument('<login>', 'id or name')
    .action((login: string) => run((context) => show(context, login)));
  const edit = logins
    .command('edit')
    .summary('change a login; what is not named stays, secrets too. It is tried anew')
    .argument('<login>', 'id or name')
    .option('--name <name>', 'what it is called from now on');
  addSettings(edit).action((login: string, options: SettingOptions & { readonly name?: string }) =>
    run((context) => editLogin(context, login, options)),
  );
  logins
    .command('retry')
    .summary('have a login tried with the next page, whatever came of it before')
    .argument('<login>', 'id or name')
    .action((login: string) => run((context) => retry(context, login)));
  logins
    .command('remove')
    .summary('remove a login that no job uses')
    .argument('<login>', 'id or name')
    .option('--yes', 'do not ask')
    .action((login: string, { yes = false }: { yes?: boolean }) =>
      run((context) => remove(context, login, yes)),
    );
}

const SECRET = "'$NAME' takes it from the environment, @file from a file";

function addSettings(command: Command): Command {
  addPageStepOptions(command);
  return command
    .option('--host <host>', 'it is used on this host alone, as *.shop.example; may be repeated', collect)
    .option('--url <url>', 'address of the page with the form')
    .option('--user <user>', 'name, or mail address, of the account')
    .option('--password <password>', `its password; ${SECRET}`)
    .option('--token <token>', `of a bearer login; ${SECRET}`)
    .option('--otp <secret>', `of one-time codes: otpauth://… or Base32; ${SECRET}`)
    .option('--signed-in <selector>', 'CSS selector of what is there once it is signed in')
    .option('--signed-in-text <text>', 'what the page says once it is signed in, as in “Sign out”')
    .addOption(new Option('--user-field <name>', 'name of the field for the account, where it is not found'))
    .addOption(new Option('--otp-field <name>', 'name of the field for the code, where it is not found'));
}

/** Members of the settings that the options name. The API checks them, and tells what is wrong with them. */
function settingsOf({ env }: CliContext, options: SettingOptions): Record<string, unknown> {
  const steps = toPageSteps(options, { env });
  const { url, user, password, token, otp, userField, otpField, signedIn, signedInText } = options;
  const secret = (value: string | undefined, what: string): string | undefined =>
    value === undefined ? undefined : typedSecret(value, what, env);
  const sign = given({ selector: signedIn, text: signedInText });
  return given({
    url,
    steps,
    user,
    password: secret(password, 'the password'),
    token: secret(token, 'the token'),
    otp: secret(otp, 'the secret of one-time codes'),
    userField,
    otpField,
    signedIn: Object.keys(sign).length === 0 ? undefined : sign,
  });
}

async function list(context: CliContext): Promise<void> {
  const logins = await context.api.logins();
  if (context.json) return printJson(context, logins);
  if (logins.items.length === 0)
    context.err('There are no logins: webloom logins add form "Shop" --url https://…\n');
  else printTable(context, ['LOGIN', 'NAME', 'KIND', 'STATE', 'HOSTS', 'SIGNED IN'], logins.items.map(toRow));
  for (const { name, detail } of logins.items)
    if (detail !== null) context.err(context.paint.yellow(`! ${plain(name, 40)}: ${plain(detail, 300)}\n`));
}

const STATES = { in: 'signed in', none: 'not yet', blocked: 'blocked' } as const;

function toRow({ loginId, name, kind, hosts, state, signedInAt }: LoginView): string[] {
  const at = signedInAt === null ? 'never' : formatTime(signedInAt);
  return [loginId, plain(name, 40), kind, STATES[state], plain(hosts.join(', '), 60), at];
}

async function show(context: CliContext, text: string): Promise<void> {
  const login = await findLogin(context, text);
  if (context.json) return printJson(context, login);
  const { loginId, name, kind, hosts, settings, state, detail, signedInAt, triedAt, nextTryAt } = login;
  const { out, err, paint } = context;
  out(`${plain(name)}  ${loginId}  ${kind}, ${STATES[state]}\n`);
  const { kind: _kind, ...members } = settings;
  const times = Object.entries({ 'signed in': signedInAt, tried: triedAt, 'tried again': nextTryAt });
  printTable(
    context,
    ['WHAT', 'VALUE'],
    [
      ['hosts', plain(hosts.join(', '), 300)],
      ...Object.entries(members).map(([member, value]) => [member, plain(textOf(value), 160)]),
      ...times.flatMap(([what, at]) => (at === null ? [] : [[what, formatTime(at)]])),
    ],
  );
  if (detail !== null) err(paint.yellow(`! ${plain(detail, 300)}\n`));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function addLogin(
  context: CliContext,
  { kind, name, options }: { readonly kind: string; readonly name: string; readonly options: SettingOptions },
): Promise<void> {
  const settings = { kind, ...settingsOf(context, options) };
  const made = await context.api.createLogin(
    parseInput({ name, settings, ...given({ hosts: options.host }) }),
  );
  if (context.json) return printJson(context, made);
  const { paint, out, err } = context;
  out(`${paint.green('✓')} ${plain(made.name)}  ${made.loginId}  ${made.hosts.join(', ')}\n`);
  err(paint.dim(`  Try it: webloom scrape URL --login '${plain(made.name)}'\n`));
}

function parseInput(body: object): LoginInput {
  return body as LoginInput;
}

async function editLogin(
  context: CliContext,
  text: string,
  { name, ...options }: SettingOptions & { readonly name?: string },
): Promise<void> {
  const { loginId } = await findLogin(context, text);
  const settings = settingsOf(context, options);
  const patch = {
    ...given({ name, hosts: options.host === undefined ? undefined : [...options.host] }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
  if (Object.keys(patch).length === 0)
    throw new WebloomError(
      'validation',
      'Nothing is to be changed: give --password, --url, --name or another option.',
    );
  const login = await context.api.changeLogin(loginId, patch);
  if (context.json) return printJson(context, login);
  context.out(`${context.paint.green('✓')} ${plain(login.name)} is changed\n`);
}

async function retry(context: CliContext, text: string): Promise<void> {
  const { loginId } = await findLogin(context, text);
  const login = await context.api.retryLogin(loginId);
  if (context.json) return printJson(context, login);
  context.out(`${context.paint.green('✓')} ${plain(login.name)} is tried with the next page\n`);
}

async function remove(context: CliContext, text: string, yes: boolean): Promise<number> {
  const { loginId, name } = await findLogin(context, text);
  if (!(await confirm(context, `Remove "${plain(name)}"?`, yes))) {
    context.err('Nothing was removed.\n');
    return EXIT.error;
  }
  await context.api.removeLogin(loginId);
  context.out(`${context.paint.green('✓')} ${plain(name)} is removed\n`);
  return EXIT.ok;
}
