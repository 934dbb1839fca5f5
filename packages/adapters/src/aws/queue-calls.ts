import type { Clock } from '@gaveldrop/saleroom';
import { functionConfig, functionCredentials, queueEndpoint } from '../function-config.ts';
import { type SignedCall, signedCalls } from './signed-calls.ts';

/** Calls of SQS about a queue, from a function: where, and by whose right, is in its environment. */
export const queueCalls = (queueUrl: string, clock: Pick<Clock, 'nowMs'>): SignedCall =>
  signedCalls({
    endpoint: queueEndpoint(queueUrl),
    region: functionConfig(['region']).region,
    credentials: functionCredentials(),
    service: 'sqs',
    targetPrefix: 'AmazonSQS',
    clock,
  });
