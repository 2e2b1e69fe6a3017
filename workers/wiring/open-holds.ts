// Opens what a process knows of emergency holds.
import { createFileSwitch } from '../../adapters/emergency/file-switch.ts';
import type { Config } from '../../adapters/env/config.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import { type HoldWatch, type HoldWatchPorts, watchHolds } from '../hold-watch.ts';

interface HoldParts extends Pick<HoldWatchPorts, 'control' | 'log'> {
  readonly config: Pick<Config, 'dataDir'>;
  readonly mongo: Pick<HoldWatchPorts, 'emergency'>;
}

export function openHolds({ config, mongo, control, log }: HoldParts): Promise<HoldWatch> {
  return watchHolds({
    emergency: mongo.emergency,
    control,
    localSwitch: createFileSwitch(config.dataDir),
    workspaceId: DEFAULT_WORKSPACE,
    log,
  });
}
