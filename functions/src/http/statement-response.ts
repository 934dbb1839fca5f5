import { type Statement, statementCsv, statementHtml } from '@gaveldrop/settlement';

const forms = {
  'text/html': statementHtml,
  'text/csv': statementCsv,
  'application/json': (statement: Statement): string => JSON.stringify(statement),
} as const;
type Form = keyof typeof forms;

/** The form that an Accept header names first; JSON when it names none of ours. */
function wantedForm(accept: string | undefined): Form {
  const named = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return (
    named.find((type): type is Form => type !== undefined && Object.hasOwn(forms, type)) ?? 'application/json'
  );
}

/** A statement to read, to compute with or to print. */
export function statementResponse(statement: Statement, accept: string | undefined): Response {
  const form = wantedForm(accept);
  return new Response(forms[form](statement), {
    headers: { 'content-type': `${form}; charset=utf-8`, vary: 'accept' },
  });
}
