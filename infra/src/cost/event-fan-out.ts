import { actsOfDrop } from './act-counts.ts';
import { type BillLine, billLine } from './drop-bill.ts';
import type { DropShape } from './drop-shape.ts';

/**
 * What AppSync Events would ask for carrying the same messages to the same viewers: each is published once and delivered
 * to all, over a connection that each viewer has besides, or instead of, the socket here.
 */
export function eventFanOut(shape: DropShape): readonly BillLine[] {
  const { post } = actsOfDrop(shape);
  const publishes = post / shape.viewers;
  // To connect and to subscribe.
  const arrivals = 2 * shape.connections;
  return [
    billLine('eventOperations', 'operations', post + publishes + arrivals),
    billLine('eventMinutes', 'connection minutes', shape.viewers * shape.minutes),
  ];
}
