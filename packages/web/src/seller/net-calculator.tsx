import type { NetAtPrice, PublicCatalogueEntry } from '@gaveldrop/protocol';
import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TextField } from '../app/text-field.tsx';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';
import { decimalText } from '../money/decimal-text.ts';
import { parseMoney } from '../money/parse-money.ts';
import { NetLines } from './net-lines.tsx';

type NetCalculatorProps = { readonly entry: PublicCatalogueEntry; readonly currency: string };

/** What a lot would bring its seller at a price they enter. [M7] */
export function NetCalculator({ entry, currency }: NetCalculatorProps): VNode {
  const { http } = usePage();
  const [typed, setTyped] = useState<string>(() => decimalText(entry.startPriceCents, currency));
  const [problem, setProblem] = useState<string>();
  const [net, setNet] = useState<NetAtPrice>();
  const { busy, trouble, send } = useSending();
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const parsed = parseMoney(typed, currency);
    setProblem(parsed.kind === 'invalid' ? parsed.problem : undefined);
    if (parsed.kind === 'invalid') return;
    void send(async () => setNet(await http.netAtPrice(entry.lotId, parsed.amountCents)));
  };
  return (
    <details>
      <summary>What would a price bring me?</summary>
      <form class="net-form" onSubmit={submit} noValidate>
        <TextField
          label={`Hammer price in ${currency}`}
          keys="decimal"
          value={typed}
          problem={problem}
          onChange={setTyped}
        />
        <button class="button" type="submit" disabled={busy}>
          {busy ? 'One moment…' : 'Show'}
        </button>
      </form>
      <TroubleNote trouble={trouble} />
      {net === undefined ? null : <NetLines net={net} />}
    </details>
  );
}
