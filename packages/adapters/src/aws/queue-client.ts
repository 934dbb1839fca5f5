import { SQSClient } from '@aws-sdk/client-sqs';
import { adapterLimits } from '../adapter-limits.ts';

/** The client of both queues. It goes to the service's own endpoint, whatever host a queue's URL names, and never retries by itself. */
export const queueClient = (): SQSClient =>
  new SQSClient({
    maxAttempts: 1,
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      connectionTimeout: adapterLimits.queueTimeoutMs,
      requestTimeout: adapterLimits.queueTimeoutMs,
      socketTimeout: adapterLimits.queueTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
