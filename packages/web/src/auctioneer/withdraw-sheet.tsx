import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { Sheet } from '../app/sheet.tsx';
import { TextField } from '../app/text-field.tsx';

/** As long as a reason may be on the wire. */
const reasonLengthMax = 120;

type WithdrawSheetProps = {
  readonly lotNumber: number;
  readonly onWithdraw: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks why a lot is withdrawn: that stands in its history. */
export function WithdrawSheet({ lotNumber, onWithdraw, onClose }: WithdrawSheetProps): VNode {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const said = reason.trim();
    const wrong = reasonProblem(said);
    setProblem(wrong);
    if (wrong !== undefined) return;
    onWithdraw(said);
    onClose();
  };
  return (
    <Sheet title={`Withdraw lot ${lotNumber}`} onClose={onClose}>
      <p>Nobody buys a withdrawn lot, and it does not come back.</p>
      <form class="sheet-content" onSubmit={submit} noValidate>
        <TextField label="Reason" value={reason} problem={problem} onChange={setReason} />
        <button class="button button-danger" type="submit">
          Withdraw the lot
        </button>
        <button class="button" type="button" onClick={onClose}>
          Cancel
        </button>
      </form>
    </Sheet>
  );
}

function reasonProblem(reason: string): string | undefined {
  if (reason === '') return 'Say why; it stands in the history of the lot.';
  if (reason.length > reasonLengthMax) return `At most ${reasonLengthMax} characters.`;
  return undefined;
}
