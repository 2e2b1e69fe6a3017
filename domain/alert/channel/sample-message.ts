// A message with every part, as an example: templates are tried on it.
import type { AlertMessage } from '../rule/message.ts';

export const SAMPLE_MESSAGE: AlertMessage = {
  id: 'msg_example',
  workspaceId: 'default',
  kind: 'begin',
  severity: 'warning',
  title: 'Green tea, 100 g: €12.90 → €9.90',
  lines: ['The price fell by 23 %, below your limit of €10.00.'],
  at: new Date('2026-05-01T10:00:00.000Z'),
  path: '/changes/example',
  job: { id: 'job_example', name: 'Tea shop', note: 'For the kitchen: ask Anna before buying.' },
  run: { id: 'run_example' },
  page: { url: 'https://shop.example/tea?size=100', title: 'Green tea "Sencha" & more' },
  change: {
    id: 'example',
    kind: 'price',
    before: '12.90 €',
    after: '9.90 €',
    lines: [
      { op: 'removed', text: '12.90 €' },
      { op: 'added', text: '9.90 €' },
    ],
  },
  price: { beforeMinor: 1_290, afterMinor: 990, currency: 'EUR' },
  incidentId: 'inc_example',
};
