// A configuration in which nothing is said but where its URLs come from: every other member is its default.
import { type JobConfig, jobConfigSchema } from './schema.ts';

export const DEFAULT_CONFIG: Omit<JobConfig, 'source'> = defaults();

function defaults(): Omit<JobConfig, 'source'> {
  const { source: _any, ...rest } = jobConfigSchema.parse({ source: { kind: 'pages', urls: ['any'] } });
  return rest;
}
