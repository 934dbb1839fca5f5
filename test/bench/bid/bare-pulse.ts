import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { pulseMessages } from '@gaveldrop/adapters/pulse-message';
import { type OpenLot, publicLot } from '@gaveldrop/bidding';
import { busyDropId } from '../a-busy-lot.ts';
import { longRules } from './long-rules.ts';

/** The pulse of a lot's last change, as an SDK client's command. */
export const barePulse = (QueueUrl: string, lot: OpenLot): SendMessageBatchCommand =>
  new SendMessageBatchCommand({
    QueueUrl,
    Entries: pulseMessages(busyDropId, 1, publicLot(lot, longRules)).map(
      ({ body, groupId, deduplicationId }) => ({
        Id: '0',
        MessageBody: body,
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      }),
    ),
  });
