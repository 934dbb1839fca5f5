import { type ComponentChildren, cloneElement, type VNode } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly problem?: string | undefined;
  /** One control: an input, a select or a textarea. */
  readonly children: VNode<Record<string, unknown>>;
};

/** A control with its label, its hint, and beside it what is wrong with it. */
export function Field({ label, hint, problem, children }: FieldProps): VNode {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const problemId = problem === undefined ? undefined : `${id}-problem`;
  const described = [hintId, problemId].filter((part) => part !== undefined).join(' ');
  const control = cloneElement(children, {
    id,
    'aria-invalid': problem !== undefined,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  });
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {control}
      {hint === undefined ? null : (
        <span class="field-hint" id={hintId}>
          {hint}
        </span>
      )}
      {problem === undefined ? null : (
        <span class="field-problem" id={problemId} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
