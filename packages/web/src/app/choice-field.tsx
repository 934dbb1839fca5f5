import type { VNode } from 'preact';
import { Field } from './field.tsx';

type ChoiceFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly value: string;
  readonly choices: readonly { readonly name: string; readonly label: string }[];
  readonly onChange: (name: string) => void;
};

/** A field for one of a few choices. */
export function ChoiceField({ label, hint, problem, value, choices, onChange }: ChoiceFieldProps): VNode {
  return (
    <Field label={label} hint={hint} problem={problem}>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {choices.map(({ name, label: words }) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}
