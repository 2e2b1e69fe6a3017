// The three services for tests: a stack of their own in a fresh temporary folder, on ports that are hardly
// used, removed completely at the end. Binaries come from the cache.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStack, type StackAddresses } from './stack.ts';
import type { Env, ServiceName } from './service/service.ts';
import { given } from '../../domain/system/given.ts';

export interface TestServices extends StackAddresses {
  readonly stop: () => Promise<void>;
}

export interface TestServicesOptions {
  readonly env: Env;
  readonly log?: (line: string) => void;
  readonly only?: readonly ServiceName[];
}

export async function startTestServices(options: TestServicesOptions): Promise<TestServices> {
  const { env, only, log = () => undefined } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-services-'));
  const stack = createStack({ dataDir, env, log, ...given({ only }) });
  const removeData = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    const addresses = await stack.start();
    const stop = async (): Promise<void> => {
      await stack.stop();
      removeData();
    };
    return { ...addresses, stop };
  } catch (error) {
    removeData();
    throw error;
  }
}
