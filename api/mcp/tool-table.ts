// All tools of the MCP server, and which of them a caller is offered.
import { type Scope, allows } from '../../domain/system/access/scope.ts';
import { CHANGE_TOOLS } from './change-tools.ts';
import { EXPLAIN_TOOL } from './explain-tool.ts';
import { JOB_TOOLS } from './job-tools.ts';
import { PAGE_TOOLS } from './page-tools.ts';
import { PRICE_TOOLS } from './price-tools.ts';
import { RUN_TOOLS } from './run-tools.ts';
import type { Tool } from './tool.ts';
import { VERB_TOOLS } from './verb-tools.ts';

/** In the order they are offered. */
export const TOOLS: readonly Tool[] = [
  ...CHANGE_TOOLS,
  EXPLAIN_TOOL,
  ...PRICE_TOOLS,
  ...JOB_TOOLS,
  ...RUN_TOOLS,
  ...PAGE_TOOLS,
  ...VERB_TOOLS,
];

export interface Offer {
  /** Of the key. */
  readonly scope: Scope;
  /** Whether tools that change something are offered to a scope that may. */
  readonly mayChange: boolean;
}

export function toolsFor({ scope, mayChange }: Offer): readonly Tool[] {
  return TOOLS.filter(({ needs, effect }) => allows(scope, needs) && (effect !== 'change' || mayChange));
}
