import type { Cents, DropId, PaddleNumber, SellerId, UserId } from '@gaveldrop/units';

/** A bidder's registration in one drop. */
export type Paddle = {
  readonly dropId: DropId;
  readonly paddleNumber: PaddleNumber;
  readonly userId: UserId;
  readonly name?: string | undefined;
  readonly limitCents?: Cents | undefined;
  /** A seller this paddle is tied to. [B8] */
  readonly sellerId?: SellerId | undefined;
};

export type PaddleStore = {
  /** The person's paddle: the next free number, or the one they have. Concurrent calls give one person one paddle. */
  register(dropId: DropId, userId: UserId, name: string | undefined): Promise<Paddle>;
  readByUser(dropId: DropId, userId: UserId): Promise<Paddle | undefined>;
  readByNumber(dropId: DropId, paddleNumber: PaddleNumber): Promise<Paddle | undefined>;
  /** All paddles by number. */
  list(dropId: DropId): Promise<readonly Paddle[]>;
  /** Sets or, with undefined, removes what is named; false when there is no such paddle. */
  change(
    dropId: DropId,
    paddleNumber: PaddleNumber,
    change: { limitCents: Cents | undefined } | { sellerId: SellerId | undefined },
  ): Promise<boolean>;
};
