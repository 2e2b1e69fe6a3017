// Serves the MCP on standard input and output: the tools of api/mcp, with the stack and the key of this command line.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import process from 'node:process';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { createServer } from '../../api/mcp/create-server.ts';
import type { ToolContext } from '../../api/mcp/tool.ts';
import type { Offer } from '../../api/mcp/tool-table.ts';
import type { CliContext } from '../context.ts';

const NONCE_BYTES = 16;

/** Ends when whoever asks closes the pipe. Standard output has messages of the protocol alone. */
export async function serveMcp(context: CliContext, mayChange: boolean): Promise<void> {
  const tools = toToolContext(context);
  const ended = endOfInput(context.interrupted);
  const served = serveStdio(async () => createServer(tools, await offerOf(context, mayChange)), {
    transport: new StdioServerTransport(process.stdin, process.stdout),
    onerror: tools.report,
  });
  await ended;
  await served.close();
}

/** The API is asked for anew with each call: it may be started, or moved, meanwhile. */
function toToolContext(context: CliContext): ToolContext {
  return {
    get api() {
      return context.api;
    },
    now: () => new Date(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    nonce: () => randomBytes(NONCE_BYTES).toString('hex'),
    sha256: (text) => createHash('sha256').update(text).digest(),
    pause: (ms) => pause(ms),
    report: (error) =>
      context.err(`webloom mcp: ${error instanceof Error ? error.message : String(error)}\n`),
  };
}

/** Where nobody answers now, the tools are offered that the caller asked for; the API refuses what its key may not. */
async function offerOf(context: CliContext, mayChange: boolean): Promise<Offer> {
  try {
    const { scope } = await context.hurriedApi.me();
    return { scope, mayChange };
  } catch (error) {
    context.err(`webloom mcp: ${error instanceof Error ? error.message : String(error)}\n`);
    return { scope: 'admin', mayChange };
  }
}

function endOfInput(interrupted: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
    interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
}
