// Opens the tracer where a receiver of traces is named. Its code and OpenTelemetry's are loaded only then.
import type { Config } from '../../adapters/env/config.ts';
import type { AgentRole } from '../../domain/system/agent/agent.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';

export interface TracedProcess {
  readonly role: AgentRole;
  readonly agentId: string;
  readonly version: string;
}

export async function openTracer(
  { tracesUrl }: Pick<Config, 'tracesUrl'>,
  { role, agentId, version }: TracedProcess,
): Promise<Tracer | null> {
  if (tracesUrl === null) return null;
  const { createOtlpTracer } = await import('../../adapters/otlp/otlp-tracer.ts');
  return createOtlpTracer({ url: tracesUrl, role, instanceId: agentId, version });
}
