import type { TargetedEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { dropHash } from '../app/drop-hash.ts';
import { usePage } from '../app/page.tsx';
import { SessionNote } from '../app/session-note.tsx';
import { TextField } from '../app/text-field.tsx';
import { TopBar } from '../app/top-bar.tsx';
import type { Trouble } from '../app/trouble.ts';
import { troubleAt, troubleElsewhere } from '../app/trouble-at.ts';
import { TroubleNote } from '../app/trouble-note.tsx';
import { useSending } from '../app/use-sending.ts';
import { ClosingFields } from './closing-fields.tsx';
import { type DropForm, usualDrop } from './drop-form.ts';
import { LadderFields } from './ladder-fields.tsx';
import { newDropOf } from './new-drop-of.ts';
import { TermsFields } from './terms-fields.tsx';

// Every field that shows its own trouble.
const shownFields = [
  'title',
  'currency',
  'ladder',
  'closing.durationMs',
  'closing.extension',
  'terms.commission',
  'terms.buyersPremium',
  'terms.processing',
];

/** Where a drop is created: what it is called, how prices step, how lots close, who pays what. */
export function NewDropForm(): VNode {
  const { http } = usePage();
  const [form, setForm] = useState(usualDrop);
  const [unread, setUnread] = useState<Trouble>();
  const sending = useSending();
  const trouble = unread ?? sending.trouble;
  const change = (fields: Partial<DropForm>): void => setForm((before) => ({ ...before, ...fields }));
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = newDropOf(form);
    setUnread('trouble' in read ? read.trouble : undefined);
    if ('trouble' in read) return;
    void sending.send(async () => {
      const { dropId } = await http.createDrop(read.value);
      location.hash = dropHash(dropId);
    });
  };
  return (
    <>
      <TopBar title="New drop" backTo="#/" />
      <main class="page">
        <SessionNote />
        <h1>Create a drop</h1>
        <form class="form" onSubmit={submit} noValidate>
          <TextField
            label="Title"
            value={form.title}
            problem={troubleAt(trouble, 'title')}
            onChange={(title) => change({ title })}
          />
          <TextField
            label="Currency"
            hint="Three letters: USD, EUR, GBP, JPY, …"
            value={form.currency}
            problem={troubleAt(trouble, 'currency')}
            onChange={(currency) => change({ currency })}
          />
          <LadderFields form={form} onChange={change} trouble={trouble} />
          <ClosingFields form={form} onChange={change} trouble={trouble} />
          <TermsFields form={form} onChange={change} trouble={trouble} />
          <TroubleNote trouble={troubleElsewhere(trouble, shownFields)} />
          {trouble === undefined ? null : (
            <p class="field-problem">The drop was not created: see what is marked above.</p>
          )}
          <button class="button button-main" type="submit" disabled={sending.busy}>
            {sending.busy ? 'Creating…' : 'Create the drop'}
          </button>
        </form>
      </main>
    </>
  );
}
