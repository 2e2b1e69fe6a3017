// What is known to differ by itself on a page: learned there, or on pages of its kind of the same host.
import type { KnownNoise, ReplayedVersion } from '../../../domain/change/replay.ts';
import { kindOf } from '../../../domain/page/page-kind.ts';
import type { Page } from '../../../domain/page/page.ts';
import { skeletonOf } from '../../../domain/page/skeleton.ts';
import { templateId } from '../../../domain/page/template-id.ts';
import { createNoiseOfKind } from '../../../domain/page/template.ts';
import type { ApiPorts } from '../../ports.ts';

/** What is known of the page's own noise, and of that of its host's pages of its kind. */
export async function knownNoise(
  { templates }: Pick<ApiPorts, 'templates'>,
  { jobId, host, url, baseline }: Page,
  versions: readonly ReplayedVersion[],
): Promise<KnownNoise> {
  const id = templateId(jobId, host);
  const template = (await templates.getMany([id])).get(id);
  const volatile = baseline?.volatile ?? [];
  const latest = versions.at(-1);
  if (template === undefined || latest === undefined) return { volatile, template: [] };
  const skeleton = skeletonOf(latest.blocks.map(({ path }) => path));
  const kind = kindOf({ skeleton, pageType: baseline?.pageType, url });
  return { volatile, template: createNoiseOfKind(template)(kind) };
}
