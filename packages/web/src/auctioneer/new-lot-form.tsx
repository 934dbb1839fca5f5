import type { PublicDrop } from '@gaveldrop/protocol';
import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../app/page.tsx';
import { TextField } from '../app/text-field.tsx';
import type { Trouble } from '../app/trouble.ts';
import { troubleAt, troubleElsewhere } from '../app/trouble-at.ts';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';
import { emptyLot, type LotForm } from './lot-form.ts';
import { newLotOf } from './new-lot-of.ts';

type LotField = {
  readonly key: keyof LotForm;
  /** What the saleroom calls it. */
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
  readonly keys?: 'decimal' | 'url';
  readonly lines?: boolean;
};

const fields: readonly LotField[] = [
  { key: 'title', field: 'title', label: 'Title' },
  { key: 'description', field: 'description', label: 'Description', lines: true },
  { key: 'sellerId', field: 'sellerId', label: 'Seller', hint: 'As the sign-in names them' },
  { key: 'startPrice', field: 'startPriceCents', label: 'Start price', keys: 'decimal' },
  {
    key: 'reserve',
    field: 'reserveCents',
    label: 'Reserve',
    hint: 'Private; empty for none',
    keys: 'decimal',
  },
  { key: 'estimateLow', field: 'estimateLowCents', label: 'Estimate from', keys: 'decimal' },
  { key: 'estimateHigh', field: 'estimateHighCents', label: 'Estimate to', keys: 'decimal' },
  {
    key: 'shipping',
    field: 'shippingCents',
    label: 'Shipping',
    hint: 'The buyer pays it, the seller gets it',
    keys: 'decimal',
  },
  {
    key: 'picture',
    field: 'pictures',
    label: 'Picture',
    hint: 'An https address, or as /demo/coin.svg',
    keys: 'url',
  },
  { key: 'category', field: 'category', label: 'Category' },
];

type NewLotFormProps = { readonly drop: PublicDrop; readonly onAdded: () => void };

/** Where lots are added to the catalogue. */
export function NewLotForm({ drop, onAdded }: NewLotFormProps): VNode {
  const { http, me } = usePage();
  const [form, setForm] = useState(emptyLot);
  const [unread, setUnread] = useState<Trouble>();
  const [added, setAdded] = useState<string>();
  const sending = useSending();
  const trouble = unread ?? sending.trouble;
  const submit = async (event: TargetedEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setAdded(undefined);
    const read = newLotOf(form, drop.currency);
    setUnread('trouble' in read ? read.trouble : undefined);
    if ('trouble' in read) return;
    const done = await sending.send(async () => {
      const entry = await http.addLot(drop.dropId, read.value);
      setAdded(`Lot ${entry.number}, ${entry.title}, was added.`);
    });
    if (!done) return;
    // The next lot is often the same seller's.
    setForm({ ...emptyLot, sellerId: form.sellerId });
    onAdded();
  };
  return (
    <details class="card">
      <summary class="summary">Add a lot</summary>
      <form class="form" onSubmit={submit} noValidate>
        <div class="field-row">
          {fields.map(({ key, field, label, ...rest }) => (
            <TextField
              key={key}
              label={rest.keys === 'decimal' ? `${label}, in ${drop.currency}` : label}
              {...rest}
              value={form[key]}
              problem={troubleAt(trouble, field)}
              onChange={(value) => setForm((before) => ({ ...before, [key]: value }))}
            />
          ))}
        </div>
        {me === undefined ? null : (
          <button
            class="button"
            type="button"
            onClick={() => setForm((before) => ({ ...before, sellerId: me.userId }))}
          >
            The seller is me
          </button>
        )}
        <TroubleNote
          trouble={troubleElsewhere(
            trouble,
            fields.map(({ field }) => field),
          )}
        />
        <p role="status">{added}</p>
        <button class="button button-main" type="submit" disabled={sending.busy}>
          {sending.busy ? 'Adding…' : 'Add the lot'}
        </button>
      </form>
    </details>
  );
}
