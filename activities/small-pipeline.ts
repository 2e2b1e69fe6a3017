// The steps of the pipeline that need no parse threads: the pipeline takes them, and the orchestrator where they are small.
import { createClassify } from './classify.ts';
import type { SmallPipelineActivities } from './contract.ts';
import { createDetectChange, type DetectPorts } from './detect-change.ts';
import { type PlanPorts, createPlanChunks } from './plan/plan-chunks.ts';
import { type TrackPricePorts, createTrackPrice } from './track-price.ts';

export type SmallPipelinePorts = PlanPorts & TrackPricePorts & DetectPorts;

export function createSmallPipeline(ports: SmallPipelinePorts): SmallPipelineActivities {
  return {
    ...createPlanChunks(ports),
    ...createClassify(ports),
    ...createDetectChange(ports),
    ...createTrackPrice(ports),
  };
}
