// What a tool of the MCP server is: what a model reads of it, what its caller has to be allowed, and what it does over the API.
import type { Scope } from '../../domain/system/access/scope.ts';
import type { ApiClient } from '../client/client.ts';
import type { InputForm, InputOf } from '../schemas/mcp/tool-input.ts';

/** What a tool is given, whoever serves it. */
export interface ToolContext {
  /** With the key of whoever asks. Reading it may throw: there may be no API to ask. */
  readonly api: ApiClient;
  readonly now: () => Date;
  /** Time zone in which days begin where the caller names none. */
  readonly zone: string;
  /** 128 random bits as text. */
  readonly nonce: () => string;
  readonly sha256: (text: string) => Uint8Array;
  readonly pause: (ms: number) => Promise<void>;
  /** Takes what went wrong and is no error that callers are told. */
  readonly report: (error: unknown) => void;
}

export interface ToolAnswer {
  /** Webloom's own words: counts, states, what to ask next. */
  readonly said: readonly string[];
  /** What comes from pages, or may hold it. */
  readonly pageText?: string;
  /** Webloom's own words behind that: how it goes on. */
  readonly after?: readonly string[];
  /** The same for programs; members called `fromPage` hold what comes from pages. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * read: it asks the API alone. look: it asks a site for a page, and changes nothing. change: it makes, starts or ends something.
 */
type ToolEffect = 'read' | 'look' | 'change';

interface ToolWords {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Of the key. */
  readonly needs: Scope;
  readonly effect: ToolEffect;
  /** A repeat changes nothing more. */
  readonly isIdempotent?: boolean;
  /** It ends something that goes on. */
  readonly isDestructive?: boolean;
}

interface ToolDefinition<Form extends InputForm> extends ToolWords {
  readonly input: Form;
  readonly run: (context: ToolContext, input: InputOf<Form>) => Promise<ToolAnswer>;
}

export interface Tool extends ToolWords {
  readonly input: InputForm;
  readonly call: (context: ToolContext, input: unknown) => Promise<ToolAnswer>;
}

export function defineTool<Form extends InputForm>({ run, ...tool }: ToolDefinition<Form>): Tool {
  return {
    ...tool,
    // The forms are parsed here once more, for the types: it is the same value again.
    call: async (context, input) => run(context, tool.input.parse(input) as InputOf<Form>),
  };
}
