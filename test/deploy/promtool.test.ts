// The files for Prometheus, the expressions of the board and a real answer of /metrics, judged by Prometheus's own checker.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestContext, afterAll, beforeAll, expect, it } from 'vitest';
import { createWhole } from '../api/metrics/whole-harness.ts';
import { runCommand } from '../../cli/stack/process/run-command.ts';
import { HOW_TO_GET, providePromtool, runPromtool } from '../support/promtool.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const RULES = join(DEPLOY, 'prometheus/webloom.rules.yml');
const RULE_TESTS = join(DEPLOY, 'prometheus/webloom.rules.test.yml');
const CONFIG = join(DEPLOY, 'prometheus/prometheus.yml');
const FETCH_MS = 300_000;

const isCi = process.env['CI'] === 'true';
let promtool: string | null = null;
let folder = '';

beforeAll(async () => {
  promtool = await providePromtool({ mayFetch: isCi });
  folder = mkdtempSync(join(tmpdir(), 'webloom-promtool-'));
}, FETCH_MS);

/** What is wrong, in its words; empty: nothing. */
async function faultsOf(checker: string, args: readonly string[]): Promise<string> {
  const { ok, report } = await runPromtool(checker, args);
  return ok ? '' : report;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where there is none: a failure on a CI machine, elsewhere a reason to leave the test out. */
function neededFor({ skip }: Pick<TestContext, 'skip'>): string {
  if (promtool !== null) return promtool;
  if (isCi) throw new Error(HOW_TO_GET);
  return skip(HOW_TO_GET);
}

it('the rules are right', async (context) => {
  expect(await faultsOf(neededFor(context), ['check', 'rules', RULES])).toBe('');
});

it('the configuration is right', async (context) => {
  expect(await faultsOf(neededFor(context), ['check', 'config', '--syntax-only', CONFIG])).toBe('');
});

it('each alert fires when it should, and not when it should not', async (context) => {
  expect(await faultsOf(neededFor(context), ['test', 'rules', RULE_TESTS])).toBe('');
});

it('the board asks by expressions that Prometheus understands', async (context) => {
  const checker = neededFor(context);
  const board = readFileSync(join(DEPLOY, 'grafana/webloom.json'), 'utf8');
  const asked = [...board.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    String(JSON.parse(text ?? '""')),
  );
  expect(asked.length).toBeGreaterThan(20);
  // Grafana puts its own values in place of these names.
  const exprs = asked.map((text) => text.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '1h'));
  const rules = exprs.map((expr, n) => ({ record: `board:${n}`, expr }));
  const file = join(folder, 'board.yml');
  // JSON is YAML too.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'board', rules }] }));
  expect(await faultsOf(checker, ['check', 'rules', '--lint=none', file])).toBe('');
});

it('what /metrics answers is right, names and words too', async (context) => {
  const checker = neededFor(context);
  const { app } = await createWhole();
  const answer = await app.inject({ url: '/metrics' });
  const file = join(folder, 'metrics.txt');
  writeFileSync(file, answer.body);
  const { ok, stdout, stderr } = await runCommand('sh', ['-c', '"$0" check metrics <"$1"', checker, file], {
    env: process.env,
    timeoutMs: 30_000,
  });
  expect({ ok, report: `${stdout}${stderr}` }).toEqual({ ok: true, report: '' });
});

it('every alert has a test of its own', () => {
  const named = (file: string, key: string): Set<string> =>
    new Set(
      [...readFileSync(file, 'utf8').matchAll(new RegExp(`${key}: (Webloom\\w+)`, 'g'))].map(
        ([, name]) => name ?? '',
      ),
    );
  expect([...named(RULE_TESTS, 'alertname')].toSorted()).toEqual([...named(RULES, '- alert')].toSorted());
});
