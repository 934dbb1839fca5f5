import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { writeLot } from '@gaveldrop/adapters/aws/write-lot';
import { askingPriceCents, decideBid, type OpenLot } from '@gaveldrop/bidding';
import { sealedChange } from '@gaveldrop/saleroom';
import { assert, type BidId, cents, epochMs, paddleNumber } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { busyDropId } from '../a-busy-lot.ts';
import { longRules } from './long-rules.ts';

/** The changes of a twin of the lot that is bid on, worked out beforehand: only the write itself is left to a bare client. */
export function bareWrites(client: DynamoDBClient, tableName: string, twin: OpenLot) {
  let lot = twin;
  return () => {
    const paddle = paddleNumber(lot.leader?.paddleNumber === 1 ? 2 : 1);
    const amount = cents(
      Math.max(lot.leader?.ceilingCents ?? 0, askingPriceCents(lot, longRules) ?? 0) + 100,
    );
    const bid = { bidId: ulid() as BidId, amountCents: amount, kind: 'exact' } as const;
    const bidder = { dropId: busyDropId, paddleNumber: paddle, limitCents: undefined, sellerIds: [] };
    const decision = decideBid(lot, longRules, bid, bidder, epochMs(Date.now()));
    assert(decision.kind === 'accepted', `the bid was not taken: ${JSON.stringify(decision)}`);
    const next = sealedChange({ digest: systemDigest }, lot, epochMs(Date.now()), decision.events);
    assert(next.status === 'open', 'the lot stays open');
    lot = next;
    const command = new UpdateItemCommand({
      TableName: tableName,
      ...writeLot(next),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return { lot: next, send: () => client.send(command) };
  };
}
