// Runs our scripts in a page, in a world of their own, and reads what they gave.
import type { CDPSession } from 'playwright-core';

export interface Look {
  readonly nodes: number;
  readonly digest: string;
  readonly found: boolean;
  readonly height: number;
}

/** `chars`: it is longer than allowed. */
export type Written = { readonly html: string } | { readonly chars: number };

/** Null: the page was just being replaced by another one. */
export async function runInPage(session: CDPSession, frameId: string, script: string): Promise<unknown> {
  try {
    const { executionContextId } = await session.send('Page.createIsolatedWorld', {
      frameId,
      worldName: 'webloom',
    });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: script,
      contextId: executionContextId,
      returnByValue: true,
      awaitPromise: true,
    });
    return exceptionDetails === undefined ? result.value : null;
  } catch (error) {
    if (error instanceof Error && /context|frame|navigat/i.test(error.message)) return null;
    throw error;
  }
}

export function parseLook(value: unknown): Look | null {
  const { nodes, digest, found, height } =
    typeof value === 'object' && value !== null ? (value as Partial<Look>) : {};
  if (typeof nodes !== 'number' || typeof digest !== 'string' || typeof height !== 'number') return null;
  return { nodes, digest, found: found === true, height };
}

export function parseWritten(value: unknown): Written | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('html' in value && typeof value.html === 'string') return { html: value.html };
  return 'chars' in value && typeof value.chars === 'number' ? { chars: value.chars } : null;
}
