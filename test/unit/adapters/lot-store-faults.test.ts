import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { lotItem, lotKey } from '@gaveldrop/adapters/aws/lot-item';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { scheduledLot } from '@gaveldrop/bidding';
import { type DropId, epochMs, type LotId, lotNumber, type RulesId } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { failWith } from './fail-with.ts';
import { worstOpenLot } from './worst-lots.ts';

process.env.AWS_REGION = 'us-east-1';
const dynamo = mockClient(DynamoDBClient);
const lots = dynamoLotStore(quickDynamo(), 'lots');
const openLots = { dropId: worstOpenLot.dropId, lotIds: [], suspendedPaddles: [], version: 3 };
const scheduled = scheduledLot(
  '01J00000000000000000000001' as LotId,
  '01J00000000000000000000002' as DropId,
  lotNumber(1),
  '01J00000000000000000000003' as RulesId,
  epochMs(1),
  worstOpenLot.chainHead,
);

beforeEach(() => dynamo.reset());

const throttles = [
  failWith('ProvisionedThroughputExceededException', { status: 400 }),
  failWith('ThrottlingException', { status: 400 }),
  failWith('RequestLimitExceeded', { status: 400 }),
  failWith('TransactionConflictException', { status: 400 }),
  failWith('TransactionInProgressException', { status: 400 }),
  failWith('Error', { code: 'ECONNREFUSED' }),
];
const cutOffs = [
  failWith('TimeoutError', { code: 'ETIMEDOUT' }),
  failWith('TimeoutError'),
  failWith('AbortError'),
  failWith('Error', { code: 'ECONNRESET' }),
  failWith('Error', { code: 'EPIPE' }),
  failWith('InternalServerError', { status: 500 }),
  failWith('ServiceUnavailable', { status: 503 }),
  // The answer was cut off in the middle: the write has happened.
  failWith('SyntaxError', { status: 200 }),
];

test('a commit turned away did not happen: throttled, sent once', async () => {
  for (const thrown of throttles) {
    dynamo.reset();
    dynamo.on(UpdateItemCommand).rejects(thrown);
    expect(await lots.commit(worstOpenLot), thrown.name).toEqual({ kind: 'throttled' });
    expect(dynamo.calls()).toHaveLength(1);
  }
});

test('a commit without an answer may have happened: ambiguous, sent once', async () => {
  for (const thrown of cutOffs) {
    dynamo.reset();
    dynamo.on(UpdateItemCommand).rejects(thrown);
    expect(await lots.commit(worstOpenLot), thrown.name).toEqual({ kind: 'ambiguous' });
    expect(dynamo.calls()).toHaveLength(1);
  }
});

test('a commit that lost gives the lot as it stands, from the same answer, without a read', async () => {
  const Item = lotItem({ ...worstOpenLot, bidCount: 5 });
  dynamo.on(UpdateItemCommand).rejects(failWith('ConditionalCheckFailedException', { status: 400, Item }));
  expect(await lots.commit(worstOpenLot)).toEqual({ kind: 'lost', lot: { ...worstOpenLot, bidCount: 5 } });
  expect(dynamo.calls()).toHaveLength(1);
  expect(dynamo.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    TableName: 'lots',
  });
});

test('a commit that lost against nothing finds the lot missing', async () => {
  dynamo.on(UpdateItemCommand).rejects(failWith('ConditionalCheckFailedException', { status: 400 }));
  expect(await lots.commit(worstOpenLot)).toEqual({ kind: 'missing' });
});

test('a commit that is wrong is a bug and is thrown as it is; one that is not allowed is a fault', async () => {
  const wrong = failWith('ValidationException', { status: 400 });
  dynamo.on(UpdateItemCommand).rejects(wrong);
  await expect(lots.commit(worstOpenLot)).rejects.toBe(wrong);
  const denied = failWith('AccessDeniedException', { status: 400 });
  dynamo.on(UpdateItemCommand).rejects(denied);
  await expect(lots.commit(worstOpenLot)).rejects.toMatchObject({ faultKind: 'unavailable', cause: denied });
});

test('an opening whose condition did not hold is lost, one in the way of another throttled', async () => {
  const cancelled = (...codes: readonly string[]) =>
    failWith('TransactionCanceledException', {
      status: 400,
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const outcomes = [
    [cancelled('ConditionalCheckFailed', 'None'), 'lost'],
    [cancelled('None', 'ConditionalCheckFailed'), 'lost'],
    [cancelled('TransactionConflict', 'None'), 'throttled'],
    [cancelled('None', 'ThrottlingError'), 'throttled'],
    [cancelled('ProvisionedThroughputExceeded', 'None'), 'throttled'],
    [failWith('ThrottlingException', { status: 400 }), 'throttled'],
    [failWith('TransactionInProgressException', { status: 400 }), 'throttled'],
    [failWith('TimeoutError', { code: 'ETIMEDOUT' }), 'ambiguous'],
    [failWith('InternalServerError', { status: 500 }), 'ambiguous'],
  ] as const;
  for (const [thrown, kind] of outcomes) {
    dynamo.reset();
    dynamo.on(TransactWriteItemsCommand).rejects(thrown);
    expect(await lots.commitOpening(worstOpenLot, openLots)).toEqual({ kind });
    expect(dynamo.calls()).toHaveLength(1);
  }
  dynamo.on(TransactWriteItemsCommand).rejects(cancelled('ValidationError', 'None'));
  await expect(lots.commitOpening(worstOpenLot, openLots)).rejects.toThrow('TransactionCanceled');
});

test('a read that fails is sent again, twice at most', async () => {
  dynamo
    .on(GetItemCommand)
    .rejectsOnce(failWith('TimeoutError', { code: 'ETIMEDOUT' }))
    .rejectsOnce(failWith('ThrottlingException', { status: 400 }))
    .resolves({ Item: lotItem(worstOpenLot) });
  expect(await lots.read(worstOpenLot.lotId)).toEqual(worstOpenLot);
  expect(dynamo.calls()).toHaveLength(3);
  const [first] = dynamo.commandCalls(GetItemCommand);
  expect(first?.args[0].input).toMatchObject({ ConsistentRead: true });
});

test('a read that keeps failing is a fault with its cause', async () => {
  const thrown = failWith('InternalServerError', { status: 500 });
  dynamo.on(GetItemCommand).rejects(thrown);
  await expect(lots.read(worstOpenLot.lotId)).rejects.toMatchObject({
    faultKind: 'unavailable',
    cause: thrown,
  });
  expect(dynamo.calls()).toHaveLength(3);
  dynamo.reset();
  dynamo.on(GetItemCommand).rejects(failWith('ThrottlingException', { status: 400 }));
  await expect(lots.read(worstOpenLot.lotId)).rejects.toMatchObject({ faultKind: 'throttled' });
});

test('what a batch leaves over is asked for again, until it is there', async () => {
  const other = { ...worstOpenLot, lotId: '01J00000000000000000000004' as LotId };
  dynamo
    .on(BatchGetItemCommand)
    .resolvesOnce({
      Responses: { lots: [lotItem(worstOpenLot)] },
      UnprocessedKeys: { lots: { Keys: [lotKey(other.lotId)] } },
    })
    .resolves({ Responses: { lots: [lotItem(other)] } });
  const read = await lots.readMany([worstOpenLot.lotId, other.lotId]);
  expect(read).toEqual([worstOpenLot, other]);
  const [, second] = dynamo.commandCalls(BatchGetItemCommand);
  expect(second?.args[0].input.RequestItems?.lots).toEqual({
    Keys: [lotKey(other.lotId)],
    ConsistentRead: true,
  });
});

test('a creation is sent once: without an answer it is an ambiguous fault', async () => {
  dynamo.on(PutItemCommand).rejects(failWith('TimeoutError', { code: 'ETIMEDOUT' }));
  await expect(lots.create(scheduled)).rejects.toMatchObject({ faultKind: 'ambiguous' });
  expect(dynamo.calls()).toHaveLength(1);
  await expect(lots.commitOpenLots(openLots)).rejects.toMatchObject({ faultKind: 'ambiguous' });
});

test('open lots are listed over all pages of all partitions', async () => {
  const from = lotKey(worstOpenLot.lotId);
  const first = '01J00000000000000000000005' as LotId;
  const second = '01J00000000000000000000006' as LotId;
  dynamo
    .on(QueryCommand)
    .resolves({ Items: [] })
    .on(QueryCommand, { ExpressionAttributeValues: { ':place': { S: '2' } } })
    .resolves({ Items: [lotKey(first)], LastEvaluatedKey: from })
    .on(QueryCommand, { ExclusiveStartKey: from })
    .resolves({ Items: [lotKey(second)] });
  const listed: LotId[] = [];
  for await (const lotId of lots.listOpen()) listed.push(lotId);
  expect(listed).toEqual([first, second]);
  expect(dynamo.commandCalls(QueryCommand)).toHaveLength(5);
});
