import type { VNode } from 'preact';
import { Field } from './field.tsx';

type TextFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Which keys a phone should offer. */
  readonly keys?: 'text' | 'decimal' | 'url';
  readonly lines?: boolean;
};

/** A field for text, one line unless more are asked for. */
export function TextField(props: TextFieldProps): VNode {
  const { label, hint, problem, value, onChange, keys = 'text', lines = false } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {lines ? (
        <textarea value={value} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      ) : (
        <input
          value={value}
          inputMode={keys}
          autoComplete="off"
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}
