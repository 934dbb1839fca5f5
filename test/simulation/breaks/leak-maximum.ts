import type { Lot } from '@gaveldrop/bidding';
import { createPublisher, type Pulses } from '@gaveldrop/saleroom';
import type { WorldPorts } from '../saleroom.ts';
import type { Break } from './break.ts';

/** A publisher of one change, whose pulses tell what the leader would pay. */
function leakyPublisher(ports: WorldPorts, lot: Lot) {
  const ceilingCents = 'leader' in lot ? lot.leader?.ceilingCents : undefined;
  const pulses: Pulses = {
    send: (dropId, shardCount, face, timeoutMs) =>
      ports.pulses.send(dropId, shardCount, { ...face, ceilingCents } as typeof face, timeoutMs),
  };
  return createPublisher({ ...ports, pulses });
}

export const leakMaximum: Break = {
  name: 'leak-maximum',
  defect: "what everybody is told of a lot holds its leader's maximum",
  plant: (sound) => ({
    ...sound,
    coldPorts: (ports) => ({
      ...sound.coldPorts(ports),
      publisher: {
        publish: (before, after, agreement) => leakyPublisher(ports, after).publish(before, after, agreement),
        repair: (before, after, agreement) => leakyPublisher(ports, after).repair(before, after, agreement),
      },
    }),
  }),
};
