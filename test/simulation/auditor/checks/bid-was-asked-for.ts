import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';
import { clockRange, mayBeReceipt } from '../expected/stamps.ts';

/** [B1] [B2] An accepted bid is what its phone sent, by the paddle of its ticket, received when the gateway says, bounded. */
export const bidWasAskedFor: MakeCheck = () => ({
  name: 'bid-was-asked-for',
  on: {
    'lot-committed': (commit, _world, report) => {
      const { atMs, lotId, by, handling } = commit;
      const accepted = acceptedIn(commit);
      if (accepted === undefined) return;
      const { bid } = accepted;
      const received = handling?.received;
      const { said, connected, stampMs } = received ?? {};
      if (by === undefined || handling === undefined || said?.action !== 'bid' || stampMs === undefined) {
        report('B1', atMs, `bid ${bid.bidId} was accepted, but no message asked for it`, lotId);
        return;
      }
      const same =
        said.bidId === bid.bidId &&
        said.lotId === lotId &&
        said.amountCents === bid.amountCents &&
        said.kind === bid.kind;
      if (!same) report('B1', atMs, `bid ${bid.bidId} was accepted as another than was sent`, lotId);
      const paddle = connected?.principal.paddleNumber;
      if (paddle !== bid.paddleNumber)
        report('B1', atMs, `bid ${bid.bidId} of paddle ${paddle} stands for ${bid.paddleNumber}`, lotId);
      const range = clockRange(handling, by.sentAtMs, by.sentClockMs);
      if (!mayBeReceipt(bid.receivedAtMs, stampMs, range))
        report(
          'B2',
          atMs,
          `a stamp of ${stampMs} became ${bid.receivedAtMs} at a clock of ${handling.clockMs}`,
          lotId,
        );
    },
  },
});
