// The router over the table of routes.
import { createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { noteNavigation } from '../../ui/page-head.tsx';
import { routeTree } from './routes.ts';

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Values stand in the address as they are typed, not as JSON: ?q=state:running.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
});

router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
  if (pathChanged && fromLocation !== undefined) noteNavigation();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
