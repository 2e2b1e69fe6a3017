// The screens of the dashboard by name, with the address of one that shows something of the demo's shop.
import type { LongData } from './long-data.ts';
import type { ShopData } from './shop-data.ts';

export const SCREENS = {
  overview: () => '/',
  jobs: () => '/jobs',
  'new-job': () => '/jobs/new',
  import: () => '/jobs/import',
  read: () => '/jobs/read',
  job: ({ jobId }) => `/jobs/${jobId}`,
  'price-job': ({ priceJobId }) => `/jobs/${priceJobId}`,
  'edit-job': ({ jobId }) => `/jobs/${jobId}/edit`,
  'edit-price-job': ({ priceJobId }) => `/jobs/${priceJobId}/edit`,
  'job-runs': ({ jobId }) => `/jobs/${jobId}/runs`,
  'job-pages': ({ jobId }) => `/jobs/${jobId}/pages`,
  'job-changes': ({ jobId }) => `/jobs/${jobId}/changes`,
  'job-prices': ({ jobId }) => `/jobs/${jobId}/prices`,
  'job-rules': ({ jobId }) => `/jobs/${jobId}/rules`,
  'job-fields': ({ jobId }) => `/jobs/${jobId}/fields`,
  'job-settings': ({ jobId }) => `/jobs/${jobId}/settings`,
  'job-versions': ({ jobId }) => `/jobs/${jobId}/versions`,
  page: ({ pricedPageId }) => `/pages/${encodeURIComponent(pricedPageId)}`,
  runs: () => '/runs',
  run: ({ runId }) => `/runs/${runId}`,
  changes: () => '/changes',
  change: ({ changeId }) => `/changes/${encodeURIComponent(changeId)}`,
  prices: () => '/prices',
  price: ({ pricedPageId }) => `/prices/${encodeURIComponent(pricedPageId)}`,
  alerts: () => '/alerts',
  'alerts-told': () => '/alerts/told',
  'alert-rules': () => '/alerts/rules',
  'alert-maintenance': () => '/alerts/maintenance',
  'dead-letters': () => '/dead-letters',
  schedules: () => '/schedules',
  health: () => '/health',
  agents: () => '/agents',
  queues: () => '/queues',
  hosts: () => '/hosts',
  settings: () => '/settings',
  'settings-keys': () => '/settings/keys',
  'settings-channels': () => '/settings/channels',
  'settings-usage': () => '/settings/usage',
  'settings-proxies': () => '/settings/proxies',
  'settings-tags': () => '/settings/tags',
  deliveries: () => '/deliveries',
  'settings-appearance': () => '/settings/appearance',
  audit: () => '/audit',
  login: () => '/login',
  lost: () => '/nowhere',
} as const satisfies Record<string, (shop: ShopData) => string>;

export type ScreenName = keyof typeof SCREENS;

/** Screens that show what is long, beside those above, which list it. */
export const LONG_SCREENS = {
  'long-jobs-search': () => '/jobs?q=Ridge',
  'long-job': ({ pricesJobId }) => `/jobs/${pricesJobId}`,
  'long-job-runs': ({ pricesJobId }) => `/jobs/${pricesJobId}/runs`,
  'long-job-pages': ({ pricesJobId }) => `/jobs/${pricesJobId}/pages`,
  'long-job-changes': ({ notesJobId }) => `/jobs/${notesJobId}/changes`,
  'long-job-prices': ({ pricesJobId }) => `/jobs/${pricesJobId}/prices`,
  'long-job-settings': ({ notesJobId }) => `/jobs/${notesJobId}/settings`,
  'long-page': ({ endlessPageId }) => `/pages/${encodeURIComponent(endlessPageId)}`,
  'long-run': ({ runId }) => `/runs/${runId}`,
  'long-change': ({ endlessChangeId }) => `/changes/${encodeURIComponent(endlessChangeId)}`,
  'long-note-change': ({ noteChangeId }) => `/changes/${encodeURIComponent(noteChangeId)}`,
  'long-change-side': ({ noteChangeId }) => `/changes/${encodeURIComponent(noteChangeId)}?view=side`,
  'long-change-fields': ({ endlessChangeId }) =>
    `/changes/${encodeURIComponent(endlessChangeId)}?view=fields`,
  'long-change-seen': ({ noteChangeId }) => `/changes/${encodeURIComponent(noteChangeId)}?view=seen`,
  'long-price': ({ endlessPageId }) => `/prices/${encodeURIComponent(endlessPageId)}`,
  compare: ({ comparedPageIds }) =>
    `/prices/compare?pages=${comparedPageIds.map(encodeURIComponent).join(',')}`,
  'schedules-list': () => '/schedules?view=list',
} as const satisfies Record<string, (long: LongData) => string>;

export type LongScreenName = keyof typeof LONG_SCREENS;

export function addressOf(name: ScreenName, shop: ShopData): string {
  return SCREENS[name](shop);
}
