// What health is told of receivers that take nothing; who finds it looks at deliveries.

export interface FailingReceivers {
  readonly channels: number;
  /** Messages to them that wait. */
  readonly waiting: number;
}
