import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** How long a dead letter waits for somebody to look: the longest a queue can keep one. */
const deadLettersKept = Duration.days(14);

/** The two queues, each with a queue for what could not be handled. */
export class Queues extends Construct {
  /** "This lot reached this sequence", one group a drop and shard. */
  readonly pulse: sqs.Queue;
  readonly pulseDead: sqs.Queue;
  /** "Look at this lot about now." */
  readonly nudge: sqs.Queue;
  readonly nudgeDead: sqs.Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.pulseDead = new sqs.Queue(this, 'PulseDead', { fifo: true, retentionPeriod: deadLettersKept });
    this.pulse = new sqs.Queue(this, 'Pulse', {
      fifo: true,
      // High throughput: both settings together lift the limit of 300 requests a second for the whole queue.
      deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      // The sender names the change (lot, sequence, shard), so that a bid's pulse and its repair are one.
      contentBasedDeduplication: false,
      // A price a minute old is no news; what was missed is healed by the next change or the phone's own `have`.
      retentionPeriod: Duration.seconds(60),
      // The broadcaster's timeout: by then it has certainly ended, and its group waits no longer than it must.
      visibilityTimeout: Duration.seconds(6),
      deadLetterQueue: { queue: this.pulseDead, maxReceiveCount: 2 },
    });

    this.nudgeDead = new sqs.Queue(this, 'NudgeDead', { retentionPeriod: deadLettersKept });
    this.nudge = new sqs.Queue(this, 'Nudge', {
      // The longest delay is 900 s; an hour on, the sweep has long done what this nudge was for.
      retentionPeriod: Duration.hours(1),
      // The closer's timeout and no more. Six times that is the usual advice, against seeing a message twice while
      // Lambda is throttled: here twice is harmless (C8), and a nudge that comes back late is what would hurt.
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: this.nudgeDead, maxReceiveCount: 5 },
    });
  }
}
