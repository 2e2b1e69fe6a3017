// Opens an address in the person's browser, where there is one.
import { spawn } from 'node:child_process';
import process from 'node:process';
import type { CliContext } from '../context.ts';

/** False: nothing could be started; the address has to be opened by hand. */
export function openPage({ env }: Pick<CliContext, 'env'>, url: string): Promise<boolean> {
  const opener = openerOf(env);
  if (opener === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function openerOf(env: CliContext['env']): string | null {
  const chosen = env['BROWSER'] ?? '';
  if (chosen !== '') return chosen;
  if (process.platform === 'darwin') return 'open';
  const hasScreen = [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
  return hasScreen ? 'xdg-open' : null;
}
