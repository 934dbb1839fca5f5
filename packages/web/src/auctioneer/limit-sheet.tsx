import type { PaddleForAuctioneer } from '@gaveldrop/protocol';
import type { Cents } from '@gaveldrop/units';
import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Sheet } from '../app/sheet.tsx';
import { TextField } from '../app/text-field.tsx';
import { decimalText } from '../money/decimal-text.ts';
import { parseMoney } from '../money/parse-money.ts';

type LimitSheetProps = {
  readonly paddle: PaddleForAuctioneer;
  readonly currency: string;
  /** Null for none. */
  readonly onLimit: (limitCents: Cents | null) => void;
  readonly onClose: () => void;
};

/** Where a paddle's limit is set or taken away. */
export function LimitSheet({ paddle, currency, onLimit, onClose }: LimitSheetProps): VNode {
  const { paddleNumber, limitCents } = paddle;
  const [typed, setTyped] = useState(limitCents === undefined ? '' : decimalText(limitCents, currency));
  const [problem, setProblem] = useState<string>();
  const decide = (limit: Cents | null): void => {
    onLimit(limit);
    onClose();
  };
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const parsed = parseMoney(typed, currency);
    if (parsed.kind === 'invalid') setProblem(parsed.problem);
    else decide(parsed.amountCents);
  };
  return (
    <Sheet title={`Limit of paddle ${paddleNumber}`} onClose={onClose}>
      <p>
        No single bid of this paddle may be above its limit. It holds from the paddle’s next connection, which
        this forces.
      </p>
      <form class="sheet-content" onSubmit={submit} noValidate>
        <TextField
          label={`Limit in ${currency}`}
          keys="decimal"
          value={typed}
          problem={problem}
          onChange={setTyped}
        />
        <button class="button button-main" type="submit">
          Set the limit
        </button>
        {limitCents === undefined ? null : (
          <button class="button" type="button" onClick={() => decide(null)}>
            Take the limit away
          </button>
        )}
        <button class="button" type="button" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Sheet>
  );
}
