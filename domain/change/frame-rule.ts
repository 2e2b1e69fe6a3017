// How a job wants to be told of what differs in the frame of a page while its body stood still.
export const FRAME_RULES = ['minor', 'tell', 'quiet'] as const;
export type FrameRule = (typeof FRAME_RULES)[number];
