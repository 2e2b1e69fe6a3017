// The browser of each renderer, by its signs of life: one without a browser takes pages and can open none.
import type { AgentHeartbeat } from '../../system/agent/agent.ts';
import { isPresent, signAfter } from '../../system/agent/presence.ts';
import { counted } from '../../system/counted.ts';
import type { HealthComponent } from '../health.ts';

/** Figure of a heartbeat: browsers that this renderer can run. */
export const BROWSERS = 'browsers';
/** What `lastError` of a renderer without a browser is about. */
export const NO_BROWSER = 'browser';

/** No part where no renderer lives. */
export function judgeBrowser(heartbeats: readonly AgentHeartbeat[] | null, now: number): HealthComponent[] {
  const living = (heartbeats ?? []).filter(
    ({ role, at }) => role === 'renderer' && isPresent(signAfter(now - at.getTime())),
  );
  if (living.length === 0) return [];
  const without = living.filter(({ load }) => load[BROWSERS] === 0);
  const part = {
    id: 'browser',
    kind: 'agent',
    name: 'The browser of the renderers',
    since: null,
    figures: { renderers: living.length, without: without.length },
  } as const;
  const [first] = without;
  if (first === undefined) return [{ ...part, state: 'ok', text: 'Each renderer has one.', remedy: null }];
  const { pid, lastError } = first;
  const why = lastError?.what === NO_BROWSER ? ` ${lastError.message}` : '';
  return [
    {
      ...part,
      state: 'warning',
      text: `${counted(without.length, 'renderer has', 'renderers have')} no browser (process ${pid}), and can open no page: pages that need one fail with no-browser.${why}`,
      remedy:
        'Install one where the renderer runs (Debian: apt-get install chromium-headless-shell), or name its program in WEBLOOM_BROWSER; then start the renderer again. webloom doctor tells what is found.',
    },
  ];
}
