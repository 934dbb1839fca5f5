import type { Trouble } from '../app/trouble.ts';
import type { DropForm } from './drop-form.ts';

/** What a group of the new drop's fields takes of the form, and gives back. */
export type DropFieldsProps = {
  readonly form: DropForm;
  readonly onChange: (fields: Partial<DropForm>) => void;
  readonly trouble: Trouble | undefined;
};
