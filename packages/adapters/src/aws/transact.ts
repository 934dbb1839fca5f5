import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { fault } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import { cancelledTransaction } from './cancelled-transaction.ts';
import { writeAgain } from './try-again.ts';

/** `refused`: some write's own condition did not hold, and nothing was written. */
export type Transacted = 'committed' | 'refused';

/**
 * Writes all or nothing. One that met another transaction is tried again, and so is one whose answer was lost: its token
 * makes the second the first.
 * @throws a `Fault` when it still could not be done.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  what: string,
  items: NonNullable<TransactWriteCommandInput['TransactItems']>,
): Promise<Transacted> {
  for (let attempt = 0; ; attempt += 1) {
    const request = { TransactItems: items, ClientRequestToken: randomUUID() };
    try {
      await writeAgain(what, adapterLimits.steadyWaitsMs, () =>
        client.send(new TransactWriteCommand(request)),
      );
      return 'committed';
    } catch (thrown) {
      const cancelled = cancelledTransaction(thrown);
      if (cancelled === undefined) throw thrown;
      if (cancelled.conditionFailedAt.length > 0) return 'refused';
      const waitMs = adapterLimits.conflictWaitsMs[attempt];
      if (waitMs === undefined) throw fault('throttled', `cannot ${what}`, thrown);
      await sleep(waitMs);
    }
  }
}
