import { queueClient } from '@gaveldrop/adapters/aws/queue-client';
import { sqsNudges } from '@gaveldrop/adapters/aws/sqs-nudges';
import { functionConfig } from '@gaveldrop/adapters/function-config';
import { lotPorts } from './lot-ports.ts';

/** What the closers work with. */
export function closePorts() {
  const { nudgeQueueUrl } = functionConfig(['nudgeQueueUrl']);
  return { ...lotPorts(), nudges: sqsNudges(queueClient(), nudgeQueueUrl) };
}
