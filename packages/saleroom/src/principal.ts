import type { Role } from '@gaveldrop/protocol';
import type { Cents, DropId, PaddleNumber, SellerId, UserId } from '@gaveldrop/units';

/** Who speaks on a connection, fixed when the ticket was made. */
export type Principal = {
  readonly userId: UserId;
  readonly dropId: DropId;
  readonly role: Role;
  readonly paddleNumber: PaddleNumber | undefined;
  readonly limitCents: Cents | undefined;
  /** The sellers this person is, or is tied to. [B8] */
  readonly sellerIds: readonly SellerId[];
  readonly shard: number;
};
