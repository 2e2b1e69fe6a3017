// What of the operator's settings says which configurations of jobs are allowed.
import type { CheckContext } from '../domain/config/check-job.ts';
import type { ApiSettings } from './ports.ts';

export function jobRules({
  egress,
  allowsScripts = false,
}: ApiSettings): Required<Pick<CheckContext, 'policy' | 'allowsScripts'>> {
  return { policy: egress, allowsScripts };
}
