// Whether this renderer has a browser, for its signs of life. One that has none looks again now and then, so that installing one is
// enough.
import { BROWSERS, NO_BROWSER } from '../../domain/health/renderer/judge-browser.ts';
import type { AgentError } from '../../domain/system/agent/agent.ts';
import type { Log } from '../../domain/system/clock.ts';
import type { Doing } from '../heartbeat.ts';

const LOOK_AGAIN_MS = 60_000;

interface BrowserGauge {
  /** Adds what is known to what the process tells of itself. */
  tell(doing: Doing): Doing;
  close(): void;
}

interface GaugeOptions {
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly lookAgainMs?: number;
}

/** `findFault`: why there is no browser, in words; null: there is one. Resolves after the first look. */
export async function openBrowserGauge(
  findFault: () => Promise<string | null>,
  { log, lookAgainMs = LOOK_AGAIN_MS }: GaugeOptions,
): Promise<BrowserGauge> {
  let missing = await look(findFault);
  if (missing !== null) log.warn({ fault: missing.message }, 'This renderer has no browser');
  let timer = missing === null ? null : setInterval(() => void lookAgain(), lookAgainMs);
  timer?.unref();
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const lookAgain = async (): Promise<void> => {
    missing = await look(findFault);
    if (missing !== null || timer === null) return;
    log.info({}, 'This renderer has a browser now');
    stop();
  };
  return {
    tell: (doing) => ({
      ...doing,
      load: { ...doing.load, [BROWSERS]: missing === null ? 1 : 0 },
      ...(missing === null ? {} : { lastError: missing }),
    }),
    close: stop,
  };
}

async function look(findFault: () => Promise<string | null>): Promise<AgentError | null> {
  const fault = await findFault().catch((error: unknown) => String(error));
  return fault === null ? null : { at: new Date(), what: NO_BROWSER, message: fault };
}
