// The switch of this machine, for a command that can not reach the API.
import { existsSync } from 'node:fs';
import { createFileSwitch } from '../../adapters/emergency/file-switch.ts';
import type { LocalSwitch } from '../../domain/job/hold/local-switch.ts';

/** Null: there is no data folder, so no process of this machine would look at it. */
export function openSwitch(dataDir: string): LocalSwitch | null {
  return existsSync(dataDir) ? createFileSwitch(dataDir) : null;
}
