import type { BidKind } from '@gaveldrop/bidding';
import type { LotId } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { busyDropId } from '../a-busy-lot.ts';

/** The gateway's event for one bid, as it is on AWS. @param sent how many were sent before it. */
export function bidEvent(sent: number, lotId: LotId, paddle: number, amountCents: number, kind: BidKind) {
  return {
    requestContext: {
      routeKey: 'bid',
      authorizer: {
        userId: `user-${paddle}`,
        dropId: busyDropId,
        role: 'bidder',
        shard: '0',
        sellerIds: JSON.stringify([`user-${paddle}`]),
        paddleNumber: String(paddle),
        limitCents: '90000000000',
        principalId: `user-${paddle}`,
      },
      messageId: `message-${sent}`,
      eventType: 'MESSAGE',
      extendedRequestId: `request-${sent}`,
      requestTime: '22/Nov/2026:06:30:00 +0000',
      messageDirection: 'IN',
      stage: 'live',
      connectedAt: Date.now() - 60_000,
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: `request-${sent}`,
      domainName: 'example.test',
      // As many connections as there is need of: one phone could not send so much.
      connectionId: `connection-${sent % 200}`,
      apiId: 'bench',
    },
    body: JSON.stringify({ action: 'bid', bidId: ulid(), lotId, amountCents, kind, attempt: 1 }),
    isBase64Encoded: false,
  };
}
