// The whole dashboard: data, stream, addresses.
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { applyAppearance } from '../../ui/appearance/appearance.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { router } from './router.ts';

const queries = createQueryClient();
applyAppearance();

export function App(): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
