// What previews of pages need, made of what the API has.
import { parseBlocks } from '../../domain/page/kept-blocks.ts';
import type { PreviewPorts } from '../../domain/job/preview/read-look.ts';
import { RecentPreviews } from '../../domain/job/preview/recent-previews.ts';
import type { ApiPorts } from '../ports.ts';
import { keepParser } from './kept-parser.ts';
import { decompressBlob } from './page/page-text.ts';

type Needed = Pick<ApiPorts, 'looker' | 'viewer' | 'clock' | 'log' | 'settings' | 'openParser'>;

/** A page of megabytes takes seconds on a busy machine; the answer has fifteen. */
const PAGE_MS = 8_000;

export function toPreviewPorts(ports: Needed): PreviewPorts {
  const { looker, viewer, clock, log, settings } = ports;
  return {
    looker,
    viewer,
    clock,
    log,
    previews: new RecentPreviews(),
    openParser: keepParser(() => ports.openParser(PAGE_MS)),
    unpackBlocks: async ({ blocks }) => parseBlocks((await decompressBlob(blocks.bytes)).toString('utf8')),
    ownHosts: settings.ownHosts,
    allowHosts: settings.egress.allowHosts,
    userAgent: settings.userAgent,
  };
}
