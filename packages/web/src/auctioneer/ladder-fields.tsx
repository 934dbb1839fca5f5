import type { VNode } from 'preact';
import { ChoiceField } from '../app/choice-field.tsx';
import { TextField } from '../app/text-field.tsx';
import { troubleAt } from '../app/trouble-at.ts';
import type { DropFieldsProps } from './drop-fields-props.ts';
import { ladderPresets } from './ladder-presets.ts';

const choices = [...ladderPresets, { name: 'own', label: 'My own bands' }];

/** How far each bid must be above the last: a ladder to choose, or one's own bands. [B3] */
export function LadderFields({ form, onChange, trouble }: DropFieldsProps): VNode {
  const problem = troubleAt(trouble, 'ladder');
  const own = form.ladder === 'own';
  return (
    <fieldset class="card">
      <legend class="field-label">Increments</legend>
      <ChoiceField
        label="Ladder"
        value={form.ladder}
        choices={choices}
        problem={own ? undefined : problem}
        onChange={(ladder) => onChange({ ladder })}
      />
      {own ? (
        <TextField
          label="Bands"
          hint="From each price up, the next bid is at least that much higher; in minor units, as JSON."
          lines
          value={form.ladderBands}
          problem={problem}
          onChange={(ladderBands) => onChange({ ladderBands })}
        />
      ) : null}
    </fieldset>
  );
}
