// All passes of a clean-up, in their order.
import { type DetailsPorts, createDetailsPass } from './packed/details-pass.ts';
import type { CleanUpPass } from './pass.ts';
import { type RowPassPorts, createRowPasses } from './rows/row-pass.ts';

export type PassPorts = DetailsPorts & RowPassPorts;

export function createPasses(ports: PassPorts): CleanUpPass[] {
  return [createDetailsPass(ports), ...createRowPasses(ports)];
}
