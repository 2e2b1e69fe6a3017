// Global set-up of the `system` tests: starts Temporal, RabbitMQ and the store once and provides their addresses.
// A test reads them with `inject('services')` of vitest.
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

let services: TestServices | undefined;

export async function setup(project: TestProject): Promise<void> {
  services = await startTestServices({ env: process.env, log }).catch((error: unknown) => {
    // The runner cannot print every error class as a cause; the message says all that is needed.
    throw new Error(error instanceof Error ? error.message : String(error));
  });
  const { stop: _stop, ...addresses } = services;
  project.provide('services', addresses);
}

function log(line: string): void {
  process.stderr.write(`services: ${line}\n`);
}

export async function teardown(): Promise<void> {
  await services?.stop();
}
