// The secrets of a page's fetch settings in clear: header values, and what steps fill in.
import { openSteps } from '../../domain/config/page-step/step-secrets.ts';
import { openHeaders } from '../../domain/config/secret-headers.ts';
import type { FetchSettings } from '../../domain/run/dispatch/message.ts';
import type { OpenedSecret, SecretBox } from '../../domain/system/secret/secret-box.ts';

type Opened =
  | ({ readonly ok: true } & Pick<FetchSettings, 'headers' | 'wait'>)
  | Exclude<OpenedSecret, { ok: true }>;

/** Or why one of them can't be decrypted. */
export function openSettings(box: Pick<SecretBox, 'open'>, { headers, wait }: FetchSettings): Opened {
  const opened = openHeaders(box, headers);
  if (!opened.ok || wait?.steps === undefined) return opened;
  const inSteps = openSteps(box, wait.steps);
  return inSteps.ok ? { ...opened, wait: { ...wait, steps: inSteps.steps } } : inSteps;
}
