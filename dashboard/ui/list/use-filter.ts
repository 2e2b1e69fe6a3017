// The filters of a list stand in its address, so that it can be kept and sent.
import { useNavigate } from '@tanstack/react-router';
import type { Search } from '../../api/search.ts';

/** Changes filters of the address; an empty value takes one away. */
export function useFilter(): (change: Readonly<Record<string, string>>) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: '.',
      replace: true,
      search: (before): Search =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).flatMap(([name, value]) =>
            value === undefined || value === '' ? [] : [[name, value]],
          ),
        ),
    });
}
