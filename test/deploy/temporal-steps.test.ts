// The step that makes Temporal's namespace, run as the container runs it (its shell is sh, its tool the CLI), on a development server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandResult, runCommand } from '../../cli/stack/process/run-command.ts';
import { provideTemporalBinary } from '../../cli/stack/service/temporal-binary.ts';
import { type Stack, createStack } from '../../cli/stack/stack.ts';

const FOLDER = fileURLToPath(new URL('../../deploy/temporal/', import.meta.url));
const START_MS = 120_000;
const STEP_MS = 90_000;
const NAMESPACE = 'made-by-a-step';

let folder: string;
let stack: Stack;
let address: string;
let path: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-steps-'));
  const log = (): void => undefined;
  stack = createStack({
    dataDir: folder,
    env: { ...process.env, TEMPORAL_ADDRESS: '' },
    log,
    only: ['temporal'],
  });
  address = (await stack.start()).temporalAddress;
  const cli = await provideTemporalBinary(process.env, log);
  path = `${dirname(cli)}:${process.env['PATH'] ?? ''}`;
}, START_MS);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  const settings = { PATH: path, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: NAMESPACE };
  return runCommand(command, args, { env: { ...settings, ...env }, timeoutMs: STEP_MS });
}

describe('the step that makes a namespace', () => {
  it('makes it with its retention, and it can be used at once', { timeout: STEP_MS }, async () => {
    const script = join(FOLDER, 'create-namespace.sh');
    const made = await run('sh', [script], { NAMESPACE_RETENTION: '240h' });
    expect(made).toMatchObject({ ok: true });
    const used = await run('temporal', ['workflow', 'count']);
    expect(used).toMatchObject({ ok: true });
    const described = await run('temporal', [
      'operator',
      'namespace',
      'describe',
      '-n',
      NAMESPACE,
      '-o',
      'json',
    ]);
    expect(described.stdout).toContain('864000s');
    // A second start of everything runs it again.
    expect(await run('sh', [script], { NAMESPACE_RETENTION: '240h' })).toMatchObject({ ok: true });
  });

  it('says what is missing, and fails', async () => {
    const other = { TEMPORAL_NAMESPACE: 'another-one' };
    const missing = await run('sh', [join(FOLDER, 'create-namespace.sh')], other);
    expect(missing.ok).toBe(false);
    expect(missing.stderr).toContain('NAMESPACE_RETENTION');
  });
});
