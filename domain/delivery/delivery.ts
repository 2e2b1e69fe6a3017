// A message on its way to one channel: the document, its store, and the port to the workflow that carries it.
import type { AlertMessage } from '../alert/message.ts';

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  readonly _id: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly message: AlertMessage;
  readonly state: DeliveryState;
  /** 1, and one more for each time somebody asked for it again after its end. */
  readonly round: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DeliveryStore {
  get(deliveryId: string): Promise<Delivery | null>;
  /** False when it is there already. */
  insert(delivery: Delivery): Promise<boolean>;
}

export interface DeliveryStart {
  readonly deliveryId: string;
  readonly round: number;
}

export interface DeliveryEngine {
  /** Starts the workflow of this round. False when it was started before. */
  startDelivery(start: DeliveryStart): Promise<boolean>;
}
