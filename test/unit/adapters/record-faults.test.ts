import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLedger } from '@gaveldrop/adapters/aws/dynamo-ledger';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { steadyDynamo } from '@gaveldrop/adapters/aws/steady-dynamo';
import type { HistoryEntry, LotAgreement } from '@gaveldrop/saleroom';
import type { AccountId } from '@gaveldrop/settlement';
import { type DropId, epochMs, type LotId, lotNumber, type RulesId, sequence } from '@gaveldrop/units';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { failWith } from './fail-with.ts';

process.env.AWS_REGION = 'us-east-1';
const dynamo = mockClient(DynamoDBClient);
const documents = mockClient(DynamoDBDocumentClient);
const lotId = '01J00000000000000000000001' as LotId;
const history = dynamoHistoryStore(steadyDynamo(), 'records');
const ledger = dynamoLedger(steadyDynamo(), 'records');
const entry: HistoryEntry = {
  lotId,
  dropId: '01J00000000000000000000002' as DropId,
  lotNumber: lotNumber(1),
  sequence: sequence(4),
  committedAtMs: epochMs(1),
  events: [{ type: 'LotPassed' }],
};
const cancelled = (...codes: readonly string[]) =>
  failWith('TransactionCanceledException', {
    status: 400,
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => {
  dynamo.reset();
  documents.reset();
});

test('[L3] an entry refused while the head stands right before it is a fault, so that it comes again', async () => {
  documents.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed'));
  dynamo.on(GetItemCommand).resolves({ Item: { reached: { N: '3' } } });
  await expect(history.append(entry)).rejects.toMatchObject({ faultKind: 'unavailable' });
  dynamo.on(GetItemCommand).resolves({ Item: { reached: { N: '4' } } });
  expect(await history.append(entry)).toBe('already');
  dynamo.on(GetItemCommand).resolves({ Item: { reached: { N: '2' } } });
  expect(await history.append(entry)).toBe('gap');
  dynamo.on(GetItemCommand).resolves({});
  expect(await history.append(entry)).toBe('gap');
});

test('[L3] an entry whose answer was lost is sent again under the same token', async () => {
  documents
    .on(TransactWriteCommand)
    .rejectsOnce(failWith('TimeoutError', { code: 'ETIMEDOUT' }))
    .resolves({});
  expect(await history.append(entry)).toBe('appended');
  const tokens = documents
    .commandCalls(TransactWriteCommand)
    .map((call) => call.args[0].input.ClientRequestToken);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(tokens[1]).toBe(tokens[0]);
});

test('[L3] an entry that met another transaction is sent again as a new one', async () => {
  documents.on(TransactWriteCommand).rejectsOnce(cancelled('None', 'TransactionConflict')).resolves({});
  expect(await history.append(entry)).toBe('appended');
  const tokens = documents
    .commandCalls(TransactWriteCommand)
    .map((call) => call.args[0].input.ClientRequestToken);
  expect(new Set(tokens).size).toBe(2);
});

test('[L3] a table that refuses every write is a fault, with nothing taken for done', async () => {
  for (const [thrown, faultKind] of [
    [failWith('ThrottlingException', { status: 400 }), 'throttled'],
    [failWith('InternalServerError', { status: 500 }), 'ambiguous'],
    [failWith('AccessDeniedException', { status: 400 }), 'unavailable'],
  ] as const) {
    documents.reset();
    documents.on(TransactWriteCommand).rejects(thrown);
    await expect(history.append(entry)).rejects.toMatchObject({ faultKind, cause: thrown });
    await expect(ledger.settle(lotId, [])).rejects.toMatchObject({ faultKind });
  }
});

test('[M9] a lot whose marker is there is settled already', async () => {
  documents.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
  expect(await ledger.settle(lotId, [])).toBe('already');
});

test('a query that fails in the middle is a fault, never a part for the whole', async () => {
  documents
    .on(QueryCommand)
    .resolves({ Items: [{ pk: 'a', sk: 'b' }], LastEvaluatedKey: { pk: 'a', sk: 'b' } })
    .on(QueryCommand, { ExclusiveStartKey: { pk: 'a', sk: 'b' } })
    .rejects(failWith('TimeoutError', { code: 'ETIMEDOUT' }));
  await expect(ledger.transfersOf('seller:a' as AccountId)).rejects.toMatchObject({
    faultKind: 'unavailable',
  });
});

test('[M7] a version whose first writing was answered too late is written once', async () => {
  const rules = dynamoRulesStore(steadyDynamo(), 'records');
  dynamo
    .on(PutItemCommand)
    .rejectsOnce(failWith('TimeoutError', { code: 'ETIMEDOUT' }))
    .rejects(failWith('ConditionalCheckFailedException', { status: 400 }));
  await rules.write({ rules: { rulesId: 'R' as RulesId } } as LotAgreement);
  expect(dynamo.calls()).toHaveLength(2);
});

test('a ticket whose taking was not answered is a fault: sent again, it would look spent', async () => {
  const audience = dynamoAudienceStore(steadyDynamo(), 'connections');
  documents.on(DeleteCommand).rejects(failWith('TimeoutError', { code: 'ETIMEDOUT' }));
  await expect(audience.takeTicket('t', undefined, epochMs(1))).rejects.toMatchObject({
    faultKind: 'ambiguous',
  });
  expect(documents.calls()).toHaveLength(1);
});

test('a ticket is kept by its hash, never as it is, and expires by itself', async () => {
  const audience = dynamoAudienceStore(steadyDynamo(), 'connections');
  documents.on(PutCommand).resolves({});
  await audience.keepTicket({
    ticket: 'a ticket',
    principal: {} as never,
    origin: undefined,
    issuedAtMs: epochMs(1),
    expiresAtMs: epochMs(1_790_000_000_001),
  });
  const [kept] = documents.commandCalls(PutCommand);
  const item = kept?.args[0].input.Item;
  expect(item?.pk).toBe('ticket#cc17bef09b291e933a8adef2fa0ec6485b25e733203df9522ae654729f000d3a');
  expect(item?.expiresAtS).toBe(1_790_000_001);
  expect(JSON.stringify(item)).not.toContain('a ticket');
});
