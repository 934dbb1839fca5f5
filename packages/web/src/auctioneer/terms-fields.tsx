import type { VNode } from 'preact';
import { ChoiceField } from '../app/choice-field.tsx';
import { TextField } from '../app/text-field.tsx';
import { troubleAt } from '../app/trouble-at.ts';
import type { DropFieldsProps } from './drop-fields-props.ts';
import { termsPresets } from './drop-form.ts';
import { presetIn } from './preset-in.ts';

const ownChoice = { name: 'own', label: 'My own terms' };

/** Who pays what: the seller's commission, the buyer's premium, the cost of processing. [M2] to [M4] */
export function TermsFields({ form, onChange, trouble }: DropFieldsProps): VNode {
  const at = (field: string): string | undefined => troubleAt(trouble, `terms.${field}`);
  const preset = presetIn(termsPresets, form);
  return (
    <fieldset class="card">
      <legend class="field-label">Terms</legend>
      <ChoiceField
        label="Terms to start from"
        value={preset?.name ?? 'own'}
        choices={preset === undefined ? [...termsPresets, ownChoice] : termsPresets}
        onChange={(name) => onChange(termsPresets.find((one) => one.name === name)?.fields ?? {})}
      />
      <div class="field-row">
        <TextField
          label="Seller’s commission, in percent"
          keys="decimal"
          value={form.commissionPercent}
          problem={at('commission')}
          onChange={(commissionPercent) => onChange({ commissionPercent })}
        />
        <TextField
          label="Buyer’s premium, in percent"
          keys="decimal"
          value={form.premiumPercent}
          problem={at('buyersPremium')}
          onChange={(premiumPercent) => onChange({ premiumPercent })}
        />
        <TextField
          label="Processing, in percent"
          hint="Of all the buyer pays; the seller bears it"
          keys="decimal"
          value={form.processingPercent}
          problem={at('processing.rateBp')}
          onChange={(processingPercent) => onChange({ processingPercent })}
        />
        <TextField
          label="and per order"
          keys="decimal"
          value={form.processingFixed}
          problem={at('processing.fixedCents')}
          onChange={(processingFixed) => onChange({ processingFixed })}
        />
      </div>
    </fieldset>
  );
}
