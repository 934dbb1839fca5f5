import type { VNode } from 'preact';
import { ChoiceField } from '../app/choice-field.tsx';
import { TextField } from '../app/text-field.tsx';
import { troubleAt } from '../app/trouble-at.ts';
import type { DropFieldsProps } from './drop-fields-props.ts';
import { closingPresets } from './drop-form.ts';
import { presetIn } from './preset-in.ts';

const endings = [
  { name: 'timed', label: 'By the clock' },
  { name: 'hammer', label: 'When I call the hammer' },
];
const extensions = [
  { name: 'reset', label: 'Sets the clock back to' },
  { name: 'add', label: 'Adds to the clock' },
  { name: 'none', label: 'Changes nothing' },
];
const ownChoice = { name: 'own', label: 'My own rules' };

/** How lots close: for how long they are open, and what a late bid does to that. [C1] to [C4] */
export function ClosingFields({ form, onChange, trouble }: DropFieldsProps): VNode {
  const at = (field: string): string | undefined => troubleAt(trouble, `closing.${field}`);
  const preset = presetIn(closingPresets, form);
  return (
    <fieldset class="card">
      <legend class="field-label">Closing</legend>
      <ChoiceField
        label="Rules to start from"
        value={preset?.name ?? 'own'}
        choices={preset === undefined ? [...closingPresets, ownChoice] : closingPresets}
        onChange={(name) => onChange(closingPresets.find((one) => one.name === name)?.fields ?? {})}
      />
      <div class="field-row">
        <ChoiceField
          label="A lot ends"
          value={form.ending}
          choices={endings}
          onChange={(ending) => onChange({ ending })}
        />
        {form.ending === 'timed' ? (
          <TextField
            label="after, in seconds"
            keys="decimal"
            value={form.durationSeconds}
            problem={at('durationMs')}
            onChange={(durationSeconds) => onChange({ durationSeconds })}
          />
        ) : null}
      </div>
      <ChoiceField
        label="A late bid"
        value={form.extension}
        choices={extensions}
        problem={at('extension.mode')}
        onChange={(extension) => onChange({ extension })}
      />
      {form.extension === 'none' ? null : (
        <ExtensionFields form={form} onChange={onChange} trouble={trouble} />
      )}
    </fieldset>
  );
}

function ExtensionFields({ form, onChange, trouble }: DropFieldsProps): VNode {
  const at = (field: string): string | undefined => troubleAt(trouble, `closing.extension.${field}`);
  return (
    <div class="field-row">
      <TextField
        label="Amount, in seconds"
        keys="decimal"
        value={form.amountSeconds}
        problem={at('amountMs')}
        onChange={(amountSeconds) => onChange({ amountSeconds })}
      />
      <TextField
        label="Late is the last … seconds"
        keys="decimal"
        value={form.windowSeconds}
        problem={at('windowMs')}
        onChange={(windowSeconds) => onChange({ windowSeconds })}
      />
      <TextField
        label="Each next one, in percent"
        hint="100 for no shrinking"
        keys="decimal"
        value={form.shrinkPercent}
        problem={at('shrinkBp')}
        onChange={(shrinkPercent) => onChange({ shrinkPercent })}
      />
      <TextField
        label="At most, in seconds, in all"
        hint="Empty for no cap"
        keys="decimal"
        value={form.capSeconds}
        problem={at('capMs')}
        onChange={(capSeconds) => onChange({ capSeconds })}
      />
    </div>
  );
}
