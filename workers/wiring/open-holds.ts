// Opens what a process knows of emergency holds.
import { createFileSwitch } from '../../adapters/emergency/file-switch.ts';
import type { Config } from '../../adapters/env/config.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import { type KnownHolds, type KnownHoldsPorts, followHolds } from '../known-holds.ts';

interface HoldParts extends Pick<KnownHoldsPorts, 'control' | 'log'> {
  readonly config: Pick<Config, 'dataDir'>;
  readonly mongo: Pick<KnownHoldsPorts, 'emergency'>;
}

export function openHolds({ config, mongo, control, log }: HoldParts): Promise<KnownHolds> {
  return followHolds({
    emergency: mongo.emergency,
    control,
    localSwitch: createFileSwitch(config.dataDir),
    workspaceId: DEFAULT_WORKSPACE,
    log,
  });
}
