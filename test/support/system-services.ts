// Global set-up of the tests that need services: starts Temporal, RabbitMQ and the store once for all their groups and provides
// the addresses. A test reads them with `inject('services')` of vitest.
// An augmented module must also be imported, or the build, which has no tests in it, does not find it.
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startTestServices, type TestServices } from '../../cli/stack/test-services.ts';
import type { StackAddresses } from '../../cli/stack/stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    services: StackAddresses;
  }
}

/** What the groups share. Each of them loads this module anew, so it can not stand in a variable of the module. */
interface Shared {
  groups: number;
  services: Promise<TestServices>;
}
const holder = globalThis as { webloomTestServices?: Shared };

export async function setup(project: TestProject): Promise<void> {
  const shared = (holder.webloomTestServices ??= { groups: 0, services: start() });
  shared.groups += 1;
  const { stop: _stop, ...addresses } = await shared.services;
  project.provide('services', addresses);
}

function start(): Promise<TestServices> {
  return startTestServices({ env: process.env, log }).catch((error: unknown) => {
    // The runner cannot print every error class as a cause; the message says all that is needed.
    throw new Error(error instanceof Error ? error.message : String(error));
  });
}

function log(line: string): void {
  process.stderr.write(`services: ${line}\n`);
}

export async function teardown(): Promise<void> {
  const shared = holder.webloomTestServices;
  if (shared === undefined) return;
  shared.groups -= 1;
  if (shared.groups > 0) return;
  delete holder.webloomTestServices;
  await (await shared.services).stop();
}
