// The proxy pool by which a job's pages go.
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { NO_POOL } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { SelectField } from './form-field.tsx';

type Fetch = JobConfig['fetch'];

export function ProxyField({
  fetch,
  change,
}: {
  readonly fetch: Fetch;
  readonly change: (fetch: Fetch) => void;
}): ReactNode {
  const pools = useAsk(['proxy-pools'], '/v1/proxy-pools');
  const all = pools.data?.items ?? [];
  const { proxy: chosen, ...rest } = fetch;
  // A workspace without pools has nothing to choose from; Settings tells of them.
  if (all.length === 0 && chosen === undefined) return null;
  const isKnown = chosen === undefined || chosen === NO_POOL || all.some(({ poolId }) => poolId === chosen);
  const options: (readonly [string, string])[] = [
    ['', 'As its hosts and tags say'],
    [NO_POOL, 'None: by no pool'],
    ...all.map(({ poolId, name }) => [poolId, name] as const),
    ...(pools.isSuccess && !isKnown ? [[chosen, 'One that is there no more'] as const] : []),
  ];
  return (
    <SelectField
      label="Proxies"
      value={chosen ?? ''}
      options={options}
      change={(next) => change(next === '' ? rest : { ...rest, proxy: next })}
    />
  );
}
