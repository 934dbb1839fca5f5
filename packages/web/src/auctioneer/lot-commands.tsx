import type { CommandOf, DropClient } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { afterMs } from '../app/device-clock.ts';
import { commandAnswerWords } from '../words/command-answer-words.ts';
import { commandsFor } from './commands-for.ts';
import { WithdrawSheet } from './withdraw-sheet.tsx';

/** How long a refusal stays; by then the lot stands otherwise. */
const saidShownMs = 12_000;

type LotCommandsProps = { readonly lot: PublicLot; readonly client: DropClient | undefined };

/** What the auctioneer may tell a lot as it stands, and what came of the last command. [L2] */
export function LotCommands({ lot, client }: LotCommandsProps): VNode | null {
  const [underWay, setUnderWay] = useState<CommandOf['command']>();
  const [said, setSaid] = useState<string>();
  const [withdrawing, setWithdrawing] = useState(false);
  useEffect(() => (said === undefined ? undefined : afterMs(saidShownMs, () => setSaid(undefined))), [said]);
  const commands = commandsFor(lot.status);
  if (commands.length === 0) return said === undefined ? null : <p class="field-problem">{said}</p>;

  const tell = async (command: CommandOf): Promise<void> => {
    if (client === undefined) return;
    setUnderWay(command.command);
    setSaid(undefined);
    try {
      setSaid(commandAnswerWords(await client.command(command)));
    } catch (fault) {
      setSaid(String(fault));
    } finally {
      setUnderWay(undefined);
    }
  };
  return (
    <div class="commands">
      <div class="button-row">
        {commands.map(({ command, label, look }) => (
          <button
            key={command}
            type="button"
            class={`button ${look}`}
            disabled={client === undefined || underWay !== undefined}
            onClick={() =>
              command === 'withdraw' ? setWithdrawing(true) : void tell({ lotId: lot.lotId, command })
            }
          >
            {underWay === command ? 'Sending…' : label}
          </button>
        ))}
      </div>
      <p class="field-problem" role="status">
        {said}
      </p>
      {withdrawing ? (
        <WithdrawSheet
          lotNumber={lot.number}
          onWithdraw={(reason) => void tell({ lotId: lot.lotId, command: 'withdraw', reason })}
          onClose={() => setWithdrawing(false)}
        />
      ) : null}
    </div>
  );
}
