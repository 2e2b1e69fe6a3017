// The proxy pool by which pages go.
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { NO_POOL } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { SelectField } from './form-field.tsx';

export function ProxyField({
  pool: chosen,
  change,
  unsaid = 'As its hosts and tags say',
  hint,
}: {
  /** Undefined: none is named. */
  readonly pool: string | undefined;
  readonly change: (pool: string | undefined) => void;
  /** What it means that none is named. */
  readonly unsaid?: string;
  readonly hint?: string;
}): ReactNode {
  const pools = useAsk(['proxy-pools'], '/v1/proxy-pools');
  const all = pools.data?.items ?? [];
  // A workspace without pools has nothing to choose from; Settings tells of them.
  if (all.length === 0 && chosen === undefined) return null;
  const isKnown = chosen === undefined || chosen === NO_POOL || all.some(({ poolId }) => poolId === chosen);
  const options: (readonly [string, string])[] = [
    ['', unsaid],
    [NO_POOL, 'None: by no pool'],
    ...all.map(({ poolId, name }) => [poolId, name] as const),
    ...(pools.isSuccess && !isKnown ? [[chosen, 'One that is there no more'] as const] : []),
  ];
  return (
    <SelectField
      label="Proxies"
      hint={hint}
      value={chosen ?? ''}
      options={options}
      change={(next) => change(next === '' ? undefined : next)}
      pointer="/config/fetch/proxy"
    />
  );
}
