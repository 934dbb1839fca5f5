import type { DropId } from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Gateway } from './gateway.ts';
import type { LotStream } from './lot-stream.ts';
import type { NudgeQueue } from './nudge-queue.ts';
import type { Observation } from './observation.ts';
import type { PulseQueue } from './pulse-queue.ts';
import type { Saleroom } from './saleroom.ts';
import type { Scheduler } from './scheduler.ts';
import type { Stores } from './stores.ts';

/** One simulated saleroom: what is under test, and everything around it. */
export type World = {
  readonly scheduler: Scheduler;
  readonly choices: Choices;
  readonly faults: Faults;
  readonly saleroom: Saleroom;
  readonly stores: Stores;
  readonly functions: FunctionPool;
  readonly gateway: Gateway;
  readonly pulseQueue: PulseQueue;
  readonly nudgeQueue: NudgeQueue;
  readonly stream: LotStream;
  readonly dropId: DropId;
  /** How many connections a shard of its audience is meant for: few, where it is to grow. */
  readonly shardConnectionsMax: number;
  tell(observation: Observation): void;
  /** What was believed of the code did not hold: something was thrown that is no fault. */
  bug(where: string, thrown: unknown): void;
};
