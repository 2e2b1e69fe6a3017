// The first process of a host of its own (support/hosts/host.ts): keeps Webloom's processes running, as a machine's init does. They die
// with it, for it is number 1 of its process space. `host.ts ROLES LOGFOLDER`; its environment is that of the processes.
import { join } from 'node:path';
import { createSupervisor } from '../../../cli/stack/process/supervisor.ts';
import { type Role, mainOf } from '../webloom-processes.ts';

const [roles = '', logFolder = ''] = process.argv.slice(2);

function say(role: Role, reason: string, lines: readonly string[]): void {
  process.stderr.write(`${role} ended: ${reason}\n${lines.slice(-5).join('\n')}\n`);
}

/** The cast holds: the argument is written by support/hosts/host.ts alone. */
for (const [index, role] of (roles.split(',') as Role[]).entries()) {
  createSupervisor({
    name: role,
    command: process.execPath,
    args: [mainOf(role)],
    env: process.env,
    logFile: join(logFolder, `${role}-${index + 1}.log`),
    restart: { minMs: 200, maxMs: 2_000 },
    onEvent: (event) => {
      if (event.type === 'crashed') say(role, event.reason, event.lastLines);
    },
  }).start();
}
// Until it is killed.
setInterval(() => undefined, 60_000);
