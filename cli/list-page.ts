// Lists that are printed page by page: the options of their commands, and the line that leads to the next page.
import type { CliContext } from './context.ts';

export interface ListOptions {
  readonly limit: string;
  readonly cursor?: string;
}

export function sayMore({ err }: Pick<CliContext, 'err'>, nextCursor: string | null): void {
  if (nextCursor !== null) err(`More: --cursor ${nextCursor}\n`);
}
