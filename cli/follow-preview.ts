// A look at a page that takes longer than one answer may, asked for until it is over.
import { setTimeout as pause } from 'node:timers/promises';
import type { PreviewView } from '../api/client/client.ts';
import type { CliContext } from './context.ts';

const ASK_MS = 500;

export async function followPreview(
  { api, interrupted }: CliContext,
  begun: PreviewView,
): Promise<PreviewView> {
  let seen = begun;
  while (seen.outcome === 'pending') {
    await pause(ASK_MS, undefined, { signal: interrupted });
    seen = await api.previewed(seen.previewId);
  }
  return seen;
}
